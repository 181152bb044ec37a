"""The network as a program for PyTorch or Keras: it takes points, makes features of them, and answers as the page does.

The engine writes what builds the network (`nets.export`); what stands here adds the features, the numbers of the
weights, and a proof: run, the program compares its answers with the page's.
"""

from collections.abc import Callable
from textwrap import wrap
from typing import NamedTuple

import numpy as np

from nets import Network, export
from nets.arrays import Array
from nets.export.files import arrays_of
from playground.core.files.source import Source, check_finite
from playground.core.files.whole import plain
from playground.core.plane.told import sentence

EXPRESSIONS = {
    "x1": "x1",
    "x2": "x2",
    "x1^2": "x1**2",
    "x2^2": "x2**2",
    "x1x2": "x1 * x2",
    "sin x1": "np.sin(x1)",
    "sin x2": "np.sin(x2)",
    "cos x1": "np.cos(x1)",
    "cos x2": "np.cos(x2)",
    "radius": "np.hypot(x1, x2)",
    "angle": "np.arctan2(x2, x1)",
}
"""Every feature of `nets.features` in NumPy, of the coordinates x1 and x2."""
MEANINGS = {
    "cross-entropy": "The answer is a logit z: 1 / (1 + exp(-z)) is the probability of class +1.",
    "softmax cross-entropy": "The answers are logits, one a class: their softmax is the probability of each class.",
    "mean squared error": "The answer is what was trained to be near the labels -1 and +1, or near the number.",
}
POINTS = 5
"""So many test points prove that a program answers as the page does."""
TOLERANCE = 1e-4

MORE = '''

WEIGHTS = {{
{weights}}}
POINTS = np.array({points})
ANSWERS = np.array({answers})  # the page's, at these points


def features(points):  # (N, {dimensions}) -> (N, {count})
    """What the network is told about points."""
    {unpacking} = np.asarray(points, np.float64).T
    found = np.stack([{expressions}], axis=1)
{standardising}    return found.astype(np.float32)


def answer(points):  # (N, {dimensions}) -> (N, *outputs)
    """{meaning}"""
    file = io.BytesIO()
    np.savez(file, **{{name: np.array(numbers, np.float32) for name, numbers in WEIGHTS.items()}})
    file.seek(0)
    model = load(file)
{calling}{scaling}

if __name__ == "__main__":
    print("points, answers:")
    print(np.column_stack([POINTS, answer(POINTS)]))
    strayed = np.abs(answer(POINTS) - ANSWERS).max()
    print("largest difference from the page:", strayed, "(rounding is below {tolerance})")
'''

IN_PLANE = '''

def in_plane(numbers):  # (N, 2) -> (N, 2)
    """Numbers as the table had them, for `answer`, which is told places in the plane; nothing here uses it.

    {meaning}
    """
    return (np.asarray(numbers, np.float64) - {offsets}) / {factors}
'''


class Library(NamedTuple):
    """How to write for a library, and how a model of it is called."""

    write: Callable[[Network], str]
    calling: str


PYTORCH = Library(
    export.to_pytorch,
    "    with torch.no_grad():\n        return np.asarray(model(torch.from_numpy(features(points))))\n",
)
KERAS = Library(export.to_keras, "    return keras.ops.convert_to_numpy(model(features(points)))\n")


def to_pytorch(of: Source) -> str:
    """A program for PyTorch; raises as `written`."""
    return written(of, PYTORCH)


def to_keras(of: Source) -> str:
    """A program for Keras; raises as `written`."""
    return written(of, KERAS)


def written(of: Source, library: Library) -> str:
    """A program for a library; raises FileProblemError, or ExportError for what that has no layer for."""
    check_finite(of)
    write, calling = library
    head, _, rest = write(of.run.network).partition("\n\n")
    note = f'{head[:-3]}\n\n{quoted(fold(of.caption))}\n\nGlassbox run: {of.address}\n"""'
    imports = f"import io\n\n{rest.lstrip()}"
    return f"{note}\n\n{imports}{more(of, calling)}"


def more(of: Source, calling: str) -> str:
    """What makes features of points and answers with the page's own weights."""
    run, inputs = of.run, of.run.inputs
    points = run.test.x[:POINTS].astype(np.float64)
    answers = run.network.forward(inputs.apply(run.test.x[:POINTS]))
    found = inputs.standardizer
    shifts = [] if found is None else [("mean", found.mean), ("deviation", found.deviation)]
    standardising = "".join(f"    {name} = {listed(values)}\n" for name, values in shifts)
    if shifts:
        standardising += "    found = (found - mean) / deviation\n"
    return MORE.format(
        weights="".join(f'    "{name}": {plain(array)},\n' for name, array in arrays_of(run.network).items()),
        points=listed(points),
        answers=listed(answers),
        dimensions=inputs.dimensions,
        count=len(inputs.names),
        unpacking=", ".join(f"x{i + 1}" for i in range(inputs.dimensions)) + ("," if inputs.dimensions == 1 else ""),
        expressions=", ".join(EXPRESSIONS[name] for name in inputs.names),
        standardising=standardising,
        meaning=MEANINGS.get(run.trainer.loss.name, "What the network answers."),
        calling=calling,
        scaling=scaling(of),
        tolerance=TOLERANCE,
    )


def scaling(of: Source) -> str:
    """What brings numbers of one's own table to where `answer` wants them; empty, if they are there already."""
    settings = of.run.settings
    origin = settings.points.origin if settings.is_own else None
    if origin is None or (origin.x1.is_plain and origin.x2.is_plain):
        return ""
    return IN_PLANE.format(
        meaning=quoted(sentence(settings.points)),
        offsets=[origin.x1.offset, origin.x2.offset],
        factors=[origin.x1.factor, origin.x2.factor],
    )


def quoted(text: str) -> str:
    """A text within a docstring."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def fold(text: str) -> str:
    """A text in lines of a length that can be read."""
    return "\n".join(wrap(text, 116))


def listed(values: Array) -> str:
    """An array as a literal, no digit lost."""
    return repr(np.asarray(values, np.float64).tolist())
