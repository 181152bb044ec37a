"""The numbers that stand on tiles and edges of the diagram at a stop of the opened step."""

from itertools import chain

from playground.core.plane.step import LayerStep
from playground.views.step_numbers import short
from playground.views.step_words import Scene
from playground.views.walk import BACKWARD, FORWARD, LOSS, UPDATE

Words = dict[str, list[str]]


def node_words(scene: Scene, shape: tuple[int, ...]) -> Words:
    """Two short texts a unit, `upper` and `lower`; empty where nothing stands."""
    upper = [upper_of(scene, column, count) for column, count in enumerate(shape)]
    lower = [lower_of(scene, column, count) for column, count in enumerate(shape)]
    return {"upper": [*chain(*upper)], "lower": [*chain(*lower)]}


def upper_of(scene: Scene, column: int, count: int) -> list[str]:
    """What stands on the tiles of a column beside that: what the activation gets, or what comes back to it."""
    name = {FORWARD: "z", BACKWARD: "da"}.get(scene.at.phase)
    if name is None or column != scene.at.column or column == 0:
        return [""] * count
    return [f"{name} {short(value)}" for value in getattr(scene.layer, name)]


def lower_of(scene: Scene, column: int, count: int) -> list[str]:
    """What stands on the tiles of a column."""
    phase, here = scene.at
    layers = scene.step.layers
    if phase == BACKWARD and column in (here, here + 1):
        return [f"dz {short(value)}" for value in layers[column - 1].dz]
    name = ("x " if column == 0 else "a ") if phase == BACKWARD else ""  # beside slopes, answers say that they are none
    answers = {FORWARD: (here - 1, here), LOSS: (here,), BACKWARD: (here - 1,)}.get(phase, ())
    if column not in answers:
        return [""] * count
    return [name + short(value) for value in (layers[0].x if column == 0 else layers[column - 1].a)]


def edge_words(scene: Scene) -> Words:
    """A short text a weight: what the neuron that is looked at gets and gives; empty for all others."""
    found: list[str] = []
    for column, layer in enumerate(scene.step.layers, 1):
        found += layer_words(scene, column, layer)
    return {"words": found}


def layer_words(scene: Scene, column: int, layer: LayerStep) -> list[str]:
    """Those of the weights into a column."""
    phase, here = scene.at
    into = {FORWARD: layer.carried, BACKWARD: layer.data[0], UPDATE: layer.weights.change}.get(phase)
    sources, targets = layer.carried.shape
    words = [[""] * targets for _ in range(sources)]
    if column == here and into is not None:
        for source in range(sources):
            words[source][scene.unit] = short(into[source, scene.unit])
    elif column == here + 1 and phase == BACKWARD:
        words[scene.unit] = [short(value) for value in layer.back[scene.unit]]
    return [*chain(*words)]
