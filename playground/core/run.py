"""A run: the network and the trainer that Settings stand for. Nothing about a run lives outside it."""

from collections.abc import Generator, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from nets import Evaluation, Network, Trainer

if TYPE_CHECKING:
    from playground.core.own import Own

Owned = Mapping[str, "Own"]
"""What is in place of the original, by the key of its part."""
NOTHING: Owned = MappingProxyType({})


class Run:
    """Everything that one Settings makes; `own` is code in place of parts of the original."""

    settings: Any  # of the kind that makes it
    own: Owned
    network: Network
    trainer: Trainer

    if TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Whatever a kind of run has beside that."""

    def evaluating(self) -> Generator[float, None, Evaluation]:
        """Evaluate the network as it is now, a part of the samples at a time; yields the share that is done."""
        return self.trainer.evaluating()
