"""The formulas of the parts: which are set beside a part's code, what their letters mean, and where they come from.

The formulas themselves stand in `web/engine/formulas.json`, from where the build takes them to set them.
"""

from typing import NamedTuple


class Formula(NamedTuple):
    """What stands beside a part's code.

    lines     (what it is about, name of a formula)
    letters   (name of a formula, what it means)
    origin    where it comes from, in words
    """

    lines: tuple[tuple[str, str], ...]
    letters: tuple[tuple[str, str], ...]
    origin: str


BACKPROPAGATION = (
    "Rumelhart, Hinton and Williams, “Learning representations by back-propagating errors”, Nature, 1986, eq. 1 to 7"
)

LETTERS = {
    "x": "what comes in: N samples of D numbers",
    "W": "weights, D × units: column u belongs to unit u",
    "b": "biases, one for each unit",
    "L": "the loss, a mean over the mini-batch",
    "z": "what the layer before gives, a weighted sum",
    "a": "what goes out, a number for each z",
    "N": "samples of the mini-batch",
    "K": "outputs; here 1",
    "t": "the targets",
    "s": "how far the output is on the wrong side",
    "sigma": "the sigmoid, which makes a probability of a logit",
    "w": "all weights and biases, one after the other",
    "g": "their gradient on the mini-batch",
    "eta": "the learning rate",
}


def _letters(*names: str, **others: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, others.get(name, "") or LETTERS[name]) for name in (*names, *others))


def _activation(name: str, origin: str) -> Formula:
    lines = ("Forwards", name), ("Derivative", f"{name} derivative"), ("On the way back", "chain")
    return Formula(lines, _letters("z", "a", "L"), origin)


FORMULAS = {
    "layer:dense": Formula(
        (
            ("Forwards", "dense"),
            ("Back to the inputs", "dense by inputs"),
            ("To the weights", "dense by weights"),
            ("To the biases", "dense by biases"),
        ),
        _letters("x", "W", "b", "L", y="what goes out, a number for each unit"),
        BACKPROPAGATION,
    ),
    "activation:tanh": _activation(
        "tanh",
        "LeCun, Bottou, Orr and Müller, “Efficient BackProp”, 1998, sec. 4.4, on why it learns faster than a sigmoid",
    ),
    "activation:sigmoid": _activation("sigmoid", BACKPROPAGATION),
    "activation:relu": _activation(
        "relu", "Glorot, Bordes and Bengio, “Deep sparse rectifier neural networks”, 2011, sec. 3"
    ),
    "activation:linear": _activation("linear", "With it alone, layers in a row are no more than one layer."),
    "loss:mean squared error": Formula(
        (("The loss", "mean squared error"), ("Its gradient", "mean squared error by outputs")),
        _letters("L", "N", "K", y="the outputs", t="the targets, −1 or +1"),
        "Legendre, 1805; as a loss of networks: Widrow and Hoff, “Adaptive switching circuits”, 1960",
    ),
    "loss:cross-entropy": Formula(
        (("The loss", "cross-entropy"), ("Its gradient", "cross-entropy by outputs")),
        _letters("L", "N", "K", "s", "sigma", y="the outputs, logits", t="the targets, 0 or 1"),
        "Bishop, “Pattern Recognition and Machine Learning”, 2006, eq. 4.90 and 4.91",
    ),
    "optimizer:sgd": Formula(
        (("A step", "sgd"),),
        _letters("w", "g", "eta", "L"),
        "Robbins and Monro, “A stochastic approximation method”, 1951",
    ),
}
