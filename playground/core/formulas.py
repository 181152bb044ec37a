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
    "K": "outputs",
    "t": "the targets",
    "s": "how far the output is on the wrong side",
    "sigma": "the sigmoid, which makes a probability of a logit",
    "w": "all weights and biases, one after the other",
    "g": "their gradient on the mini-batch",
    "eta": "the learning rate",
    "v": "the velocity, 0 at first: a number for each of w, as all that is remembered",
    "beta": "how much of the velocity stays, 0.9",
    "beta1": "how much of the mean stays, 0.9",
    "beta2": "how much of the squares stays, 0.999",
    "rho": "how much of the squares stays, 0.9",
    "m": "the mean of recent gradients, 0 at first",
    "lambda": "the weight decay, 0.01",
    "epsilon": "a little, 10⁻⁸, so that nothing is divided by 0",
}


def _letters(*names: str, **others: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, others.get(name, "") or LETTERS[name]) for name in (*names, *others))


def _activation(name: str, origin: str, *between: tuple[str, str], **others: str) -> Formula:
    lines = ("Forwards", name), *between, ("Derivative", f"{name} derivative"), ("On the way back", "chain")
    return Formula(lines, _letters("z", "a", "L", **others), origin)


def _optimizer(lines: tuple[tuple[str, str], ...], origin: str, *names: str, **others: str) -> Formula:
    return Formula(lines, _letters("w", "g", "eta", *names, **others), origin)


ADAM = (
    ("The mean", "adam mean"),
    ("The squares", "adam squares"),
    ("Both, freed of their beginning at 0", "freed"),
    ("A step", "adam"),
)
SQUARED = "the sum of all g², number by number, 0 at first"
RECENT = "the mean of recent g², number by number, 0 at first"
COUNT = "how many steps this optimizer has made, this one too"


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
    "activation:leaky relu": _activation(
        "leaky relu",
        "Maas, Hannun and Ng, “Rectifier nonlinearities improve neural network acoustic models”, 2013, sec. 2",
    ),
    "activation:elu": _activation(
        "elu",
        "Clevert, Unterthiner and Hochreiter,"
        " “Fast and accurate deep network learning by exponential linear units”, 2015",
    ),
    "activation:gelu": _activation(
        "gelu",
        "Hendrycks and Gimpel, “Gaussian error linear units”, 2016, sec. 2",
        ("The switch", "gelu switch"),
        t="a smooth switch, from −1, off, to +1, on",
        c="√(2/π)",
        d="0.044715",
    ),
    "activation:softplus": _activation(
        "softplus",
        "Dugas, Bengio, Bélisle, Nadeau and Garcia,"
        " “Incorporating second-order functional knowledge for better option pricing”, 2001",
    ),
    "activation:sine": _activation(
        "sine",
        "Sitzmann, Martel, Bergman, Lindell and Wetzstein,"
        " “Implicit neural representations with periodic activation functions”, 2020",
    ),
    "activation:linear": _activation("linear", "With it alone, layers in a row are no more than one layer."),
    "loss:mean squared error": Formula(
        (("The loss", "mean squared error"), ("Its gradient", "mean squared error by outputs")),
        _letters("L", "N", "K", y="the outputs", t="the targets: −1 or +1, or numbers"),
        "Legendre, 1805; as a loss of networks: Widrow and Hoff, “Adaptive switching circuits”, 1960",
    ),
    "loss:cross-entropy": Formula(
        (("The loss", "cross-entropy"), ("Its gradient", "cross-entropy by outputs")),
        _letters("L", "N", "K", "s", "sigma", y="the outputs, logits", t="the targets, 0 or 1"),
        "Bishop, “Pattern Recognition and Machine Learning”, 2006, eq. 4.90 and 4.91",
    ),
    "loss:softmax cross-entropy": Formula(
        (
            ("The shares of the classes", "softmax"),
            ("The loss", "softmax cross-entropy"),
            ("Its gradient", "softmax cross-entropy by outputs"),
        ),
        _letters(
            "L",
            "N",
            y="the outputs, a logit for each class",
            t="the targets: 1 for the true class, else 0",
            p="the share of a class: all shares add up to 1",
        ),
        "Bishop, “Pattern Recognition and Machine Learning”, 2006, eq. 4.104, 4.108 and 4.109",
    ),
    "loss:hinge": Formula(
        (("The loss", "hinge"), ("Its gradient", "hinge by outputs")),
        _letters("L", "N", "K", y="the outputs", t="the targets, −1 or +1"),
        "Cortes and Vapnik, “Support-vector networks”, 1995, sec. 3",
    ),
    "loss:huber": Formula(
        (("The loss", "huber"), ("Its gradient", "huber by outputs")),
        _letters("L", "N", "K", y="the outputs", t="the targets", e="the error"),
        "Huber, “Robust estimation of a location parameter”, 1964",
    ),
    "optimizer:sgd": Formula(
        (("A step", "sgd"),),
        _letters("w", "g", "eta", "L"),
        "Robbins and Monro, “A stochastic approximation method”, 1951",
    ),
    "optimizer:momentum": _optimizer(
        (("The velocity", "velocity"), ("A step", "momentum")),
        "Polyak, “Some methods of speeding up the convergence of iteration methods”, 1964",
        *("v", "beta"),
    ),
    "optimizer:nesterov": _optimizer(
        (("The velocity", "velocity"), ("A step, as if already moved by it", "nesterov")),
        "Nesterov, 1983; in this form: Bengio, Boulanger-Lewandowski and Pascanu,"
        " “Advances in optimizing recurrent networks”, 2013, eq. 7",
        *("v", "beta"),
    ),
    "optimizer:adagrad": _optimizer(
        (("The squares", "sum of squares"), ("A step", "scaled")),
        "Duchi, Hazan and Singer, “Adaptive subgradient methods for online learning and stochastic optimization”, 2011",
        "epsilon",
        s=SQUARED,
    ),
    "optimizer:rmsprop": _optimizer(
        (("The squares", "mean of squares"), ("A step", "scaled")),
        "Tieleman and Hinton, lecture 6.5 of “Neural networks for machine learning”, 2012",
        *("rho", "epsilon"),
        s=RECENT,
    ),
    "optimizer:adam": _optimizer(
        ADAM,
        "Kingma and Ba, “Adam: a method for stochastic optimization”, 2015, algorithm 1",
        *("m", "beta1", "beta2", "epsilon"),
        s=RECENT,
        t=COUNT,
    ),
    "optimizer:adamw": _optimizer(
        (("Weights, not biases, shrink", "decay"), *ADAM),
        "Loshchilov and Hutter, “Decoupled weight decay regularization”, 2019, algorithm 2",
        *("m", "beta1", "beta2", "epsilon", "lambda"),
        s=RECENT,
        t=COUNT,
    ),
}
