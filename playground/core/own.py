"""Code of one's own in place of a part of the run: built into a network, and blamed for its errors.

It is played as it stands, or traced if a trace gives the same numbers: `nets.fast` trusts no module but its own.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from nets import Activation, Dense, Layer, Network, Trainer, losses, optimizers
from nets.activations import Function
from nets.arrays import Array
from nets.layers import Mode
from nets.losses import Loss
from nets.optimizers import Optimizer
from playground.core.parts import DENSE, OPTIMIZER, Part, output_activation
from playground.core.settings import Settings


class OwnCodeError(Exception):
    """What is wrong with code of one's own, in a sentence.

    key    of the part that it stands for
    line   of its text, counted from 1; None if it cannot be said
    """

    def __init__(self, key: str, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.line = line


class Own(NamedTuple):
    """Code of one's own, ready to be used.

    made    a class of layers, a `Function`, a loss or an optimizer
    lines   where its classes, functions and methods begin in the text, counted from 1
    """

    part: Part
    text: str
    made: Any
    lines: Mapping[str, int]


Owned = Mapping[str, Own]
"""What is in place of the original, by the key of its part."""
NOTHING: Owned = MappingProxyType({})


class OwnActivation(Activation):
    """An activation by a function of one's own, under the name of the one that it stands for."""

    def __init__(self, own: Function) -> None:
        super().__init__(own.name)
        self.own = own

    def forward(self, z: Array, _mode: Mode) -> tuple[Array, tuple[Array, Array]]:
        """a = f(z)."""
        a = self.own.value(z)
        return a, (z, a)

    def backward(self, d: Array, cache: tuple[Array, Array]) -> tuple[Array, dict[str, Array]]:
        """dL/dz = dL/da f'(z)."""
        z, a = cache
        return d * self.own.derivative(z, a), {}


def filename(part: Part) -> str:
    """Under what name the code of a part stands in a traceback."""
    return f"<{part.key}>"


def blamed(error: BaseException, part: Part) -> OwnCodeError:
    """An error as a sentence, with the innermost line of the part's own text that it came through."""
    line, trace = None, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == filename(part):
            line = trace.tb_lineno
        trace = trace.tb_next
    if isinstance(error, SyntaxError):
        return OwnCodeError(part.key, f"{type(error).__name__}: {error.msg}.", error.lineno)
    text = str(error).strip().partition("\n")[0]
    return OwnCodeError(part.key, f"{type(error).__name__}: {text}".rstrip(": .") + ".", line)


def blame(error: BaseException, owned: Owned) -> OwnCodeError | None:
    """The error as one of the own code that it came through; None if it came through none."""
    if isinstance(error, OwnCodeError):
        return error
    found = [blamed(error, own.part) for own in owned.values()]
    return next((each for each in found if each.line is not None), None)


def build_network(settings: Settings, owned: Owned = NOTHING, **options: Any) -> Network:
    """The network of these settings, with own layers and activations where there are some."""
    dense = owned[DENSE].made if DENSE in owned else Dense
    layers: list[Layer] = []
    for units in settings.hidden:
        layers += [dense(units), *_activations(settings.activation, owned)]
    layers.append(dense(1))
    if output_activation(settings) != "linear":
        layers += _activations(output_activation(settings), owned)
    seed = settings.seed + 10_000 * settings.weights
    return Network(layers, (len(settings.features),), seed=seed, **options)


def _activations(name: str, owned: Owned) -> list[Layer]:
    """The layer of an activation; none for a linear one, which would change nothing."""
    own = owned.get(f"activation:{name}")
    if own is not None:
        return [OwnActivation(own.made)]
    return [] if name == "linear" else [Activation(name)]


def loss_of(settings: Settings, owned: Owned = NOTHING) -> Loss:
    """The loss of these settings, or one's own."""
    own = owned.get(f"loss:{settings.loss}")
    return losses.named(settings.loss) if own is None else own.made


def optimizer_of(owned: Owned = NOTHING) -> Optimizer:
    """The optimizer, or one's own."""
    own = owned.get(f"optimizer:{OPTIMIZER}")
    return optimizers.named(OPTIMIZER) if own is None else own.made


def take_over(trainer: Trainer, before: Trainer) -> None:
    """Let a new run with other code go on where another one of the same settings stands: the beginning of a branch.

    Another optimizer begins with an empty memory, and other layers with a state of their own.
    """
    here, fresh = before.checkpoint(), trainer.checkpoint()
    rule = fresh.settings.rule
    here = here._replace(settings=here.settings.replace(optimizer=rule), data=fresh.data)
    if type(rule) is not type(before.settings.rule):
        here = here._replace(memory=fresh.memory, began=here.step)
    if len(here.state) != len(fresh.state):
        here = here._replace(state=fresh.state)
    trainer.resume(here)
