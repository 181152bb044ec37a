"""Keys: what each does, from wherever it is pressed, and to whom it belongs."""

from playwright.sync_api import expect


def press(app, *keys):
    for key in keys:
        app.page.keyboard.press(key)


def test_space_plays_and_pauses_from_anywhere(app):
    app.page.locator("body").click(position={"x": 700, "y": 4})
    press(app, "Space")
    expect(app.button("Pause")).to_be_visible()
    app.wait_for_step(5)
    press(app, "Space")
    expect(app.button("Play")).to_be_visible()
    assert app.page.evaluate("scrollY") == 0


def test_space_belongs_to_the_button_that_the_keyboard_is_at(app):
    app.step(3)
    app.button("Reset").focus()
    press(app, "Space")
    app.wait_for(lambda status: status.step == 0)
    expect(app.button("Play")).to_be_visible()


def test_space_plays_after_a_click_on_another_button(app):
    app.button("Step").click()
    app.wait_for_step(1)
    press(app, "Space")
    expect(app.button("Pause")).to_be_visible()
    press(app, "Space")
    expect(app.button("Play")).to_be_visible()


def test_the_keyboard_takes_a_button_over_from_the_mouse(app):
    app.button("Step back").click()
    press(app, "Tab", "Tab")
    expect(app.button("Step")).to_be_focused()
    press(app, "Space")
    app.wait_for_step(1)
    expect(app.button("Play")).to_be_visible()


def test_a_key_right_after_a_click_counts_as_a_key(app):
    """A busy page hears the key before it has thought about the click."""
    app.page.evaluate("""() => {
        const [clicked, reached] = ['back', 'step'].map((act) => document.querySelector(`.page:not([hidden]) [data-act="${act}"]`))
        const tell = (to, Kind, type, key) => to.dispatchEvent(new Kind(type, { key, bubbles: true, cancelable: true }))
        tell(clicked, PointerEvent, 'pointerdown')
        tell(clicked, MouseEvent, 'click')
        tell(clicked, KeyboardEvent, 'keydown', 'Tab')
        reached.focus()
    }""")
    press(app, "Space")
    assert app.wait_for_step(1).step == 1
    expect(app.button("Play")).to_be_visible()


def test_points_and_commas_step(app):
    press(app, ".", ".", ".")
    app.wait_for(lambda status: status.step == 3)
    press(app, ",")
    app.wait_for(lambda status: status.step == 2)


def test_a_text_field_keeps_its_keys(app):
    seed = app.page.get_by_label("Seed", exact=True)
    seed.focus()
    press(app, ".", "Space", ",", "?", "p")
    app.page.wait_for_timeout(300)
    assert app.status.step == 0
    expect(app.button("Play")).to_be_visible()
    expect(app.page.get_by_role("dialog")).to_have_count(0)
    expect(app.button("Projector")).to_have_attribute("aria-pressed", "false")
    press(app, "Escape")


def test_arrow_keys_belong_to_the_slider_that_has_the_focus(app):
    app.slider("Noise").focus()
    press(app, "ArrowRight", ".")
    app.wait_for(lambda status: status.step == 1)
    expect(app.slider("Noise")).to_be_focused()
    expect(app.slider("Noise")).to_have_attribute("aria-valuetext", "5 %")


def test_letters_belong_to_the_list_that_has_the_focus(app):
    app.step()
    app.select("Loss").focus()
    press(app, "m")
    app.answered()
    expect(app.button("Bookmark")).to_have_attribute("aria-pressed", "false")
    app.button("Step").focus()
    press(app, "m")
    expect(app.button("Bookmark")).to_have_attribute("aria-pressed", "true")
    press(app, "m")
    expect(app.button("Bookmark")).to_have_attribute("aria-pressed", "false")


def test_a_question_mark_lists_all_keys(app):
    press(app, "?")
    keys = app.page.get_by_role("dialog", name="Keys", exact=True)
    expect(keys).to_be_visible()
    for words in ("Space", "Play or pause", "Undo", "Redo", "One step back", "Play backwards, or pause"):
        expect(keys.get_by_text(words, exact=True)).to_be_visible()
    press(app, ".")
    assert app.status.step == 0
    press(app, "Escape")
    expect(keys).to_be_hidden()


def test_p_makes_everything_large_and_usual_again(app):
    press(app, "p")
    expect(app.button("Projector")).to_have_attribute("aria-pressed", "true")
    press(app, "p")
    expect(app.button("Projector")).to_have_attribute("aria-pressed", "false")


def test_the_skip_link_leads_to_the_network_and_leaves_the_run_alone(app):
    app.step(2)
    link = app.page.get_by_role("link", name="Skip to the content")
    link.focus()
    press(app, "Enter")
    expect(app.page.locator(".diagram")).to_be_focused()
    app.page.wait_for_timeout(600)
    assert "dataset=spiral" in app.page.url
    assert "main" not in app.page.url
    assert app.status.step == 2
