"""Save or load: every file that the dialog hands out is opened again, pictures are pictures, and it works by keyboard."""

import json
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest
from playwright.sync_api import expect

from nets.export import load
from playground.core.files.picture import texts
from tests.browser.playground import LETTERS, READY_WITHIN
from tests.browser.room import has_room, obeys_axe
from tests.playground.notebooks import cells, rounded, run, strayed

SVG = "{http://www.w3.org/2000/svg}"
FORMS = (
    "This run as .glassbox", "Network and data as JSON", "Weights as .npz", "PyTorch as .py", "Keras as .py",
    "Losses as CSV", "Notebook as .ipynb",
)  # fmt: skip
AGAIN = ("This run as .glassbox", "Network and data as JSON", "PyTorch as .py", "Notebook as .ipynb", "Diagram as SVG")
"""What brings the run back."""


@pytest.fixture
def app(app):
    """The page as it is by itself; the dialog is closed at the end."""
    yield app
    app.page.emulate_media(color_scheme="light")
    app.page.set_viewport_size({"width": 1440, "height": 900})
    if dialog(app).is_visible():
        app.page.keyboard.press("Escape")


def dialog(app):
    return app.page.get_by_role("dialog", name="Save or load")


def opened(app):
    if not dialog(app).is_visible():
        app.button("Save or load").click()
        expect(dialog(app)).to_be_visible(timeout=READY_WITHIN)
    return dialog(app)


def saved(app, name, folder):
    """The file that a button of the dialog hands out."""
    with app.page.expect_download() as saving:
        opened(app).get_by_role("button", name=name, exact=True).click()
    path = folder / saving.value.suggested_filename
    saving.value.save_as(path)
    expect(dialog(app).get_by_role("status")).to_have_text(f"{path.name} is saved.")
    return path


def bring(app, path):
    opened(app)
    app.page.get_by_label("A file that was saved").set_input_files(path)
    expect(dialog(app)).to_be_hidden()
    app.answered()


def fragment(app):
    """The address of the run, which the address bar has by and by."""
    app.answered()
    return app.page.evaluate(f"() => {{ {LETTERS} return bulletin.get_column('fragment')[0] }}")


def changed(app):
    """A run of which some was changed on the way."""
    app.restart("hidden=4,3&features=x1,x2,sin x1&standardise=yes&dataset=moons&noise=10")
    app.step(3)
    app.select("Learning rate").select_option("0.3")
    app.eventually("decodeURIComponent(location.hash)", lambda text: "learning_rate:0.3" in text)
    app.step(4)
    return app.arrived(7)


def test_whatever_was_saved_brings_the_run_back_and_loading_is_one_change(app, tmp_path):
    changed(app)
    wanted, status = fragment(app), app.status_text
    paths = [saved(app, name, tmp_path) for name in AGAIN]
    for path in paths:
        app.page.keyboard.press("Escape")
        app.restart("hidden=2")
        before = fragment(app)
        bring(app, path)
        app.arrived(7)
        assert app.status_text == status, path
        assert fragment(app) == wanted, path
        app.button("Undo").click()
        app.arrived(0)
        assert fragment(app) == before, path


def test_the_page_and_a_notebook_come_to_the_same_losses(app, tmp_path):
    changed(app)
    for name in FORMS:
        assert saved(app, name, tmp_path).stat().st_size > 100, name
    notebook = (tmp_path / "glassbox-notebook-step-7.ipynb").read_text(encoding="utf-8")
    printed = run(cells(notebook), tmp_path)
    losses, weights = strayed(printed)
    assert losses < 1e-4
    assert weights < 1e-4
    assert rounded(printed) < 1e-4
    shown = f"{json.loads((tmp_path / 'glassbox-network-step-7.json').read_text())['metrics']['training loss'][-1]:.3f}"
    assert f"training loss {shown}" in app.status_text


@pytest.mark.long
def test_weights_are_put_into_a_network_that_fits_and_into_no_other(app, tmp_path):
    changed(app)
    path = saved(app, "Weights as .npz", tmp_path)
    weights = load(path).parameters[:12].reshape(3, 4)
    app.page.keyboard.press("Escape")
    app.restart("hidden=4,3&features=x1,x2,sin x1&standardise=yes&dataset=moons&noise=10")
    bring(app, path)
    values = app.eventually(
        "Array.from(document.querySelector('.diagram').diagram.edges.get('weight'))",
        lambda found: np.allclose(found[:4], weights[0], atol=1e-6),
    )
    assert np.allclose(values[:12], weights.ravel(), atol=1e-6)
    app.restart("hidden=2")
    bring(app, path)
    expect(app.notice).to_contain_text("These weights are of another network, 3–4–3–1; this one is 2–2–1.")


@pytest.mark.varied
@pytest.mark.parametrize("content", [b"", b"GIF89a" * 9, b'{"a": [1', b"PK\x05\x06" + bytes(18)])
def test_what_is_no_such_file_is_refused_in_a_sentence(app, tmp_path, content):
    app.step(2)
    before = fragment(app)
    path = tmp_path / "other.json"
    path.write_bytes(content)
    bring(app, path)
    expect(app.notice).to_be_visible()
    assert app.notice.locator("details").count() == 0
    assert fragment(app) == before


@pytest.mark.long
def test_a_file_can_be_dropped(app, tmp_path):
    changed(app)
    text = saved(app, "Network and data as JSON", tmp_path).read_text(encoding="utf-8")
    app.page.keyboard.press("Escape")
    app.restart("hidden=2")
    opened(app)
    app.page.evaluate(
        """text => {
            const dataTransfer = new DataTransfer()
            dataTransfer.items.add(new File([text], 'run.json'))
            document.querySelector('#save .drop').dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
        }""",
        text,
    )
    expect(dialog(app)).to_be_hidden()
    app.arrived(7)


PICTURES = {"Diagram": ["Features", "Layer 1", "4 neurons", "sin x₁", "positive weight"], "Output": ["x₁", "training"], "Loss": ["epoch", "test"]}  # fmt: skip


@pytest.mark.varied
@pytest.mark.parametrize("name", PICTURES)
def test_pictures_have_true_text_a_description_and_twice_the_pixels(app, tmp_path, name):
    changed(app)
    svg = ET.parse(saved(app, f"{name} as SVG", tmp_path)).getroot()
    png = saved(app, f"{name} as PNG", tmp_path)
    assert png.name == f"glassbox-{name.lower()}-step-7.png"
    words = [each.text for each in svg.iter(f"{SVG}text")]
    assert set(PICTURES[name]) <= set(words)
    assert "drawn by Glassbox" in svg.findtext(f"{SVG}title", "")
    assert "Hidden layers: 4, 3; Activation: tanh;" in svg.findtext(f"{SVG}desc", "")
    assert "color-mix" not in ET.tostring(svg, "unicode")
    data = png.read_bytes()
    assert (
        texts(data).decode()
        == f"Comment\0Glassbox run: {svg.findtext(f'{SVG}desc', '').partition('Glassbox run: ')[2]}"
    )
    width, height = (int.from_bytes(data[start : start + 4], "big") for start in (16, 20))
    assert (width, height) == (2 * float(svg.get("width", 0)), 2 * float(svg.get("height", 0)))


@pytest.mark.long
def test_a_png_brings_its_run_back(app, tmp_path):
    changed(app)
    before = fragment(app)
    png = saved(app, "Loss as PNG", tmp_path)
    app.page.keyboard.press("Escape")
    app.restart("hidden=2")
    bring(app, png)
    app.arrived(7)
    assert fragment(app) == before


def test_every_weight_is_a_curve_and_every_tile_a_picture(app, tmp_path):
    changed(app)
    svg = ET.parse(saved(app, "Diagram as SVG", tmp_path)).getroot()
    curves = [path for path in svg.iter(f"{SVG}path") if "C" in path.get("d", "")]
    assert len(curves) == 3 * 4 + 4 * 3 + 3
    assert len(list(svg.iter(f"{SVG}image"))) == 3 + 4 + 3 + 1


def test_it_opens_and_works_by_keyboard_and_lets_a_run_stand_still(app):
    app.button("Play").click()
    app.wait_for_step(5)
    app.button("Save or load").focus()
    app.page.keyboard.press("Enter")
    expect(dialog(app)).to_be_visible(timeout=READY_WITHIN)
    expect(app.button("Play")).to_have_count(1)
    app.page.keyboard.press("Tab")
    with app.page.expect_download() as saving:
        app.page.keyboard.press("Enter")
    assert saving.value.suggested_filename.endswith(".glassbox")
    app.page.keyboard.press("Escape")
    expect(dialog(app)).to_be_hidden()
    expect(app.button("Play")).to_be_visible()
    expect(app.button("Save or load")).to_be_focused()


@pytest.mark.long
def test_the_dialog_has_room_and_obeys_axe(app):
    opened(app)
    has_room(app, "html", lambda _: inside(app))
    app.page.emulate_media(forced_colors="active")
    obeys_axe(app, "#save")
    app.page.emulate_media(forced_colors="none")


def inside(app):
    """No button of the dialog is cut off or out of reach."""
    for button in dialog(app).get_by_role("button").all():
        button.scroll_into_view_if_needed()
        box = button.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= app.page.viewport_size["width"]
    assert (
        app.page.evaluate(
            "(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)(document.getElementById('save'))"
        )
        == 0
    )


@pytest.mark.long
def test_who_saves_nothing_loads_nothing_of_it(new_app):
    asked = []
    app = new_app()
    app.page.on("request", lambda request: asked.append(request.url.rpartition("/assets/")[2]))
    app.open().step()
    assert not [name for name in asked if name.startswith("save/")]
    opened(app)
    assert [name for name in asked if name.startswith("save/")]


@pytest.mark.varied
@pytest.mark.parametrize(
    ("dataset", "words", "absent"),
    [("blobs", ["A", "B", "C", "training"], "+1.00"), ("sine", ["the answer", "what is wanted"], "+1.00"),
     ("plane", ["−1.00", "+1.00", "training"], "the answer")],
)  # fmt: skip
def test_the_picture_of_the_output_says_what_its_colours_mean(app, tmp_path, dataset, words, absent):
    app.restart(f"hidden=3&dataset={dataset}")
    app.step(2)
    text = saved(app, "Output as SVG", tmp_path).read_text(encoding="utf-8")
    said = re.findall(r">([^<>]+)</(?:text|tspan)>", text)
    assert set(words) <= set(said)
    assert absent not in said
    app.page.keyboard.press("Escape")


def test_a_line_of_html_shows_this_run_inside_another_page(app):
    app.restart("hidden=3&show=header,network,output,play&hide=seed")
    app.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(app).get_by_role("button", name="Copy HTML").click()
    expect(opened(app).get_by_role("button", name="HTML copied")).to_be_visible()
    told = app.page.evaluate(
        "async () => { const own = document.createElement('template'); own.innerHTML = await navigator.clipboard.readText();"
        " const { src, title } = own.content.firstChild; return { src, title } }"
    )
    assert told == {"src": app.page.url, "title": app.page.title()}
    assert "show=header,network,output,play" in told["src"]
    assert "hide=seed" in told["src"]
    app.page.keyboard.press("Escape")
