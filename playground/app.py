"""The playground on a server, for people who change it.

``panel serve playground/app.py --static-dirs web=playground/web``
"""

from pathlib import Path
from typing import Any

import panel as pn
from bokeh.io import curdoc
from jinja2 import Environment, FileSystemLoader
from panel.io.resources import LOCAL_DIST

from playground.core.clock import ASLEEP
from playground.pages.house import House

SLICE = 0.001
"""Shorter than in the page: a server's messages travel in many small parts, each of which waits for a slice to end."""
BREATH = 1
"""Milliseconds between two ticks, for everything else that the server does."""
WEB = Path(__file__).parent / "web"


def serve() -> None:
    """Fill the present document with a house of its own; when its tab is closed, nothing of it goes on."""
    pn.extension()
    document: Any = curdoc()
    document.template_variables["dist_url"] = LOCAL_DIST  # else Panel's style sheets are asked of another host

    def tick() -> None:
        rest = house.tick()
        if rest != ASLEEP:
            document.add_timeout_callback(tick, max(int(1000 * rest), BREATH))

    house = House("", wake=lambda: document.add_next_tick_callback(tick), slice_seconds=SLICE)
    document.on_session_destroyed(lambda _context: house.clock.stop())
    document.template = Environment(loader=FileSystemLoader(WEB), autoescape=False).get_template("native.html.j2")
    house.show("playground").attach(document)


serve()
