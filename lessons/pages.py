"""The pages that a lesson may show, and what there is on them. No page is made for that."""

from playground.core.digits.settings import DigitsSettings
from playground.core.plane.settings import PlaneSettings
from playground.core.quantities import known
from playground.core.settings import Settings

KINDS: dict[str, type[Settings]] = {"playground": PlaneSettings, "engine": PlaneSettings, "digits": DigitsSettings}
"""The settings of each page; `playground.pages` has the pages themselves."""

_PLANE = tuple(PlaneSettings.declared()["show"].words)
PARTS = {
    "playground": _PLANE,
    "engine": _PLANE,
    "digits": ("header", "play", "timeline", "speed", "settings", "drawing", "maps", "answer", "loss", "panel"),
}
"""What a step may let a student look at, by page, beside the control of every setting, which has its label."""
PLOTS = {
    "playground": ("output", "loss", "network"),
    "engine": ("output", "loss", "network"),
    "digits": ("maps", "loss"),
}
"""What a picture may be of, by page; the first one if it does not say."""


def parts(page: str) -> set[str]:
    """What a step may name of a page, in small letters: its parts, and its settings by label or name."""
    return {*PARTS[page], *known(KINDS[page])}
