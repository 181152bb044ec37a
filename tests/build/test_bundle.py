"""What a start reads goes ahead with everything it rests on; nothing of the rest is lost."""

import json

from bundle import STANDARD, Bundle, lazy_index, module_name, owner, sort, unused

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
APP = {
    f"{PACKAGES}/nets/__init__.pyc": b"a",
    f"{PACKAGES}/nets/dense.pyc": b"b",
    f"{PACKAGES}/nets/late.pyc": b"c",
    f"{PACKAGES}/nets/data/tale.txt": b"d",
    f"{PACKAGES}/nets/data/digits.npz": b"e",
    f"{PACKAGES}/lessons/__init__.pyc": b"f",
    f"{PACKAGES}/lessons/first.md": b"g",
    "/lib/glassbox/sources/nets/dense.py": b"h",
}
READS = {
    "playground": [
        "/lib/python3.14/json/__init__.pyc",
        f"{PACKAGES}/panel/chat/feed.pyc",
        f"{PACKAGES}/nets/dense.pyc",
    ],
    "engine": [f"{PACKAGES}/nets/data/tale.txt", "/lib/glassbox/sources/nets/dense.py", "/lib/python3.14/pdb.pyc"],
    "digits": [f"{PACKAGES}/nets/dense.pyc", "/lib/python3.14/pdb.pyc", "/lib/python3.14/nowhere.pyc"],
}


def shares() -> Bundle:
    return sort(LIBRARY, APP, READS, [])


def test_every_file_is_in_exactly_one_share():
    of = shares()
    parts = [of.python, of.libraries, of.app, *of.later.values()]
    assert sorted(path for part in parts for path in part) == sorted(LIBRARY | APP)


def test_a_module_brings_the_packages_around_it():
    assert f"{PACKAGES}/panel/__init__.pyc" in shares().libraries
    assert f"{PACKAGES}/nets/__init__.pyc" in shares().app


def test_data_and_metadata_that_are_only_looked_for_go_ahead():
    libraries = shares().libraries
    assert f"{PACKAGES}/panel/theme/css/dark.css" in libraries
    assert f"{PACKAGES}/pandas-3.0.dist-info/METADATA" in libraries


def test_the_start_holds_only_what_the_first_page_reads():
    assert shares().app.keys() == {f"{PACKAGES}/nets/__init__.pyc", f"{PACKAGES}/nets/dense.pyc"}
    assert "/lib/python3.14/pdb.pyc" not in shares().python


def test_what_one_page_reads_is_its_own_and_what_two_read_they_share():
    of = shares()
    assert of.later["page-engine"].keys() == {READS["engine"][0], READS["engine"][1]}
    assert of.later["page-shared"].keys() == {"/lib/python3.14/pdb.pyc"}
    assert of.needs == {"playground": [], "engine": ["page-engine", "page-shared"], "digits": ["page-shared"]}


def test_data_that_no_page_reads_travel_alone_unless_their_package_waits_too():
    later = shares().later
    assert later["rest-nets"].keys() == {f"{PACKAGES}/nets/late.pyc"}
    assert later["rest-nets-digits.npz"].keys() == {f"{PACKAGES}/nets/data/digits.npz"}
    assert later["rest-lessons"].keys() == {f"{PACKAGES}/lessons/__init__.pyc", f"{PACKAGES}/lessons/first.md"}


def test_a_package_with_data_only_is_not_dropped():
    of = sort(LIBRARY | {f"{PACKAGES}/zones/here.txt": b""}, {}, READS, [])
    assert of.later["rest-zones"].keys() == {f"{PACKAGES}/zones/here.txt"}


def test_the_index_names_every_module_and_file_that_waits():
    packs = shares().later
    entries = json.loads(lazy_index(packs, {name: (f"assets/{name}", f"hash of {name}") for name in packs}))
    index = {entry["path"].removeprefix("assets/"): entry for entry in entries}
    modules = ["pandas", "pandas._libs.lib"]
    assert index["rest-pandas"] == {
        "path": "assets/rest-pandas",
        "sha256": "hash of rest-pandas",
        "modules": modules,
        "data": [],
    }
    assert index["page-shared"]["modules"] == ["pdb"]
    assert index["page-engine"]["data"] == ["/lib/glassbox/sources/nets/dense.py", f"{PACKAGES}/nets/data/tale.txt"]


def test_packs_that_no_page_touches_are_known():
    of = sort(LIBRARY | {"/lib/python3.14/turtle.pyc": b""}, APP, READS, [])
    assert unused(of) == {"rest-pandas", "rest-nets-digits.npz", "rest-lessons"}
    assert f"rest-{STANDARD}" in of.later


def test_owners_and_module_names():
    assert owner("/lib/python3.14/pdb.pyc") == STANDARD
    assert owner(f"{PACKAGES}/six.pyc") == "six"
    assert module_name(f"{PACKAGES}/six.pyc") == "six"
    assert module_name(f"{PACKAGES}/panel/theme/css/dark.css") is None
