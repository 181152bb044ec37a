"""The engine's public face: documented, light to import, and in need of nothing but NumPy."""

import inspect
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

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


def test_importing_it_loads_only_what_a_run_needs():
    program = """import sys, numpy
numpy.random.default_rng()
before = set(sys.modules)
import nets
print(*sorted(set(sys.modules) - before))"""
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    loaded = output.stdout.split()
    late = {"nets.storage", "nets.export_pytorch", "nets.export_keras", "nets.diagnosis"}
    late |= {"nets.datasets.digits", "nets.datasets.table"}
    assert not late & set(loaded)
    assert {name for name in loaded if not name.startswith("nets")} <= {"bisect", "_bisect"} | EVERYDAY


# What the page's own libraries have loaded by then anyway.
EVERYDAY = {"dataclasses", "copy", "inspect", "dis", "opcode", "_opcode", "_opcode_metadata", "importlib.machinery"}
EVERYDAY |= {"ast", "_ast", "tokenize", "token", "linecache"}
