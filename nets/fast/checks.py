"""Is a tape right? It is played on other random numbers than it was traced on, and compared with the plain code."""

import numpy as np

from nets import seeds
from nets.arrays import Array, Shape
from nets.fast.call import buffer
from nets.fast.modes import Held, TracedMode
from nets.fast.tape import Tape
from nets.fast.traced import Recorder, Untraceable, plain
from nets.fast.tracing import traced_arrays
from nets.layers import Layer, Mode
from nets.network import Network

TOLERANCE = {np.dtype(np.float32): 2e-3, np.dtype(np.float64): 1e-8}


def noise(shape: Shape, number: int = 0) -> Array:
    """Random numbers (normal, always the same ones for a shape and a number)."""
    return np.random.default_rng([number, *shape]).normal(size=shape)


def alike(ours: Array, plainly: Array) -> bool:
    """Whether two arrays are the same but for rounding, measured by the largest number."""
    plainly = np.asarray(plainly)
    if ours.shape != plainly.shape:
        return False
    with np.errstate(all="ignore"):
        finite = np.isfinite(plainly)
        scale = np.abs(plainly[finite]).max(initial=np.finfo(ours.dtype).tiny)
        close = np.abs(ours - plainly)[finite] <= TOLERANCE[ours.dtype] * scale
    return bool(close.all()) and bool((np.isfinite(ours) == finite).all())


def misled(network: Network, samples: int, *, training: bool) -> set[str]:
    """Names of the layers whose own tape gives something else than they do plainly."""
    return {layer.name for layer in network.different if not traces_well(layer, samples, network.dtype, training)}


def traces_well(layer: Layer, samples: int, dtype: np.dtype, training: bool) -> bool:
    """Whether a layer's tape, traced on some numbers, gives what the layer gives on others."""
    recorder, held = Recorder(dtype), Held()
    mode = TracedMode(recorder, training=training, held=held, carried=None, keeps=False)
    held.random = seeds.generator(0, seeds.DROPOUT)
    x, d = buffer((samples, *layer.input_shape), dtype), buffer((samples, *layer.shape), dtype)
    x[...], d[...] = noise(x.shape), noise(d.shape)
    try:
        with traced_arrays(layer, recorder):
            y, cache = layer.forward(recorder.lift(x), mode)
            dx, named = layer.backward(recorder.lift(d), cache) if training else (y, {})
    except Untraceable:
        return False
    results = [plain(each) for each in (y, dx, *named.values())]
    own = [value for value in vars(layer).values() if isinstance(value, np.ndarray)]
    tape = Tape(recorder, [x, d, *own], results)
    x[...], d[...] = noise(x.shape, 1), noise(d.shape, 1)
    held.random = seeds.generator(1, seeds.DROPOUT)
    tape.play()
    with np.errstate(all="ignore"):
        y, cache = layer.forward(x.copy(), Mode(training=training, random=seeds.generator(1, seeds.DROPOUT)))
        dx, named = layer.backward(d.copy(), cache) if training else (y, {})
    expected = (y, dx, *named.values())
    return all(alike(tape.now(ours), plainly) for ours, plainly in zip(results, expected, strict=True))
