"""A page that has nothing but the player and a recording."""

from pathlib import Path

from tests.test_structure import ROOT

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
