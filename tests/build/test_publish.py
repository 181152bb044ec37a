"""A site is replaced as a whole or not at all."""

from pathlib import Path

import publish
import pytest

from tests.support.environment import ROOT

OLD = {"index.html": b"old", "assets/a.txt": b"a"}
NEW = {"index.html": b"new"}


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_a_new_site_leaves_nothing_of_the_old_one(tmp_path: Path):
    site = tmp_path / "dist" / "site"
    publish.publish(OLD, site)
    publish.publish(NEW, site)
    assert contents(site) == NEW
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_build_that_fails_leaves_the_old_site(tmp_path: Path):
    site = tmp_path / "site"
    publish.publish(OLD, site)
    with pytest.raises(OSError, match="index"):
        publish.publish({"index.html": b"new", "index.html/impossible": b""}, site)
    assert contents(site) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_what_a_killed_build_left_is_removed(tmp_path: Path):
    (tmp_path / ".site-killed" / "site").mkdir(parents=True)
    publish.publish(NEW, tmp_path / "site")
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_is_current_only_if_it_is_whole(tmp_path: Path):
    site = tmp_path / "site"
    publish.publish(OLD | {publish.STAMP: publish.stamp("key", OLD)}, site)
    assert publish.is_current(site, "key")
    assert not publish.is_current(site, "other")
    (site / "assets" / "a.txt").write_bytes(b"")
    assert not publish.is_current(site, "key")
    assert not publish.is_current(tmp_path / "nowhere", "key")


def test_the_workflow_tests_before_it_publishes():
    text = (ROOT / ".github" / "workflows" / "publish.yml").read_text()
    places = [
        text.index(words) for words in ("run: .ci/run", "run: python3 build", "upload-pages-artifact", "needs: build")
    ]
    assert places == sorted(places)
