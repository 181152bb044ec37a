"""The playground on a server, for people who change it: ``panel serve playground/app.py --static-dirs shell=playground/shell``."""

from pathlib import Path

import panel as pn
from bokeh.io import curdoc
from jinja2 import Environment, FileSystemLoader

from playground.page import Page

SHELL = Path(__file__).parent / "shell"


def serve() -> None:
    """Fill the present document with a page of its own."""
    pn.extension()
    document = curdoc()
    page = Page(schedule=document.add_next_tick_callback)
    document.template = Environment(loader=FileSystemLoader(SHELL), autoescape=False).get_template("native.html.j2")
    page.attach(document)


serve()
