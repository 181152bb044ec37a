"""A tab that nobody looks at does not train: it stands while it is hidden, and goes on when it is seen again.

Playwright keeps every page visible for the browser, so the page is told what a hidden one is told; Firefox hides it
truly (`test_firefox.py`).
"""

PRETEND = """state => {
    Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
    Object.defineProperty(document, 'hidden', { value: state === 'hidden', configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
}"""

SPEED = 60


def test_a_hidden_tab_stands_and_goes_on_when_it_is_seen(app):
    app.restart(f"speed={SPEED}")
    app.button("Play").click()
    app.wait_for_step(30)
    try:
        app.page.evaluate(PRETEND, "hidden")
        app.page.wait_for_timeout(500)
        left = app.status.step
        app.page.wait_for_timeout(3000)
    finally:
        app.page.evaluate(PRETEND, "visible")
    found = app.status.step
    assert found - left < SPEED, "it trained while nobody looked, or made up for it at once"
    app.wait_for_step(found + SPEED)
    app.pause()
