"""Networks that read text: how well they foresee each next character, and what they write themselves.

Such a network takes codes (N, T) and gives logits (N, T, K) for the character after each of them; its recurrent layers
give sequences and carry. A text is then read from its beginning to its end, in pieces of any length: what the network
remembers goes on from piece to piece.
"""

from collections.abc import Iterator

import numpy as np

from nets import seeds
from nets.arrays import Array
from nets.datasets.text import Text
from nets.errors import DataError, SettingError, ShapeError, at_least_one, whole
from nets.layers.mode import Mode
from nets.layers.recurrent import Recurrent
from nets.losses import SoftmaxCrossEntropy
from nets.network import Network


def of_length(network: Network, length: int) -> Network:
    """A copy for sequences of another length: as many parameters, because each step of a sequence uses the same.

    Raises ShapeError or SettingError for a network that cannot read text in pieces.
    """
    if len(network.input_shape) != 1 or len(network.shape) != 2:
        raise ShapeError(f"a network that reads text takes (T,) and gives (T, K), not {network.shape} for each sample")
    for layer in network.layers:
        if isinstance(layer, Recurrent) and not layer.carry:
            raise SettingError(f"{layer.name} forgets what it read at the end of each piece: make it with carry=True")
    other = Network(network.layers, (length,), seed=network.seed, dtype=network.dtype)
    other.parameters[...] = network.parameters
    other.state[...] = network.state
    return other


def losses(network: Network, codes: Array, piece: int = 256) -> Array:
    """(n - 1,): -log of the chance that was given to each character of codes (n,) after those before it, in nats.

    The first is only read; nothing is known before it.

    piece   characters that go through the network at a time; it makes no difference to what it knows
    """
    codes, size, loss = np.asarray(codes), network.shape[-1], SoftmaxCrossEntropy()
    right = codes.ndim == 1 and len(codes) > 1 and codes.dtype.kind in "iu"
    if not right or not 0 <= codes.min() <= codes.max() < size:
        raise DataError(
            f"codes are whole numbers (n,) from 0 to {size - 1}, at least 2; got {codes.dtype} {codes.shape}"
        )
    last, mode = len(codes) - 1, Mode(keeps=True, carried={})
    piece = min(at_least_one("the length of a piece", piece), last)
    whole_piece, found = of_length(network, piece), []
    for start in range(0, last, piece):
        x, t = codes[start : min(start + piece, last)], codes[start + 1 : start + piece + 1]
        reader = whole_piece if len(x) == piece else of_length(network, len(x))
        logits = reader.run(x[None], mode).output  # (1, T, K)
        targets = np.eye(size, dtype=logits.dtype)[t[None]]
        found.append(loss.values(logits, targets)[0])
    return np.concatenate(found)


def held_out_loss(network: Network, text: Text, piece: int = 256) -> float:
    """The mean loss in nats a character, over all characters of the held-out part, which is read on its own.

    Of the training part it reads the last character only, from which the first held-out one is foreseen. It is about
    the same characters as `ngrams.baseline`, and can be compared with that.
    """
    return float(losses(network, text.codes[len(text.train) - 1 :], piece).mean(dtype=np.float64))


def sample(
    network: Network, text: Text, start: str, count: int, temperature: float = 1.0, seed: int = 0
) -> Iterator[str]:
    """What the network writes after it has read `start`: `count` characters, one after the other; changes nothing.

    temperature   characters are drawn by the chances softmax(logits / temperature): below 1, likely ones become
                  likelier still; at 0, the likeliest is taken

    Drawn by the Gumbel-max trick: argmax (logits + temperature * g), where each g = -log(-log u) of a uniform u, takes
    each with just these chances, and divides by nothing (C. J. Maddison, D. Tarlow and T. Minka, 2014, sec. 2).
    Raises SettingError, ShapeError, and DataError for a start that is empty or not in the alphabet.
    """
    codes, count = text.encode(start), whole("the number of characters", count)
    if not len(codes):
        raise DataError("a text begins with at least one character, which the next is foreseen from")
    if not 0 <= temperature < np.inf:
        raise SettingError(f"the temperature is at least 0 and finite, not {temperature}")
    one = of_length(network, 1)
    if one.shape[-1] != len(text.alphabet):
        raise ShapeError(f"{one.shape[-1]} outputs do not fit an alphabet of {len(text.alphabet)} characters")
    return _written(one, text.alphabet, codes, count, temperature, seeds.generator(seed, seeds.SAMPLE))


def _written(
    one: Network, alphabet: str, codes: Array, count: int, temperature: float, random: np.random.Generator
) -> Iterator[str]:
    mode, read = Mode(keeps=True, carried={}), list(codes)
    for _ in range(count):
        logits = [one.run(np.full((1, 1), code), mode).output[0, 0] for code in read][-1]  # (K,)
        read = [np.argmax(logits + temperature * random.gumbel(size=len(logits)))]
        yield alphabet[read[0]]
