"""Every instrument that is a picture is saved as one: its SVG has the words and colours that are seen, its PNG shows it."""

import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from tests.browser.instruments import Drawer
from tests.browser.looking import Picture
from tests.browser.playground import LETTERS

SVG = "{http://www.w3.org/2000/svg}"
PLACE = ("x", "width"), ("y", "height")
LEGEND = "− largest", "+ largest, of its layer"
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


@pytest.mark.varied
@pytest.mark.parametrize(
    ("tab", "title", "name", "said"),
    [
        ("Curves", "Loss", "loss", ["training", "test", "step"]),
        ("Weights", "Weights now", "matrices", ["x₁", "x₂", "sin x₁", "bias", *LEGEND]),
        ("Weights", "Weights over time", "matrices-time", ["Layer 1", "Layer 2", "Output", "step 50", *LEGEND]),
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


def drawn(path, **attributes):
    """The points of every line of a drawing that has these attributes, (n, 2) each."""
    wanted = {name.replace("_", "-"): value for name, value in attributes.items()}
    lines = ET.fromstring(path.read_text(encoding="utf-8")).iter(f"{SVG}path")
    found = [line.get("d", "") for line in lines if wanted.items() <= line.attrib.items()]
    return [np.array(re.findall(r"[ML](\S+?) ([^MLz]+)", each), float) for each in found]


def trimmed(heights):
    """Rows of heights, without what is 0 in all of them before the first column and behind the last."""
    used = np.flatnonzero(heights.any(axis=0))
    return heights[:, used[0] : used[-1] + 1]


def spread(drawer):
    """The columns of the histograms: counts (steps, layers, bins), percentiles (steps, layers, 5); and the edges."""
    drawer.open("Histograms")
    columns, count = {}, -1
    while count < len(columns.get("step", [])):  # the past is looked at by and by
        count = len(columns.get("step", []))
        drawer.app.answered(20)
        columns = drawer.columns("histograms", lambda found: len(found["step"]) > 0)
    told = drawer.page.evaluate("document.querySelector('[data-plate=spread]').plate.content.told")
    shape = len(columns["step"]), len(told["titles"]), -1
    return *(np.reshape(columns[name], shape) for name in ("counts", "percentiles")), np.array(told["edges"])


def test_its_ridges_are_as_high_as_the_counts(drawer, tmp_path):
    counts, _, _ = spread(drawer)
    ridges = drawn(saved(drawer, "Histograms", "Layer by layer", "SVG", tmp_path), stroke_width="1.3")
    apart = -(-len(counts) // 28)
    shown = counts[(len(counts) - 1) % apart :: apart]
    assert len(ridges) == len(shown) * 3
    for layer in range(3):
        lines = np.array(ridges[layer * len(shown) : (layer + 1) * len(shown)])  # (steps, points, 2)
        heights = lines[:, :1, 1] - lines[:, 1:-1, 1]
        wanted = trimmed(shown[:, layer])
        np.testing.assert_allclose(trimmed(heights) / heights.max(), wanted / wanted.max(), atol=1e-3)
        assert (np.diff(lines[:, 0, 1]) > 0).all(), "the latest stands in front"


def test_its_bands_lie_where_the_percentiles_are(drawer, tmp_path):
    _, percentiles, edges = spread(drawer)
    bands = drawer.open("Histograms").get_by_label("Percentile bands")
    bands.check()
    path = saved(drawer, "Histograms", "Layer by layer", "SVG", tmp_path)
    bands.uncheck()
    medians, wide, close = (
        drawn(path, **each) for each in ({"stroke_width": "2"}, {"opacity": "0.2"}, {"opacity": "0.35"})
    )
    for layer in range(3):
        low, high = np.split(wide[layer][:, 1], 2)
        quarter, upper = np.split(close[layer][:, 1], 2)
        y = np.column_stack([low, quarter[: len(low)], medians[layer][:, 1], upper[::-1], high[::-1]])
        bins = np.interp(percentiles[:, layer], edges, 1.0 + np.arange(len(edges)))
        slope, offset = np.polyfit(bins.ravel(), y.ravel(), 1)
        assert slope < 0
        np.testing.assert_allclose(y, slope * bins + offset, atol=0.05)


def test_the_path_is_drawn_where_it_lies_along_the_principal_directions(drawer, tmp_path):
    panel = drawer.open("Landscape")
    panel.get_by_role("button", name="Compute").click()
    columns = drawer.columns("landscape path", lambda found: len(found["step"]) > 2)
    drawer.app.eventually(
        "document.querySelector('#instruments-landscape .note').textContent", lambda text: "step 50" in text
    )
    (line,) = drawn(saved(drawer, "Landscape", "Loss landscape", "SVG", tmp_path), stroke_width="1.8")
    box = drawer.page.evaluate("document.querySelector('[data-plate=landscape]').surface.box")
    x = box["left"] + (np.array(columns["x"]) + 1) / 2 * box["width"]
    y = box["top"] + (1 - np.array(columns["y"])) / 2 * box["height"]
    np.testing.assert_allclose(line, np.column_stack([x, y]), atol=0.02)


@pytest.mark.varied
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
