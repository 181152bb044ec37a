"""The address holds the whole Settings: what it says is what the page shows, and what it cannot say is pointed out."""

from playwright.sync_api import expect

CHANGED = (
    "dataset=circle&noise=20&activation=relu&learning_rate=0.03&hidden=3,2&features=x1,x2,x1^2&seed=5&batch_size=20"
)


def test_an_address_is_restored_and_two_who_share_it_see_the_same_run(app, new_app):
    other = new_app().open(CHANGED)
    expect(other.select("Dataset")).to_have_value("Circle")
    expect(other.select("Activation")).to_have_value("ReLU")
    expect(other.select("Learning rate")).to_have_value("0.03")
    expect(other.page.get_by_role("alert")).to_have_count(0)
    app.restart(CHANGED)
    for one in (app, other):
        one.step(4)
    assert app.status_text == other.status_text


def test_a_bad_value_falls_back_with_a_note(new_app):
    app = new_app().open("noise=900&activation=relu")
    expect(app.page.get_by_text("noise cannot be “900”")).to_be_visible()
    expect(app.select("Activation")).to_have_value("ReLU")
    app.step()


def test_a_change_is_written_into_the_address(app):
    app.select("Dataset").select_option(label="XOR")
    app.page.wait_for_url("**/*dataset=xor*")
    app.page.reload()
    app.wait_for_state()
    expect(app.select("Dataset")).to_have_value("XOR")
