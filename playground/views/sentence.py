"""One neuron in one sentence: the exact numbers that it computes with, for whoever points at it or moves to it."""

from playground.frame import Frame

SUBSCRIPTS = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
FUNCTIONS = {"tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU", "linear": ""}


def locate(index: int, shape: tuple[int, ...]) -> tuple[int, int]:
    """The column and the place in it, both from 0, of a tile counted through all columns."""
    column = 0
    while index >= shape[column]:
        index -= shape[column]
        column += 1
    return column, index


def describe(frame: Frame, index: int, labels: tuple[str, ...], activation: str, output: str) -> str:
    """What a tile computes. ``labels`` name the features, ``activation`` and ``output`` the functions of the units."""
    shape = tuple(len(units) for units in frame.regions)
    column, unit = locate(index, shape)
    if column == 0:
        return f"Feature {labels[unit]}: an input to the network, computed from x₁ and x₂."
    layer = column - 1
    is_output = column == len(shape) - 1
    inputs = labels if column == 1 else tuple("a" + str(i + 1).translate(SUBSCRIPTS) for i in range(shape[column - 1]))
    terms = zip(frame.weights[layer][:, unit], inputs, strict=True)
    total = _signed(terms, float(frame.biases[layer][unit]))
    function = FUNCTIONS[output if is_output else activation]
    name = "Output" if is_output else f"Layer {column}, neuron {unit + 1}"
    return f"{name} = {function}({total})" if function else f"{name} = {total}"


def _signed(terms: "zip[tuple[float, str]]", bias: float) -> str:
    """``0.42·x₁ − 1.30·x₂ + 0.10``: products with their signs, then the bias."""
    pieces = [f"{_sign(weight)} {abs(weight):.2f}·{name}" for weight, name in terms]
    text = " ".join([*pieces, f"{_sign(bias)} {abs(bias):.2f}"])
    return text.removeprefix("+ ").replace("− ", "−", 1) if text.startswith("−") else text.removeprefix("+ ")


def _sign(value: float) -> str:
    return "−" if value < 0 else "+"
