"""Libraries imported with less work do the same, and say so when they are no longer the ones that were looked at.

Each test runs in a process of its own: what is changed in a library stays changed.
"""

import subprocess
import sys
import tomllib

import pytest

from playground.link.lean import WRITTEN_FOR
from tests.support.environment import ROOT

START = "import sys\nfrom playground.link import lean\n"
IMPORTS = "lean.import_bokeh(); lean.import_panel(); lean.import_holoviews()\n"
PLOTS = f"""{IMPORTS}
import holoviews as hv, numpy as np
hv.extension("bokeh")
line = hv.Curve(([0, 1, 2], [3, 4, 5]))
parts = [line, hv.Points(np.eye(2)), hv.Image(np.eye(3)), hv.Histogram(([0, 1, 2], [3, 4]))]
for part in parts:
    hv.render(part)
assert "pandas" not in sys.modules, "drawing has imported pandas"
"""


def run(script: str) -> None:
    done = subprocess.run([sys.executable, "-c", START + script], cwd=ROOT, capture_output=True, text=True, timeout=170)
    assert done.returncode == 0, done.stderr


def test_what_is_known_of_the_libraries_is_known_of_the_pinned_versions():
    pins = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert {f"{name}=={version}" for name, version in WRITTEN_FOR.items()} <= set(pins)


@pytest.mark.parametrize("name", WRITTEN_FOR)
def test_another_version_is_refused(name: str):
    run(f"""
lean.WRITTEN_FOR[{name!r}] = "0.1"
try:
    {IMPORTS}
except lean.LibraryError as error:
    assert "written for {name} 0.1" in str(error)
else:
    raise AssertionError("the version went unseen")
""")


def test_nothing_that_is_drawn_imports_pandas():
    run(PLOTS)


def test_tables_are_data_once_pandas_is_there():
    run(
        PLOTS
        + """
import pandas as pd
table = pd.DataFrame({"x": [1.0, 2.0], "y": [3.0, 4.0]})
points = hv.Points(table, ["x", "y"])
assert points.data is table or points.data.equals(table)
assert points.interface.datatype == "dataframe"
assert hv.Dataset(table).dimension_values("y").tolist() == [3.0, 4.0]
assert hv.render(points).renderers[0].data_source.data["x"].tolist() == [1.0, 2.0]
"""
    )


def test_a_plot_can_be_asked_for_its_table():
    run(PLOTS + "assert len(line.dframe()) == 3\n")


def test_bokehs_answers_about_every_class_stay_the_same():
    run("""
from bokeh.core.has_props import HasProps
from bokeh.core.property.descriptors import PropertyDescriptor
import bokeh.plotting, bokeh.models
from bokeh.model import Model
plain_defaults, plain_unstable = HasProps.__dict__["_overridden_defaults"], PropertyDescriptor.has_unstable_default
lean.import_bokeh()
classes = Model.model_class_reverse_map.values()
assert len(classes) > 300
for cls in classes:
    assert cls._overridden_defaults() == plain_defaults.__func__(cls)
    blank = cls.__new__(cls)
    for name in cls.properties():
        prop = cls.lookup(name)
        if type(prop).has_unstable_default is PropertyDescriptor.has_unstable_default:
            assert prop.has_unstable_default(blank) == plain_unstable(prop, blank), (cls, name)
""")


def test_a_patch_is_written_as_bokeh_writes_it():
    run("""
import numpy as np
from bokeh.core.serialization import Serializer
from bokeh.document import Document
from bokeh.models import Column, ColumnDataSource, Div
from playground.link.document import serializer_class

def collected(change):
    document, events = Document(), []
    document.add_root(Column(Div(text="a"), name="column"))
    document.add_root(ColumnDataSource(data={"x": np.arange(3.0)}, name="source"))
    document.models.flush_synced()
    document.on_change(events.append)
    change(document)
    return document, events

def append(document):
    document.get_model_by_name("column").children.append(Div(text="new"))

def exchange(document):
    document.get_model_by_name("source").data = {"x": np.arange(4.0)}

for change in (append, exchange):
    document, events = collected(change)
    ways = Serializer(references=document.models.synced_references), serializer_class()(document.models)
    written = [[event.to_serializable(one) for event in events] for one in ways]
    def simple(value):
        if isinstance(value, dict):
            return {key: simple(part) for key, part in value.items()}
        if isinstance(value, (list, tuple)):
            return [simple(part) for part in value]
        return bytes(value.data) if type(value).__name__ == "Buffer" else value
    assert simple(written[0]) == simple(written[1]), written
    assert written[0]
""")
