"""How layers behave in one pass: as in training or not, and whatever a pass needs that is no argument and no parameter.

Randomness, and what is kept from one pass to the next, go through here, so that `forward` stays a pure function: the
same pass under the same mode gives the same numbers, and a probe may look at a network without leaving a trace in it.
"""

from numpy.random import Generator

from nets.arrays import Array, Shape
from nets.errors import SettingError, ShapeError

Memory = dict[tuple[str, str], Array]


class Mode:
    """What a layer may ask of the pass it takes part in.

    training   whether layers behave as in training (dropout, batch statistics) or as when answering
    random     from which dropout draws; needed only in training, and only by layers that draw
    keeps      whether running averages are updated: true for the passes that train, false for those that look
    carried    (layer's name, array's name) -> (N, units), what recurrent layers carry from one batch to the next; None
               if each batch begins anew
    """

    def __init__(
        self,
        *,
        training: bool = False,
        random: Generator | None = None,
        keeps: bool = False,
        carried: Memory | None = None,
    ) -> None:
        self.training = training
        self.keeps = keeps
        self._random = random
        self._carried = carried

    @property
    def carries(self) -> bool:
        """Whether something is carried from one batch to the next."""
        return self._carried is not None

    def uniform(self, shape: Shape) -> Array:
        """Random numbers in [0, 1), an array of that shape; raises SettingError if the mode was given no generator."""
        if self._random is None:
            raise SettingError("this network draws random numbers in training: give Mode a generator, random=…")
        return self._random.random(shape)

    def keep(self, state: Array, value: Array) -> None:
        """Let a layer's state be `value` from the next pass on, if this is a pass that keeps."""
        if self.keeps:
            state[...] = value

    def start(self, layer: str, name: str, zeros: Array) -> Array:
        """What the layer of that name carried here from the batch before; `zeros`, (N, units), if there is none.

        Sample n goes on where sample n of the batch before ended: raises ShapeError if that had another size.
        """
        if self._carried is None:
            return zeros
        state = self._carried.get((layer, name), zeros)
        if state.shape != zeros.shape:
            raise ShapeError(f"{layer} carries {state.shape} from the batch before, and this batch needs {zeros.shape}")
        return state.copy()

    def carry(self, layer: str, name: str, value: Array) -> None:
        """Carry `value`, (N, units), on to the next batch, if batches follow one another."""
        if self._carried is not None and self.keeps:
            self._carried.setdefault((layer, name), value.copy())[...] = value


INFERENCE = Mode()
