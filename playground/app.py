"""The playground on a server, for people who change it.

``panel serve playground/app.py --static-dirs shell=playground/shell``
"""

import asyncio
from pathlib import Path

import panel as pn
from bokeh.io import curdoc
from jinja2 import Environment, FileSystemLoader

from playground.page import Page

SLICE = 0.001
"""Shorter than in the page: a server's messages travel in many small parts, each of which waits for a slice to end."""
SHELL = Path(__file__).parent / "shell"


def serve() -> None:
    """Fill the present document with a page of its own."""
    pn.extension()
    tasks: set[asyncio.Task[None]] = set()
    document = curdoc()
    loop = asyncio.get_running_loop()
    page = Page(
        wake=lambda: tasks.add(loop.create_task(page.clock.run())),
        schedule=document.add_next_tick_callback,
        slice_seconds=SLICE,
    )
    document.template = Environment(loader=FileSystemLoader(SHELL), autoescape=False).get_template("native.html.j2")
    page.attach(document)


serve()
