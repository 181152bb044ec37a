"""Two builds take turns, and a build that is killed gives its turn away."""

import subprocess
import sys
import threading
from pathlib import Path

from turns import turn

BUILD = Path(__file__).resolve().parents[2] / "build"
HOLDER = """
import sys, time
from pathlib import Path
from turns import turn
with turn(Path(sys.argv[1]), lambda: print("waits", flush=True)):
    print("holds", flush=True)
    time.sleep(60)
"""


def holder(path: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], cwd=BUILD, stdout=subprocess.PIPE, text=True)


def test_the_second_waits_and_a_killed_holder_lets_go(tmp_path: Path):
    path = tmp_path / "new" / "lock"
    with holder(path) as first:
        assert first.stdout
        assert first.stdout.readline() == "holds\n"
        with holder(path) as second:
            assert second.stdout
            assert second.stdout.readline() == "waits\n"
            first.kill()
            assert second.stdout.readline() == "holds\n"
            second.kill()


def test_a_turn_ends_with_its_block(tmp_path: Path):
    waited: list[str] = []
    for _ in range(2):
        with turn(tmp_path / "lock", lambda: waited.append("waited")):
            pass
    assert waited == []


def test_threads_take_turns_too(tmp_path: Path):
    inside, most = 0, 0

    def work() -> None:
        nonlocal inside, most
        with turn(tmp_path / "lock", lambda: None):
            inside += 1
            most = max(most, inside)
            inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (inside, most) == (0, 1)
