"""PlaneSettings and places as hypothesis makes them, from the declarations alone."""

from hypothesis import strategies as st

from nets.training.log import Change
from playground.core.address import Place
from playground.core.declare import LIVE, MOST_STEPS, Choice, Each, Flag, Layers, Several, Steps, Whole
from playground.core.plane.settings import PlaneSettings

KINDS = {
    Choice: lambda declared: st.sampled_from(list(declared.words)),
    Whole: lambda declared: st.integers(*declared.bounds),
    Each: lambda declared: st.lists(st.sampled_from(["", *declared.words]), max_size=declared.bounds[1]).map(
        declared.trimmed
    ),
    Flag: lambda _: st.booleans(),
    Several: lambda declared: st.lists(st.sampled_from(list(declared.words)), min_size=1, unique=True),
    Layers: lambda declared: st.lists(st.integers(1, declared.most), max_size=declared.bounds[1]),
    Steps: lambda declared: st.lists(st.integers(0, MOST_STEPS), max_size=declared.most, unique=True).map(sorted),
}

VALUES = {name: KINDS[type(declared)](declared) for name, declared in PlaneSettings.declared().items()}

SETTINGS = st.fixed_dictionaries({}, optional=VALUES).map(lambda values: PlaneSettings(**values))

CHANGES = st.sampled_from(PlaneSettings.names(LIVE)).flatmap(
    lambda name: st.builds(Change, st.integers(0, MOST_STEPS), st.just(name), VALUES[name])
)

LOGS = st.lists(CHANGES, max_size=8).map(lambda log: tuple(sorted(log, key=lambda change: change.step)))

PLACES = st.builds(Place, SETTINGS, LOGS, st.integers(0, MOST_STEPS))
