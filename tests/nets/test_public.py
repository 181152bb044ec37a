"""The engine's public face: documented, light to import, and in need of nothing but NumPy."""

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import nets
from nets.layers import KINDS, base
from tests.nets.own import Scale

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "nets").rglob("*.py"))
MODULES = [".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for file in FILES]


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_is_documented(name):
    module = import_module(name)
    assert module.__doc__
    for member in vars(module).values():
        if getattr(member, "__module__", None) != name or getattr(member, "__name__", "_").startswith("_"):
            continue
        if inspect.isfunction(member) or inspect.isclass(member):
            assert inspect.getdoc(member), member
        if inspect.isclass(member):
            for part, method in vars(member).items():
                if not part.startswith("_") and callable(method):
                    assert inspect.getdoc(getattr(member, part)), f"{member}.{part}"


def test_all_public_names_are_there():
    names: list[str] = vars(nets)["__all__"]
    assert all(hasattr(nets, name) for name in names)
    assert len(set(names)) == len(names)
    kinds = {kind.__name__ for kind in KINDS.values() if kind.__module__.startswith("nets.")}
    assert kinds <= set(names)


def test_the_layer_in_the_docstring_of_all_layers_is_one():
    """Its indented lines are run as they stand."""
    doc = base.__doc__ or ""
    code = "\n".join(line.removeprefix("    ") for line in doc.splitlines() if line.startswith("    ") or not line)
    names: dict[str, Any] = {"Layer": nets.Layer, "np": np}
    exec(code, names)
    x = np.random.default_rng(0).normal(size=(9, 3))
    theirs, ours = (nets.Network([scale(), "tanh"], (3,)) for scale in (names["Scale"], Scale))
    for network in (theirs, ours):
        nets.Trainer(network, train=(x, np.cos(x))).run(20)
    np.testing.assert_array_equal(theirs.parameters, ours.parameters)
    assert not np.array_equal(ours.parameters, np.ones(3, np.float32))


def test_importing_it_loads_only_what_a_run_needs():
    program = """import sys, numpy
numpy.random.default_rng()
before = set(sys.modules)
from nets import Dense, Network, Trainer, datasets, probes
probes.Regions
print(*sorted(set(sys.modules) - before))"""
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = output.stdout.split()
    late = ("nets.attribution", "nets.export", "nets.diagnosis")
    late += ("nets.datasets.digits", "nets.datasets.table", "nets.datasets.text")
    assert not [name for name in loaded if name.startswith(late)]
    assert {name for name in loaded if not name.startswith("nets")} <= {"bisect", "_bisect"} | EVERYDAY


# What the page's own libraries have loaded by then anyway.
EVERYDAY = {"dataclasses", "copy", "inspect", "dis", "opcode", "_opcode", "_opcode_metadata", "importlib.machinery"}
EVERYDAY |= {"ast", "_ast", "tokenize", "token", "linecache"}
