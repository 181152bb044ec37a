"""A patch fits exactly once or stops the build."""

from pathlib import Path

import pytest
from patches import HOOKS, Patch, PatchError, apply


@pytest.mark.parametrize("text", ["nothing here", "twice twice"])
def test_a_patch_that_does_not_fit_once_stops_the_build(tmp_path: Path, text: str):
    (tmp_path / "module.py").write_text(text)
    with pytest.raises(PatchError, match=r"module\.py"):
        apply(tmp_path, (Patch("module.py", "twice", "once", "reason"),))


def test_a_patch_changes_its_line_only(tmp_path: Path):
    (tmp_path / "module.py").write_text("a = 1\nb = 2\n")
    apply(tmp_path, (Patch("module.py", "b = 2", "b = 3", "reason"),))
    assert (tmp_path / "module.py").read_text() == "a = 1\nb = 3\n"


def test_every_hook_sleeps_without_a_memory():
    for hook in HOOKS:
        asked = hook.new.count("Module.snapshot?.") + hook.new.count("if(Module.snapshot)")
        assert asked >= 1, hook.reason
