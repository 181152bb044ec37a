"""A page that has nothing but the player and a recording."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from nets.training.log import Change
from playground.core.address import Place
from playground.core.plane.settings import PlaneSettings
from playground.core.recording.file import Recording
from playground.views.recorded import recorded
from tests.browser.contexts import watched
from tests.support.site import served
from tests.test_structure import ROOT

STEPS = 120
RUNS = {
    "two classes": ({"dataset": "gaussian", "features": ["x1", "x2"], "hidden": [3, 2]}, ()),
    "several classes": ({"dataset": "blobs", "classes": 4, "hidden": [4], "show_test": True}, ()),
    "curve": ({"dataset": "sine", "hidden": [4]}, ()),
    "changed": ({"hidden": [2]}, (Change(60, "learning_rate", 0.3),)),
}
STATUS = "status.texts.status"
WEB = ROOT / "playground" / "web"
STYLES = ("base.css", "timeline.css", "replay/replay.css")
DOCUMENT = """<!doctype html>
<html lang="en" data-theme="light"><meta charset="utf-8"><title>A recording</title>
<meta name="viewport" content="width=device-width">
{styles}
<main><h1 class="unseen">A recording</h1></main>
<script type="module">
import {{ replay }} from './web/replay/replay.mjs'
const file = await fetch('./run.recording')
await replay(document.querySelector('main'), await file.arrayBuffer())
document.documentElement.dataset.state = 'ready'
</script></html>"""


def write_page(folder: Path, packed: bytes) -> None:
    """The page, the scripts and the recording, as any server serves them."""
    (folder / "web").symlink_to(WEB)
    (folder / "run.recording").write_bytes(packed)
    (folder / "icon.svg").write_bytes((WEB / "icon.svg").read_bytes())
    styles = "\n".join(f'<link rel="stylesheet" href="./web/{name}">' for name in STYLES)
    (folder / "index.html").write_text(
        DOCUMENT.format(styles=f'{styles}\n<link rel="icon" href="./icon.svg">'), encoding="utf-8"
    )


@cache
def recording_of(name: str) -> Recording:
    """What was recorded of a run."""
    settings, log = RUNS[name]
    return recorded(Place(PlaneSettings(**settings), log, STEPS))


@contextmanager
def playing(
    new_context: Callable[..., BrowserContext],
    folder: Path,
    name: str = "two classes",
    packed: bytes | None = None,
    **options: Any,
) -> Iterator[Page]:
    """A page that plays a recording, or other bytes; nothing may go wrong behind it."""
    write_page(folder, packed or recording_of(name).to_bytes())
    with served(folder) as address:
        app = watched(new_context(**options), address)
        app.page.goto(address)
        expect(app.page.locator("html")).to_have_attribute("data-state", "ready")
        yield app.page
        assert app.errors == []
        app.page.context.close()


def status(page: Page) -> Locator:
    """The line that says where it stands."""
    return page.get_by_role("status")


def shows(page: Page, recording: Recording, number: int) -> None:
    """Wait until a recorded step is shown."""
    expect(status(page)).to_have_text(recording.at(number)[STATUS][0])
