"""PlaneSettings and places as hypothesis makes them, from the declarations alone."""

from hypothesis import strategies as st

from nets.datasets.dataset import CLASSES, NUMBERS
from nets.training.log import Change
from playground.core.address import Place
from playground.core.declare import LIVE, MOST_STEPS, Choice, Each, Flag, Layers, Names, Several, Steps, Whole
from playground.core.drawn import Drawn
from playground.core.plane.origin import Column, Origin, cleaned
from playground.core.plane.points import EXTENT, MOST_CLASSES, Points
from playground.core.plane.settings import PlaneSettings

COORDINATES = st.floats(-EXTENT, EXTENT)
NAMES = st.text(max_size=30).map(cleaned)
COLUMNS = st.builds(Column, NAMES, st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
ORIGINS = st.builds(Origin, COLUMNS, COLUMNS, COLUMNS, st.lists(NAMES, max_size=6).map(tuple))


def points_of(kind: str, labels: st.SearchStrategy[float], most: int = 30) -> st.SearchStrategy[Points]:
    """Points of a kind."""
    rows = st.lists(st.tuples(COORDINATES, COORDINATES, labels), max_size=most).map(tuple)
    return st.builds(Points, st.just(kind), rows, st.none() | ORIGINS)


POINTS = points_of(CLASSES, st.integers(0, MOST_CLASSES - 1)) | points_of(NUMBERS, st.floats(-1, 1))

KINDS = {
    Drawn: lambda _: POINTS,
    Choice: lambda declared: st.sampled_from(list(declared.words)),
    Whole: lambda declared: st.integers(*declared.bounds),
    Each: lambda declared: st.lists(st.sampled_from(["", *declared.words]), max_size=declared.bounds[1]).map(
        declared.trimmed
    ),
    Flag: lambda _: st.booleans(),
    **dict.fromkeys(
        (Several, Names), lambda declared: st.lists(st.sampled_from(list(declared.words)), min_size=1, unique=True)
    ),
    Layers: lambda declared: st.lists(st.integers(1, declared.most), max_size=declared.bounds[1]),
    Steps: lambda declared: st.lists(st.integers(0, MOST_STEPS), max_size=declared.most, unique=True).map(sorted),
}

VALUES = {name: KINDS[type(declared)](declared) for name, declared in PlaneSettings.declared().items()}

ANY_SETTINGS = st.fixed_dictionaries({}, optional=VALUES).map(lambda values: PlaneSettings(**values))

SETTINGS = ANY_SETTINGS.filter(lambda settings: not settings.lacking)

CHANGES = st.sampled_from(PlaneSettings.names(LIVE)).flatmap(
    lambda name: st.builds(Change, st.integers(0, MOST_STEPS), st.just(name), VALUES[name])
)

LOGS = st.lists(CHANGES, max_size=8).map(lambda log: tuple(sorted(log, key=lambda change: change.step)))

PLACES = st.builds(Place, SETTINGS, LOGS, st.integers(0, MOST_STEPS))
