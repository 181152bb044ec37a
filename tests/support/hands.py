"""What hands do in a browser that is driven over WebDriver: both kinds of the protocol know the same acts."""

from abc import ABC, abstractmethod
from typing import Any

KEYS = {"ArrowRight": "\ue014", "ArrowLeft": "\ue012", "Escape": "\ue00c", "Enter": "\ue007", " ": " "}


class Hands(ABC):
    """A pointer and a keyboard."""

    @abstractmethod
    def perform(self, source: dict[str, Any]) -> None:
        """Let a source of input do what it says."""

    def click(self, x: float, y: float) -> None:
        """Press and release the mouse at a place of the window."""
        place = {"type": "pointerMove", "x": round(x), "y": round(y), "duration": 0}
        press = [place, {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]
        self.perform({"type": "pointer", "id": "mouse", "actions": press})

    def press(self, key: str) -> None:
        """Press and release a key: one of KEYS, or a letter."""
        value = KEYS.get(key, key)
        actions = [{"type": "keyDown", "value": value}, {"type": "keyUp", "value": value}]
        self.perform({"type": "key", "id": "keyboard", "actions": actions})
