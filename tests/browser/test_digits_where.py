"""Where digits live, as a person meets it: points stand where the columns say, and each can be sent through the network."""

import re

import numpy as np
import pytest
from playwright.sync_api import expect

from playground.views.words import a
from tests.browser.easel import easel, painted
from tests.browser.looking import look
from tests.browser.room import has_room

PANEL = "main.digits [data-panel=where]"
FIELD, SQUARE = (f"{PANEL} .field >> nth={i}" for i in (0, 1))
SAID = f"{PANEL} #where-said"

POINTS = """() => {
    const { field: points } = document.querySelector('main.digits .where .field')
    const list = name => Array.from(points.rows.get(name))
    const columns = Object.fromEntries(['x', 'y', 'digit', 'answer', 'sure'].map(name => [name, list(name)]))
    return { ...columns, places: points.places, box: points.said.box, side: points.side, asDigits: points.asDigits,
             colours: points.dressed.colours, at: points.at }
}"""
PAIRS = """() => {
    const { field: alike } = document.querySelectorAll('main.digits .where .field')[1]
    const list = name => Array.from(alike.rows.get(name))
    return { level: list('level'), hundredths: list('hundredths'), units: alike.said.units, cell: alike.cell, margin: alike.margin,
             palette: [...alike.palette], at: alike.at }
}"""
UNITS = """() => {
    const { field } = document.querySelectorAll('main.digits .where .field')[2]
    const { at, places, said } = field
    return { at, places, positions: said.positions, cluster: field.cluster(at), units: said.clusters[field.cluster(at)].units }
}"""


page = easel("blocks=c4x5,m4,d12&panel=where&map=pca&map_points=250&map_stage=3")


@pytest.fixture
def app(page):
    """The page with components of 250 images."""
    settled(page, "Dense 1, 250 test images, ")
    return page


def choose(app, name):
    app.page.locator(PANEL).get_by_role("button", name=name, exact=True).click()
    app.answered()


def settled(app, note):
    expect(app.page.locator(f"{PANEL} .about")).to_contain_text(note, timeout=60_000)
    painted(app)


def channels(colour):
    return [int(number) for number in re.findall(r"\d+", colour)[:3]]


@pytest.mark.parametrize("images", [250, 1000])
def test_points_are_seen_where_the_columns_say_in_the_colours_of_their_digits(app, images):
    app.select("Test images").select_option(f"{images:,}")
    settled(app, f"{images:,} test images")
    found, picture = app.page.evaluate(POINTS), look(app.page.locator(FIELD))
    x, y, half = found["box"]
    places, side = np.array(found["places"]), found["side"]
    scale = np.diff(places[:, 0]) / np.where(np.abs(np.diff(found["x"])) > 1e-6, np.diff(found["x"]), np.nan)
    assert np.nanmedian(scale) == pytest.approx((side / 2 - 14) / half, rel=1e-3)
    np.testing.assert_allclose(places[:, 0] - side / 2, (np.array(found["x"]) - x) * np.nanmedian(scale), atol=0.1)
    np.testing.assert_allclose(side / 2 - places[:, 1], (np.array(found["y"]) - y) * np.nanmedian(scale), atol=0.1)
    assert found["asDigits"] == (images == 250)
    colours = np.array([channels(found["colours"][digit]) for digit in found["digit"]])
    assert len(np.unique(colours, axis=0)) == 10
    around = [np.hypot(*(places - place).T) for place in places]
    alone = np.array([(near < 12).sum() == 1 for near in around])  # nothing is painted over these
    assert alone.sum() > 8
    assert picture.share_near(colours[alone], *(places[alone] + 1).T, around=5, tolerance=40) == 1


def test_the_pointer_finds_an_image_and_a_click_sends_it_through_the_network(app):
    found = app.page.evaluate(POINTS)
    places = np.array(found["places"])
    number = int(np.argmax([np.sort(np.hypot(*(places - place).T))[1] for place in places]))
    box = app.page.locator(FIELD).bounding_box()
    assert box is not None
    x, y = box["x"] + 1 + places[number, 0], box["y"] + 1 + places[number, 1]
    app.page.mouse.move(x, y)
    digit, answer, sure = (found[name][number] for name in ("digit", "answer", "sure"))
    so = "and the network says so" if digit == answer else f"and the network takes it for {a(answer)}"
    expect(app.page.locator(SAID)).to_have_text(f"Test image {number + 1} is {a(digit)}, {so} ({sure} %).")
    expect(app.page.get_by_role("img", name=f"Test image {number + 1}", exact=True)).to_be_visible()
    app.page.mouse.click(x, y)
    expect(app.page.locator("main.digits .truth")).to_have_text(f"MNIST says that this is {a(digit)}.")
    expect(app.page.get_by_role("status", name="Answer")).to_have_text(re.compile(rf"^{answer} · "))


def test_the_keys_move_from_image_to_image_and_enter_sends_one_through_the_network(app):
    field, keys = app.page.locator(FIELD), app.page.keyboard
    field.focus()
    at = []
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "ArrowUp"):
        keys.press(key)
        at.append(app.page.evaluate(POINTS)["at"])
    found = app.page.evaluate(POINTS)
    places = np.array([found["places"][i] for i in at])
    middle = np.hypot(*(np.array(found["places"]) - found["side"] / 2).T)
    assert middle[at[0]] == middle.min()
    assert (np.diff(places[:3, 0]) > 0).all()
    assert places[3, 1] < places[2, 1]
    keys.press("Enter")
    expect(app.page.locator("main.digits .truth")).to_have_text(f"MNIST says that this is {a(found['digit'][at[3]])}.")
    keys.press("Escape")
    expect(app.page.locator(SAID)).to_contain_text("Point at an image")


def test_a_digit_of_the_legend_is_shown_alone(app):
    legend = app.page.get_by_role("group", name="Show one digit alone").get_by_role("button", name="3", exact=True)
    before = look(app.page.locator(FIELD))
    legend.click()
    expect(legend).to_have_attribute("aria-pressed", "true")
    painted(app)
    found, picture = app.page.evaluate(POINTS), look(app.page.locator(FIELD))
    strong = [np.abs(pixels - 255).max(axis=-1) > 90 for pixels in (before.pixels, picture.pixels)]
    assert 0 < strong[1].sum() < 0.4 * strong[0].sum()
    app.page.locator(FIELD).focus()
    app.page.keyboard.press("ArrowDown")
    assert found["digit"][app.page.evaluate(POINTS)["at"]] == 3
    legend.click()
    expect(legend).to_have_attribute("aria-pressed", "false")


@pytest.mark.long
def test_the_map_moves_by_itself_stops_and_begins_again(app):
    app.select("Test images").select_option("1,000")  # so many take their time, however slow whoever looks is
    choose(app, "t-SNE")
    app.page.evaluate(WATCH)
    app.eventually(TOLD, lambda told: told[-1] > 60)
    choose(app, "Stop")
    expect(app.page.locator(PANEL).get_by_role("button", name="Go on", exact=True)).to_be_visible()
    painted(app)
    stopped, told = app.page.evaluate(POINTS)["places"], app.page.evaluate(TOLD)
    painted(app.answered())
    assert app.page.evaluate(POINTS)["places"] == stopped
    assert told == sorted(told)
    choose(app, "Begin again")
    again = app.eventually(TOLD, lambda now: len(now) > len(told) + 1)[len(told) :]
    assert again[0] < told[-1]
    assert again == sorted(again)
    choose(app, "Stop")


TOLD = "() => globalThis.told"
WATCH = """() => {
    const about = document.querySelector('main.digits .where .about')
    globalThis.told = [0]
    const note = () => {
        const found = about.textContent.match(/([\\d,]+) steps of the map/)
        const steps = found ? Number(found[1].replace(',', '')) : told.at(-1)
        if (steps !== told.at(-1)) told.push(steps)
    }
    new MutationObserver(note).observe(about, {subtree: true, childList: true, characterData: true})
}"""
"""Keeps every number of steps of the map that is told, however quickly the next one follows."""


def test_units_are_compared_and_clusters_opened(app):
    choose(app, "Neurons")
    settled(app, "12 units over 250 test images")
    found, picture = app.page.evaluate(PAIRS), look(app.page.locator(SQUARE))
    count = len(found["units"])
    palette = np.array(found["palette"]).reshape(-1, 4)[:, :3]
    rows, columns = (index.ravel() for index in np.indices((count, count)))
    middle = [1 + found["margin"] + (index + 0.5) * found["cell"] for index in (columns, rows)]
    assert picture.share_near(palette[np.array(found["level"])], *middle, tolerance=4) == 1
    app.page.locator(SQUARE).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowDown"):
        app.page.keyboard.press(key)
    one, other, r = found["units"][1] + 1, found["units"][2] + 1, found["hundredths"][count + 2] / 100
    said = f"Units {one} and {other}: r = {r:.2f}.".replace("-", "−")
    expect(app.page.locator(SAID)).to_have_text(said)
    app.page.keyboard.press("Enter")
    title = app.page.locator("main.digits .opened-number h2")
    expect(title).to_have_text(re.compile(rf"^Dense 1, number {one}\b"))
    scatter = app.page.get_by_role("application", name=re.compile("^Map of the units"))
    scatter.focus()
    app.page.keyboard.press("ArrowRight")
    app.page.keyboard.press("ArrowDown")
    told = app.page.evaluate(UNITS)
    at = told["at"]
    expect(app.page.locator(SAID)).to_contain_text(f"Unit {found['units'][at] + 1}, of cluster {told['cluster'] + 1}.")
    expect(title).to_have_text(re.compile(rf"^Dense 1, number {found['units'][at] + 1}\b"))
    assert found["units"][at] in told["units"]
    places, positions = np.array(told["places"]), np.array(told["positions"])
    slopes = np.polyfit(positions[:, 0], places[:, 0], 1), np.polyfit(positions[:, 1], places[:, 1], 1)
    assert slopes[0][0] == pytest.approx(-slopes[1][0])
    picture = look(scatter)
    painted_at = [picture.pixels[int(y) - 14 : int(y) + 14, int(x) - 14 : int(x) + 14] for x, y in places]
    assert all((np.abs(pixels - 255).max(axis=-1) > 60).mean() > 0.08 for pixels in painted_at)
    clusters = app.page.locator(f"{PANEL} .clusters details")
    clusters.last.locator("summary").click()
    last = clusters.last.get_by_role("button").last
    last.click()
    unit = found["units"][-1] + 1
    expect(last).to_have_text(f"Unit {unit}")
    expect(title).to_have_text(re.compile(rf"^Dense 1, number {unit}\b"))


@pytest.mark.varied
@pytest.mark.parametrize("kind", ["Principal components", "Neurons"])
def test_it_has_room_in_light_and_dark_and_obeys_axe(app, kind):
    choose(app, kind)
    settled(app, "Dense 1, ")
    field = app.page.locator(SQUARE if kind == "Neurons" else FIELD)
    has_room(app, "main.digits .panels", lambda width: blank_nowhere(field, width))


def blank_nowhere(field, width):
    assert not look(field).is_blank, width


def test_without_colours_every_point_is_its_digit(app):
    app.select("Test images").select_option("1,000")
    settled(app, "1,000 test images")
    app.page.emulate_media(forced_colors="active")
    painted(app)
    found = app.page.evaluate(POINTS)
    assert found["asDigits"] is True
    assert len(set(found["colours"])) == 1
    assert not look(app.page.locator(FIELD)).is_blank
