"""A small project with two pages, whose worker is a stand-in that reads what the tests ask about."""

from pathlib import Path

WORKER = """
import colorsys, nets.plain

STAGES = {}
prepare = STAGES.get


class Page:
    def press(self, name): pass


class Session:
    house = type("House", (), {"seen": Page()})


current = Session
tick = lambda: None


def drawn(number): pass


def rehearse(page): pass


def start(page, fragment, post, wake): pass


def open_page(name):
    from importlib.resources import files
    import playground.pages.engine, tomllib
    files("nets").joinpath("data/tale.txt").read_text()
    open("/lib/glassbox/sources/nets/losses.py").read()
"""
INDEX = """<link href="{{ asset('style.css') }}"><script id="manifest">{{ manifest | tojson }}</script>
{% for other in pages %}<a href="{{ root }}{{ other.address }}">{{ other.name }}</a>{% endfor %}
{% include 'pages/' ~ page ~ '.html.j2' %}"""
FILES = {
    "playground/link/worker.py": WORKER,
    "playground/pages/engine.py": "",
    "playground/web/index.html.j2": INDEX,
    "playground/web/pages/playground.html.j2": "the first page",
    "playground/web/pages/engine.html.j2": "{{ asset('engine/code.mjs') }}",
    "playground/web/style.css": "",
    "playground/web/engine/code.mjs": "",
    "playground/web/engine/formulas.json": '{"dense": "y = x W + b"}',
    "playground/web/service-worker.js": "// the rest",
    "nets/__init__.py": "",
    "nets/plain.py": "",
    "nets/late.py": "",
    "nets/losses.py": "LOSS = 'as written'  # with its comment\n",
    "nets/data/tale.txt": "Once upon a time",
    "nets/data/digits.npz": "many digits",
}


def write(project: Path) -> Path:
    """Fills the folder `project`."""
    for name, text in FILES.items():
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(text)
    return project
