"""An error in one handler is said, with its details, and stays with it: the rest of the page goes on."""

import pytest

NONSENSE = [
    ("inspect", {"column": 99, "unit": 99, "pinned": False}),
    ("inspect", "a tile"),
    ("neurons", {"layer": 99, "change": 1}),
    ("layers", "many"),
    ("press", {"no": "button"}),
    ("press", "no such button"),
    ("open", 3),
    ("visible", [1]),
]


@pytest.mark.varied
@pytest.mark.parametrize(("kind", "value"), NONSENSE)
def test_nonsense_from_the_page_leaves_python_alive(app, kind, value):
    app.step()
    app.send(kind, value)
    app.step()
    assert app.state == "ready"
    app.button("Play").click()
    app.wait_for_step(40)
    app.pause()
    app.errors.clear()  # an error that is told may stand in the console, too


def test_an_error_in_a_handler_is_told_with_its_details(app):
    app.send("neurons", "not a neuron")
    app.eventually(
        "[...document.querySelectorAll('[role=alert]')].some(one => one.checkVisibility() && one.innerText.trim())"
    )
    box = app.notice.bounding_box()
    assert box is not None
    assert box["height"] < 200
    assert app.notice.locator("details, summary").count() > 0
    assert app.state == "ready"
    app.step()
    app.errors.clear()
