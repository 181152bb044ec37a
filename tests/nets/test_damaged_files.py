"""Files and texts that are no network, or no longer: each is refused with a sentence, and nothing is changed."""

import io
import json
import pickle
import zipfile
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets.errors import FileError
from nets.export import from_json, load, load_weights, to_json
from nets.network import Network
from tests.nets.test_storage import FILES, everything, in_memory, same, shaken

TEXT = to_json(everything())
HUGE = 10**16


def altered(**changes) -> str:
    return json.dumps({**json.loads(to_json(Network.dense())), **changes})


def of(*layers) -> str:
    return altered(layers=list(layers))


DENSE = {"kind": "dense", "units": 2}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("9" * 5_000, "not JSON"),
        ("[]", "not a network"),
        ("null", "not a network"),
        (altered(format="x"), "not a network"),
        (altered(version=3), "version 3; known are 1, 2"),
        (altered(version=2.0), "version 2.0"),
        (altered(version=True), "version True"),
        (altered(version=[2]), "version"),
        (altered(more=1), "differing: 'more'"),
        (json.dumps({"format": "glassbox-network", "version": 2}), "differing: 'dtype', 'input', 'layers', 'seed'"),
        (altered(dtype="int8"), "float32, float64, not 'int8'"),
        (altered(dtype=None), "float32, float64"),
        (altered(seed=-1), "seed"),
        (altered(seed=1.5), "seed"),
        (altered(seed="1"), "seed"),
        (altered(input=2), "lists"),
        (altered(input=[0]), "at least 1"),
        (altered(input=["2"]), "at least 1"),
        (altered(input=[HUGE]), "cannot be built"),
        (altered(layers={}), "lists"),
        (of(), "at least one"),
        (of("tanh"), "layer 1 is of no known kind"),
        (of({"kind": "magic"}), "layer 1 .*'magic'; known are: dense, activation, conv"),
        (of(DENSE, {"kind": ["dense"]}), "layer 2 is of no known kind"),
        (of({"kind": "dense"}), r"layer 1 \(dense\) .*missing.*'units'.*known settings are: units, initializer"),
        (of(DENSE, DENSE | {"colour": "red"}), r"layer 2 \(dense\) .*'colour'.*known settings are: units, initializer"),
        (of(DENSE | {"activation": "tanh"}), "'activation'"),
        (of({"kind": "flatten", "size": 2}), "'size'.*known settings are: none"),
        (of({"kind": "dense", "units": HUGE}), "cannot be built"),
        (of({"kind": "dense", "units": "many"}), r"layer 1 \(dense\): the number of units .* not 'many'"),
        (of({"kind": "activation", "function": "x"}), r"layer 1 \(activation\): .*known are: tanh"),
        (of({"kind": "activation", "function": ["x"]}), r"layer 1 \(activation\): .*\['x'\].*known are: tanh"),
        (of({"kind": "dropout", "rate": "x"}), r"layer 1 \(dropout\): the rate .* not 'x'"),
        (of({"kind": "conv", "filters": 2, "kernel": 3}), "conv 1"),
        (of({"again": 1}), "layer 1 .*earlier"),
        (of(DENSE, {"again": 2}), "layer 2 .*not 2"),
        (of(DENSE, {"again": 0}), "layer 2 .*not 0"),
        (of(DENSE, {"again": True}), "layer 2 .*not True"),
        (of(DENSE, {"again": 1, "units": 3}), "layer 2 is of no known kind"),
        (of({"kind": "dense", "units": 3}, {"again": 1}), "dense 1 is used for"),
        (altered(version=1, layers=[DENSE, {"again": 1}]), "layer 2 .*in version 1 there are"),
        (altered(version=1, layers=[DENSE | {"activation": ["tanh"]}]), r"layer 1 \(activation\)"),
        (altered(version=1, layers=[DENSE | {"activation": "x"}]), r"layer 1 \(activation\).*'x'"),
        (altered(version=1, layers=[{"kind": "global mean pool"}]), "layer 1"),
    ],
)
def test_texts_that_are_no_network_are_refused(text, says):
    with pytest.raises(FileError, match=says):
        from_json(text)


# Either small or larger than any memory: what lies between would be built, and take its time.
SCALARS = st.none() | st.booleans() | st.integers(-3, 12) | st.sampled_from([HUGE, 10**400]) | st.floats() | st.text()
JSON = st.recursive(
    SCALARS | st.sampled_from(["dense", "conv", "tanh", "same"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text() | st.just("again"), inner, max_size=3),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(st.data(), st.sampled_from([TEXT, (FILES / "version-1-images.json").read_text()]))
def test_texts_with_anything_anywhere_are_read_or_refused(data, text):
    whole = json.loads(text)
    node, key = whole, data.draw(st.sampled_from(sorted(whole)))
    while isinstance(node[key], dict | list) and node[key] and data.draw(st.booleans()):
        node = node[key]
        key = data.draw(st.sampled_from(sorted(node) if isinstance(node, dict) else range(len(node))))
    node[key] = data.draw(JSON)
    with suppress(FileError):
        assert isinstance(from_json(json.dumps(whole)), Network)


def npz(**arrays) -> io.BytesIO:
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    return file


SMALL = shaken(Network.dense(2, (3,)))


def saved(**changes) -> io.BytesIO:
    """A good file of SMALL, some of its arrays replaced, or taken away by None."""
    with np.load(in_memory(SMALL)) as archive:
        arrays = {**archive, **{name.replace("__", "/").replace("_", " "): array for name, array in changes.items()}}
    return npz(**{name: array for name, array in arrays.items() if array is not None})


def old(**changes) -> io.BytesIO:
    with np.load(FILES / "version-1-dense.npz") as archive:
        arrays = {**archive, **changes}
    return npz(**{name: array for name, array in arrays.items() if array is not None})


def declaring(shape) -> io.BytesIO:
    """A good file, but for one array whose header declares another shape than there is data for."""
    file = io.BytesIO()
    with zipfile.ZipFile(in_memory(SMALL)) as source, zipfile.ZipFile(file, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "dense 1/biases.npy":
                header = io.BytesIO()
                np.lib.format.write_array_header_1_0(header, {"descr": "<f4", "fortran_order": False, "shape": shape})
                content = header.getvalue() + content[-12:]
            target.writestr(name, content)
    file.seek(0)
    return file


def plain_array() -> io.BytesIO:
    file = io.BytesIO()
    np.save(file, np.zeros(3))
    file.seek(0)
    return file


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (io.BytesIO(b""), "cannot be read"),
        (io.BytesIO(b"not a zip"), "cannot be read"),
        (io.BytesIO(pickle.dumps({"version": 2})), "cannot be read"),
        (plain_array(), "cannot be read"),
        (npz(), "'version'"),
        (saved(version=None), "'version'"),
        (saved(architecture=None), "'architecture'"),
        (saved(version=np.array(7)), "version 7; known are 1, 2"),
        (saved(version=np.array(2.0)), "version 2.0"),
        (saved(version=np.array("2")), "version '2'"),
        (saved(version=np.array([1, 2])), "cannot be read"),
        (saved(architecture=np.array(b"{}")), "should be a text"),
        (saved(architecture=np.array(3)), "should be a text"),
        (saved(architecture=np.array("{")), "not JSON"),
        (saved(dense_1__biases=None), "another network"),
        (saved(dense_9__biases=np.zeros(3)), "another network"),
        (saved(dense_1__biases=np.zeros(4)), "another network"),
        (saved(dense_1__biases=np.zeros(())), "another network"),
        (saved(dense_1__biases=np.array([1, 2, 3])), "dense 1/biases .*floating-point.*int64"),
        (saved(dense_1__biases=np.array(["a", "b", "c"])), "floating-point"),
        (saved(dense_1__biases=np.array([None, {}, print])), "cannot be read"),
        (saved(dense_1__biases=np.array([0, np.nan, 0])), "dense 1/biases .*NaN"),
        (saved(dense_1__biases=np.array([0, 1e300, 0])), "dense 1/biases .*infinite in float32"),
        (declaring((HUGE,)), "cannot be read"),
        (declaring((2**32, 2**32, 2**32)), "cannot be read"),
        (declaring((4,)), "cannot be read"),
        (declaring((-1,)), "cannot be read"),
        (declaring("x"), "cannot be read"),
        (old(state=None), "state; it holds none"),
        (old(parameters=np.zeros(3, np.float32)), r"31 numbers as its parameters; it holds float32 \(3,\)"),
        (old(parameters=np.full(31, np.nan, np.float32)), "parameters .* NaN"),
        (old(parameters=np.zeros(31, int)), "it holds int64"),
        (old(version=np.array(2)), "another network"),
    ],
)
def test_files_that_hold_no_network_are_refused(file, says):
    network = SMALL.copy()
    with pytest.raises(FileError, match=says):
        load(file)
    file.seek(0)
    if says != "not JSON":
        with pytest.raises(FileError, match=says):
            load_weights(network, file)
    assert same(network, SMALL)


def test_a_type_that_became_shorter_is_noticed():
    content = in_memory(SMALL).getvalue()
    assert content.count(b"'descr': '<f4'") == 4
    with pytest.raises(FileError, match="checksum of 'dense 1/weights"):
        load(io.BytesIO(content.replace(b"'descr': '<f4'", b"'descr': '<f2'", 1)))


def test_paths_that_hold_no_file_are_refused(tmp_path):
    for path in (tmp_path / "missing", str(tmp_path), "a\0b"):
        with pytest.raises(FileError):
            load(path)


GOOD = {"2": in_memory(everything()).getvalue(), "1": (FILES / "version-1-images.npz").read_bytes()}
NETWORKS = {version: load(io.BytesIO(content)) for version, content in GOOD.items()}


@pytest.mark.parametrize("version", GOOD)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_truncated_file_is_refused(version, data):
    content = GOOD[version]
    with pytest.raises(FileError, match="cannot be read"):
        load(io.BytesIO(content[: data.draw(st.integers(0, len(content) - 1))]))


@pytest.mark.parametrize("version", GOOD)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_a_damaged_file_is_refused_or_the_damage_is_harmless(version, data):
    content = bytearray(GOOD[version])
    for _ in range(data.draw(st.integers(1, 4))):
        place = data.draw(st.integers(0, len(content) - 1))
        match data.draw(st.sampled_from(["flip", "overwrite", "cut"])):
            case "flip":
                content[place] ^= 1 << data.draw(st.integers(0, 7))
            case "overwrite":
                patch = data.draw(st.binary(min_size=1, max_size=40))
                content[place : place + len(patch)] = patch
            case "cut":
                del content[place : place + data.draw(st.integers(1, 40))]
    network = NETWORKS[version].copy()
    network.parameters[...] = 7
    before = network.copy()
    try:
        load_weights(network, io.BytesIO(content))
    except FileError:
        assert same(network, before)
    else:
        assert same(network, NETWORKS[version])
    with suppress(FileError):
        assert same(load(io.BytesIO(content)), NETWORKS[version])
