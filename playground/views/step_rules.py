"""The formulas of a step: activations, losses and optimizers, each with its numbers and as its line of NumPy.

What is not in a table has no formula here: code of one's own, or what came to the engine since.
"""

from collections.abc import Callable
from math import isfinite
from typing import NamedTuple

from playground.core.plane.step import Rule
from playground.views.step_numbers import Equation, exact, factor, number, product, total
from playground.views.words import MINUS


class Bend(NamedTuple):
    """An activation: what people call it, a = f(z) and dz = da f'(z) in NumPy."""

    title: str
    value: str
    slope: str


SWITCH = "u = np.tanh(np.sqrt(2 / np.pi) * (z + 0.044715 * z**3))"
"""The smooth switch of GELU."""

BENDS = {
    "tanh": Bend("tanh", "a = np.tanh(z)", "dz = da * (1 - a * a)"),
    "sigmoid": Bend("sigmoid", "a = 1 / (1 + np.exp(-z))", "dz = da * a * (1 - a)"),
    "relu": Bend("ReLU", "a = np.maximum(z, 0)", "dz = da * (a > 0)"),
    "leaky relu": Bend("leakyReLU", "a = np.maximum(z, 0.01 * z)", "dz = da * np.where(z > 0, 1, 0.01)"),
    "elu": Bend("ELU", "a = np.where(z > 0, z, np.expm1(np.minimum(z, 0)))", "dz = da * (np.minimum(a, 0) + 1)"),
    "gelu": Bend(
        "GELU",
        f"{SWITCH}; a = z * (1 + u) / 2",
        f"{SWITCH}; dz = da * ((1 + u) / 2 + z * (1 - u * u) * np.sqrt(1 / (2 * np.pi)) * (1 + 3 * 0.044715 * z * z))",
    ),
    "softplus": Bend("softplus", "a = np.logaddexp(z, 0)", "dz = da / (1 + np.exp(-z))"),
    "sine": Bend("sin", "a = np.sin(z)", "dz = da * np.cos(z)"),
    "linear": Bend("", "a = z", "dz = da"),
}


class Criterion(NamedTuple):
    """A loss: one sample's, and its slope by one of the answers for n samples; both in NumPy, too.

    Answers y and targets t are lists of K numbers; the slope is by answer `unit`, counted from 0.
    """

    value: Callable[[list[float], list[float]], str]
    slope: Callable[[list[float], list[float], int, int], str]
    value_code: str
    slope_code: str


def _of_one(value: Callable[[float, float], str], slope: Callable[[float, float, int], str], *code: str) -> Criterion:
    """A loss of networks with one output."""
    return Criterion(lambda y, t: value(y[0], t[0]), lambda y, t, n, _: slope(y[0], t[0], n), *code)


def _squared(y: float, t: float) -> str:
    return f"({total([number(y), number(-t)])})²"


def _entropy(y: float, t: float) -> str:
    return f"log(1 + e^({exact((1 - 2 * t) * y)}))"


def _margin(y: float, t: float) -> str:
    return f"max(0, 1 {MINUS} {factor(t)}·{factor(y)})"


def _pull(y: float, t: float, n: int) -> str:
    return f"({total([number(y), number(-t)])})/{n}" if abs(y - t) <= 1 else f"{exact(1 if y > t else -1)}/{n}"


def _bounded(y: float, t: float) -> str:
    if abs(y - t) <= 1:
        return f"{_squared(y, t)}/2"
    return f"{total([number(max(y, t)), number(-min(y, t))])} − 0.5"


def _powers(y: list[float]) -> str:
    """The sum of e to each answer, less the largest."""
    return " + ".join(f"e^({exact(each - max(y))})" for each in y)


def _softmax_entropy(y: list[float], t: list[float]) -> str:
    return f"log({_powers(y)}) {MINUS} ({exact(y[t.index(1)] - max(y))})"


def _share(y: list[float], t: list[float], n: int, unit: int) -> str:
    return f"(e^({exact(y[unit] - max(y))})/({_powers(y)}){' − 1' if t[unit] else ''})/{n}"


CRITERIA = {
    "mean squared error": _of_one(
        _squared,
        lambda y, t, n: f"2·({total([number(y), number(-t)])})/{n}",
        "loss = np.square(y - t).mean()",
        "da = 2 * (y - t) / n",
    ),
    "cross-entropy": _of_one(
        _entropy,
        lambda y, t, n: f"(sigmoid({exact(y)}){' − 1' if t else ''})/{n}",
        "s = (1 - 2 * t) * y; loss = (np.maximum(s, 0) + np.log1p(np.exp(-np.abs(s)))).mean()",
        "da = (1 / (1 + np.exp(-y)) - t) / n",
    ),
    "softmax cross-entropy": Criterion(
        _softmax_entropy,
        _share,
        "s = y - y.max(axis=1, keepdims=True); loss = (np.log(np.exp(s).sum(axis=1)) - (t * s).sum(axis=1)).mean()",
        "e = np.exp(y - y.max(axis=1, keepdims=True)); da = (e / e.sum(axis=1, keepdims=True) - t) / n",
    ),
    "hinge": _of_one(
        _margin,
        lambda y, t, n: f"{exact(-t)}/{n}" if t * y < 1 else f"0/{n}",
        "loss = np.maximum(1 - t * y, 0).mean()",
        "da = (t * y < 1) * -t / n",
    ),
    "huber": _of_one(
        _bounded,
        _pull,
        "c = np.clip(y - t, -1, 1); loss = (c * (y - t - c / 2)).mean()",
        "da = np.clip(y - t, -1, 1) / n",
    ),
}


class Numbers(NamedTuple):
    """What an optimizer has and makes of one weight or bias: its gradient g, with penalty and clipped."""

    w: float
    is_weight: bool
    g: float
    before: dict[str, float]
    after: dict[str, float]
    rule: Rule


Lines = tuple[list[Equation], str, str]
"""What is remembered, as equations; the change without its value; the line of NumPy."""


def sgd(one: Numbers) -> Lines:
    """Against the gradient."""
    return [], f"{_rate(one)}·{factor(one.g)}", "w -= rate * g"


def momentum(one: Numbers) -> Lines:
    """Against what has gathered."""
    v = one.after["velocity"]
    return [_velocity(one)], f"{_rate(one)}·{factor(v)}", "v = beta * v + g; w -= rate * v"


def nesterov(one: Numbers) -> Lines:
    """As if already moved by what has gathered."""
    ahead = total([number(one.g), product(one.rule.settings["beta"], one.after["velocity"])])
    return [_velocity(one)], f"{_rate(one)}·({ahead})", "v = beta * v + g; w -= rate * (g + beta * v)"


def adagrad(one: Numbers) -> Lines:
    """Scaled by all gradients so far."""
    s = Equation("s", f"{factor(one.before['squares'])} + {factor(one.g)}²", exact(one.after["squares"]))
    return [s], _scaled(one, one.g, one.after["squares"]), "s += g * g; w -= rate * g / (np.sqrt(s) + 1e-8)"


def rmsprop(one: Numbers) -> Lines:
    """Scaled by the recent gradients."""
    s = _squares(one, "rho")
    line = "s = rho * s + (1 - rho) * g * g; w -= rate * g / (np.sqrt(s) + 1e-8)"
    return [s], _scaled(one, one.g, one.after["squares"]), line


def adam(one: Numbers) -> Lines:
    """Two averages, each freed of its beginning at zero."""
    beta1, beta2 = one.rule.settings["beta1"], one.rule.settings["beta2"]
    m, s, t = one.after["mean"], one.after["squares"], one.rule.t
    gathered = total([product(beta1, one.before["mean"]), product(1 - beta1, one.g)])
    hats = m / (1 - beta1**t), s / (1 - beta2**t)
    equations = [
        Equation("m", gathered, exact(m)),
        _squares(one, "beta2"),
        Equation("m̂", f"{factor(m)}/(1 − {beta1:g}^{t})", exact(hats[0])),
        Equation("ŝ", f"{factor(s)}/(1 − {beta2:g}^{t})", exact(hats[1])),
    ]
    line = (
        "m = beta1 * m + (1 - beta1) * g; s = beta2 * s + (1 - beta2) * g * g; "
        "w -= rate * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + 1e-8)"
    )
    return equations, _scaled(one, *hats), line


def adamw(one: Numbers) -> Lines:
    """Adam, after the weight has shrunk."""
    equations, change, line = adam(one)
    if one.is_weight:
        change += f" {MINUS} {one.rule.rate:g}·{one.rule.settings['decay']:g}·{factor(one.w)}"
    return equations, change, f"w -= rate * decay * w; {line}"


OPTIMIZERS: dict[str, Callable[[Numbers], Lines]] = {
    "sgd": sgd, "momentum": momentum, "nesterov": nesterov, "adagrad": adagrad,
    "rmsprop": rmsprop, "adam": adam, "adamw": adamw,
}  # fmt: skip

REMEMBERED = {"velocity": "velocity", "mean": "average", "squares": "squares"}
"""What optimizers remember, as it stands over a column."""


def _rate(one: Numbers) -> str:
    return f"{MINUS}{one.rule.rate:g}"


def _velocity(one: Numbers) -> Equation:
    terms = [product(one.rule.settings["beta"], one.before["velocity"]), number(one.g)]
    return Equation("v", total(terms), exact(one.after["velocity"]))


def _squares(one: Numbers, setting: str) -> Equation:
    share = one.rule.settings[setting]
    terms = f"{share:g}·{factor(one.before['squares'])} + {1 - share:.3g}·{factor(one.g)}²"
    return Equation("s", terms, exact(one.after["squares"]))


def _scaled(one: Numbers, g: float, s: float) -> str:
    root = f"(√({exact(s)}) + 10⁻⁸)" if isfinite(s) else "∞"
    return f"{_rate(one)}·{factor(g)}/{root}"
