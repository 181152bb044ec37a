"""What a start reads goes ahead with everything it rests on; nothing of the rest is lost."""

import json

from bundle import STANDARD, lazy_index, module_name, owner, sort, unused

PACKAGES = "/lib/python3.14/site-packages"
LIBRARY = {
    "/lib/python3.14/json/__init__.pyc": b"1",
    "/lib/python3.14/pdb.pyc": b"2",
    f"{PACKAGES}/glassbox_lazy.pyc": b"3",
    f"{PACKAGES}/panel/__init__.pyc": b"4",
    f"{PACKAGES}/panel/chat/__init__.pyc": b"5",
    f"{PACKAGES}/panel/chat/feed.pyc": b"6",
    f"{PACKAGES}/panel/theme/css/dark.css": b"7",
    f"{PACKAGES}/pandas/__init__.pyc": b"8",
    f"{PACKAGES}/pandas/_libs/lib.cpython-314-wasm32-emscripten.so": b"9",
    f"{PACKAGES}/pandas-3.0.dist-info/METADATA": b"0",
}
READ = ["/lib/python3.14/json/__init__.pyc", f"{PACKAGES}/panel/chat/feed.pyc"]


def test_every_file_is_in_exactly_one_share():
    shares = sort(LIBRARY, {}, READ, [])
    parts = [shares.python, shares.libraries, *shares.rest.values()]
    assert sorted(path for part in parts for path in part) == sorted(LIBRARY)


def test_a_module_brings_the_packages_around_it():
    assert f"{PACKAGES}/panel/__init__.pyc" in sort(LIBRARY, {}, READ, []).libraries


def test_data_and_metadata_that_are_only_looked_for_go_ahead():
    libraries = sort(LIBRARY, {}, READ, []).libraries
    assert f"{PACKAGES}/panel/theme/css/dark.css" in libraries
    assert f"{PACKAGES}/pandas-3.0.dist-info/METADATA" in libraries


def test_the_index_names_every_module_that_waits():
    shares = sort(LIBRARY, {}, READ, [])
    index = json.loads(lazy_index(shares.rest, {name: f"assets/{name}" for name in shares.rest}))
    assert index["pandas"] == {"path": "assets/pandas", "modules": ["pandas", "pandas._libs.lib"]}
    assert index[STANDARD]["modules"] == ["pdb"]


def test_packages_that_a_start_does_not_touch_are_known():
    assert unused(sort(LIBRARY, {}, READ, [])) == {"pandas"}


def test_owners_and_module_names():
    assert owner("/lib/python3.14/pdb.pyc") == STANDARD
    assert owner(f"{PACKAGES}/six.pyc") == "six"
    assert module_name(f"{PACKAGES}/six.pyc") == "six"
    assert module_name(f"{PACKAGES}/panel/theme/css/dark.css") is None
