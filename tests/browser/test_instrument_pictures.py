"""Every instrument that is a picture is saved as one: its SVG has the words and colours that are seen, its PNG shows it."""

import re
import xml.etree.ElementTree as ET

import pytest

from tests.browser.looking import Picture
from tests.browser.playground import LETTERS
from tests.browser.test_instruments import Drawer

SVG = "{http://www.w3.org/2000/svg}"
PLACE = ("x", "width"), ("y", "height")
COLOURS = """places => {
    const canvas = document.querySelector('[data-plate="now"] canvas')
    const [context, scale] = [canvas.getContext('2d'), canvas.width / canvas.clientWidth]
    return places.map(place => [...context.getImageData(...place.map(at => Math.floor(at * scale)), 1, 1).data.slice(0, 3)])
}"""
SETTINGS = "hidden=4,3&features=x1,x2,sin x1"


@pytest.fixture
def drawer(app):
    app.restart(SETTINGS)
    for _ in range(2):
        app.button("Step epoch").click()
    found = Drawer(app)
    yield found
    found.close()


def saved(drawer, tab, title, form, folder):
    """The file of an instrument."""
    panel = drawer.open(tab)
    panel.get_by_role("button", name=f"Save the picture: {title}", exact=True).click()
    with drawer.page.expect_download() as saving:
        panel.get_by_role("button", name=f"{title} as {form}", exact=True).click()
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    return path


def words(root):
    return [text.text for text in root.iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("tab", "title", "name", "said"),
    [
        ("Curves", "Loss", "loss", ["training", "test", "step"]),
        ("Weights", "Weights now", "matrices", ["x₁", "x₂", "sin x₁", "bias"]),
        ("Weights", "Weights over time", "matrices-time", ["Layer 1", "Layer 2", "Output", "step 50"]),
        ("Histograms", "Layer by layer", "spread", ["Layer 1", "Layer 2", "Output"]),
    ],
)
def test_its_svg_says_what_is_seen_and_which_run_it_is(drawer, tmp_path, tab, title, name, said):
    drawer.open(tab)
    drawer.app.answered(2)
    path = saved(drawer, tab, title, "SVG", tmp_path)
    assert path.name == f"glassbox-{name}-step-50.svg"
    root = ET.fromstring(path.read_text(encoding="utf-8"))
    assert root.findtext(f"{SVG}title") == f"{title}, drawn by Glassbox"
    address = drawer.page.evaluate(f"() => {{ {LETTERS} return bulletin.get_column('fragment')[0] }}")
    assert (root.findtext(f"{SVG}desc") or "").endswith(f"Glassbox run: {address}")
    found = words(root)
    assert title in found
    assert set(said) <= set(found), found
    assert any("Step 50" in (each or "") for each in found)
    drawn = [each for kind in ("path", "rect", "image", "polyline") for each in root.iter(f"{SVG}{kind}")]
    assert len(drawn) > 10
    assert "NaN" not in path.read_text(encoding="utf-8")


def test_its_matrices_have_the_colours_that_are_seen(drawer, tmp_path):
    drawer.open("Weights")
    drawer.app.answered(2)
    root = ET.fromstring(saved(drawer, "Weights", "Weights now", "SVG", tmp_path).read_text(encoding="utf-8"))
    fields = [each for each in root.iter(f"{SVG}rect") if each.get("width") == each.get("height")]
    assert len(fields) == (3 + 1) * 4 + (4 + 1) * 3 + (3 + 1)
    middles = [[float(each.get(at, "")) + float(each.get(size, "")) / 2 for at, size in PLACE] for each in fields]
    fills = [list(map(int, re.findall(r"\d+", each.get("fill", "")))) for each in fields]
    assert drawer.page.evaluate(COLOURS, middles) == fills
    assert len({tuple(fill) for fill in fills}) > 8


@pytest.mark.parametrize(("scheme", "ground"), [("light", 255), ("dark", 40)])
def test_its_png_shows_the_landscape_on_the_ground_of_the_theme(drawer, tmp_path, scheme, ground):
    drawer.page.emulate_media(color_scheme=scheme)
    panel = drawer.open("Landscape")
    panel.get_by_role("button", name="Compute").click()
    drawer.app.eventually(
        "document.querySelector('#instruments-landscape .note').textContent", lambda text: "step" in text
    )
    picture = Picture(saved(drawer, "Landscape", "Loss landscape", "PNG", tmp_path).read_bytes())
    assert not picture.is_blank
    corner = picture.pixels[2, 2]
    assert (corner[:3] >= ground).all() if scheme == "light" else (corner[:3] <= ground).all()
    assert len({tuple(pixel) for pixel in picture.pixels[::20, ::20].reshape(-1, picture.pixels.shape[-1])}) > 50


def test_what_is_saved_stands_still(drawer, tmp_path):
    drawer.open("Curves")
    drawer.app.button("Play").click()
    drawer.app.wait_for_step(60)
    path = saved(drawer, "Curves", "Accuracy, %", "SVG", tmp_path)
    step = drawer.app.settled().step
    assert path.name == f"glassbox-accuracy-step-{step}.svg"
