"""Links: which page a teacher has copied one from, and where its run stands."""

import re
from urllib.parse import unquote, urlsplit

from lessons.blocks import Say
from lessons.lesson import State
from lessons.pages import KINDS
from lessons.parts import meant
from playground.core import address

MISSING = "a link is missing: set the page up as the student is to find it, press “Copy link” and paste the link here"
_WRAPPED = re.compile(r"<(.*)>|\[[^\]]*\]\((.*)\)|`(.*)`")
_WITH_HOST = re.compile(r"[a-z][a-z0-9+.-]*://|/|localhost\b", re.IGNORECASE)


def state_of(link: str, line: int, say: Say) -> State | None:
    """Where the page stands that a link leads to; None if it leads nowhere."""
    link = link.strip()
    if wrapped := _WRAPPED.fullmatch(link):
        link = next(filter(None, wrapped.groups()), "").strip()
    path, _, fragment = link.partition("#")
    if "%3d" in fragment.lower() and "=" not in fragment:
        fragment = unquote(fragment)
    page = _page(path, line, say) if address.is_address(fragment) else None
    if page is None:
        if not address.is_address(fragment):
            say(line, MISSING)
        return None
    place, problems = address.read(fragment, KINDS[page])
    for each in problems:
        say(line, f"the link says something that cannot be: {each}")
    return State(page, fragment, place, line)


def _page(path: str, line: int, say: Say) -> str | None:
    """The page of a link: what its path ends with; the first page has no folder of its own."""
    try:
        folders = [part for part in urlsplit(path).path.split("/") if part and part != "index.html"]
    except ValueError:
        say(line, f"“{address.shortened(path)}” is no address")
        return None
    last = folders[-1] if folders else "playground"
    if last in KINDS:
        return last
    if _WITH_HOST.match(path):
        return "playground"
    hint = meant(last, KINDS) or f"; there are {', '.join(KINDS)}"
    say(line, f"there is no page `{address.shortened('/'.join(folders))}`{hint}")
    return None
