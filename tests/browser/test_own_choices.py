"""The editor of own points holds what somebody has chosen and painted, and says what cannot be."""

import pytest
from playwright.sync_api import expect

from tests.browser.painter import choose, counts, editor, fragment, lent, opened, pasted, press, stroke, used


@pytest.fixture
def app(app):
    yield from lent(app)


@pytest.mark.long
def test_values_come_back_when_classes_were_only_looked_at(app):
    opened(app)
    choose(app, "Numbers")
    editor(app).get_by_role("slider", name="Value").fill("0.5")
    stroke(app, (0.3, 0.3), (0.4, 0.3))
    editor(app).get_by_role("slider", name="Value").fill("-0.2")
    stroke(app, (0.3, 0.6), (0.4, 0.6))
    expect(counts(app)).to_contain_text("values from −0.20 to +0.50.")
    painted = counts(app).inner_text()
    choose(app, "Classes")
    expect(counts(app)).to_contain_text(" of A")
    choose(app, "Numbers")
    expect(counts(app)).to_have_text(painted)
    choose(app, "Classes")
    stroke(app, (0.6, 0.6), (0.7, 0.6))
    choose(app, "Numbers")
    expect(counts(app)).to_contain_text("values from −1.00 to +1.00.")


def test_nothing_is_used_where_there_is_nothing(app):
    opened(app)
    use = editor(app).get_by_role("button", name="Use these points")
    expect(use).to_have_attribute("aria-disabled", "true")
    expect(counts(app)).to_have_text("No points yet. A run needs at least 4 points.")
    use.click(force=True)
    expect(editor(app)).to_be_visible()
    press(app, "Start from the present points")
    used(app)
    app.page.get_by_role("button", name="Edit points").click()
    press(app, "Clear")
    expect(counts(app)).to_have_text("No points yet.")
    press(app, "Use no points")
    expect(editor(app)).to_be_hidden()
    app.answered()
    assert "points=" not in fragment(app)


def test_a_choice_holds_and_what_is_chosen_twice_is_said(app):
    opened(app)
    pasted(app, 'x,y,c\n"1,5","2,5","A, big"\n"-1,5","0,5","B ""q"""\n"2","1,5","A, big"\n')
    press(app, "Read what is pasted")
    said, decimal = editor(app).locator(".said"), editor(app).get_by_label("Decimal")
    expect(said).to_have_text("3 lines can be used; a run needs at least 4 points.")
    expect(decimal).to_have_value(",")
    expect(editor(app).locator(".scale-of-own")).to_contain_text("A “A, big”")
    decimal.select_option("point")
    expect(said).to_have_text("No line of this table can be used.")
    expect(decimal).to_have_value(".")
    decimal.select_option("comma")
    editor(app).get_by_label("x₂").select_option("x")
    expect(said).to_contain_text("x₁ and x₂ are the same column")
    press(app, "Back")
