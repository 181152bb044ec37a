"""Names that are imported when they are first asked for: that they are all there, and that nothing else is."""

import ast
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import nets
from nets.lazy import lazy

ROOT = Path(__file__).parents[2]
LAZY = ("nets", "nets.attribution", "nets.layers", "nets.probes", "nets.projection", "nets.synthesis")


def tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text())


def source(package: str) -> ast.Module:
    return tree(ROOT / package.replace(".", "/") / "__init__.py")


def imports(node: ast.AST) -> dict[str, list[str]]:
    """What is imported in it, by module."""
    found = {}
    for each in ast.walk(node):
        if isinstance(each, ast.ImportFrom) and each.module:
            found.setdefault(each.module, []).extend(alias.name for alias in each.names)
    return found


def loaded_by(program: str) -> set[str]:
    program = f"{program}\nimport sys\nprint(*sys.modules)"
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    return {name for name in output.stdout.split() if name.partition(".")[0] == "nets"}


@pytest.mark.parametrize("package", LAZY)
def test_type_checkers_see_what_python_finds(package):
    [choice] = [node for node in source(package).body if isinstance(node, ast.If)]
    [table] = [node for node in ast.walk(ast.Module(choice.orelse, [])) if isinstance(node, ast.Dict)]
    seen = imports(ast.Module(choice.body, []))
    assert ast.literal_eval(table) == seen
    assert vars(import_module(package))["__all__"] == sorted(name for names in seen.values() for name in names)


@pytest.mark.parametrize("package", LAZY)
def test_every_name_is_where_it_is_defined(package):
    module = import_module(package)
    for home, names in imports(source(package)).items():
        for name in names:
            if home.partition(".")[0] == "nets":
                assert getattr(module, name) is getattr(import_module(home), name)
                assert name in vars(module)


@pytest.mark.parametrize("package", LAZY)
def test_names_are_listed_before_they_are_loaded(package):
    program = (
        f"import {package} as it\nassert not set(it.__all__) & vars(it).keys()\nassert set(it.__all__) <= set(dir(it))"
    )
    assert loaded_by(program) <= {"nets", "nets.lazy", package}


@pytest.mark.parametrize("package", LAZY)
def test_an_unknown_name_is_refused_as_everywhere(package):
    module = import_module(package)
    assert not hasattr(module, "Dens")
    with pytest.raises(AttributeError, match=rf"module '{package}' has no attribute 'Dens'") as raised:
        _ = module.Dens
    assert (raised.value.name, raised.value.obj) == ("Dens", module)
    with pytest.raises(ImportError, match="cannot import name 'Dens'"):
        exec(f"from {package} import Dens")


def test_a_name_is_looked_for_once(monkeypatch):
    names, find, listing = lazy("nets", {"nets": ["seeds"], "nets.layers.dense": ["Dense"]})
    monkeypatch.delitem(vars(nets), "Dense", raising=False)
    assert names == ["Dense", "seeds"]
    assert find("Dense") is vars(nets)["Dense"] is nets.Dense
    assert find("seeds") is import_module("nets.seeds")
    assert {"Dense", "seeds", "__name__"} <= set(listing())


def test_a_run_of_dense_layers_loads_no_others():
    loaded = loaded_by(
        "from nets import Dense, Network, Trainer, datasets, probes\n"
        "network = Network([Dense(3), 'tanh', Dense(1)], (2,))\n"
        "training, test = datasets.make('spiral').split(0.5, 1)\n"
        "Trainer(network, train=(training.x, training.y), test=(test.x, test.y)).run(3)\n"
        "probes.Regions(network, ['x1', 'x2']).measure()"
    )
    kinds = {name for name in loaded if name.startswith("nets.layers.")}
    assert kinds == {f"nets.layers.{name}" for name in ("activation", "base", "dense", "mode")}
    assert {name for name in loaded if name.startswith("nets.probes.")} == {"nets.probes.regions"}
    assert not [
        name
        for name in loaded
        if name.startswith(("nets.attribution", "nets.export", "nets.diagnosis", "nets.recipes"))
    ]


def test_one_kind_does_not_load_the_others_but_the_registry_knows_all():
    kinds = {"nets.layers.conv", "nets.layers.gru", "nets.layers.norm", "nets.layers.pool"}
    assert loaded_by("from nets.layers import Conv2D") & kinds == {"nets.layers.conv"}
    assert kinds <= loaded_by("from nets.layers import KINDS\nKINDS['gru'], KINDS['max pool']")


def test_the_engine_itself_imports_from_where_things_are_defined():
    lazily = {
        f"{file.relative_to(ROOT)} imports {name} from {package}"
        for file in (ROOT / "nets").rglob("*.py")
        if file.name != "__init__.py"
        for package, names in imports(tree(file)).items()
        if package in LAZY
        for name in names
        if name not in {module.stem for module in (ROOT / package.replace(".", "/")).iterdir()}
    }
    assert not lazily
