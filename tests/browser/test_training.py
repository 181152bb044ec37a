"""Training as a person sees it: it moves when asked, stops when asked, and is the same every time."""

import pytest
from playwright.sync_api import expect


def test_step_by_step_and_by_epochs(app):
    first = app.status
    assert (first.epoch, first.step) == (0, 0)
    app.step(3)
    assert (app.status.epoch, app.status.step) == (0, 3)
    app.button("Step epoch").click()
    assert app.wait_for_step(25).step == 25
    assert app.status.epoch == 1
    app.button("Step epoch").click()
    assert app.wait_for_step(50).step == 50
    assert app.status.training_loss != first.training_loss


def test_play_moves_and_pause_stands_still(app):
    app.button("Play").click()
    expect(app.button("Pause")).to_be_visible()
    moving = app.wait_for_step(app.status.step + 100)
    paused = app.pause()
    assert paused.step >= moving.step
    app.page.wait_for_timeout(500)
    assert app.status == paused
    app.step()
    assert app.status.step == paused.step + 1


@pytest.mark.long
def test_reset_leads_along_the_same_way_again(app):
    beginning = app.status_text
    app.step(5)
    after_five = app.status_text
    app.play_until(lambda status: status.step > 2000)
    app.reset()
    app.settled()
    assert app.status_text == beginning
    app.step(5)
    assert app.status_text == after_five


def test_new_weights_begin_elsewhere(app):
    app.button("Step epoch").click()
    app.wait_for_step(25)
    app.reset()
    beginning = app.settled()
    app.button("New weights").click()
    other = app.wait_for(lambda status: status != beginning)
    assert other.step == 0
    assert other.training_loss != beginning.training_loss


def test_the_spiral_is_learned(app):
    app.restart("features=x1,x2,sin x1,sin x2&activation=tanh&learning_rate=0.1")
    app.button("Play").click()
    learned = app.wait_for(lambda status: status.training_loss < 0.05 or status.epoch > 3000)
    app.pause()  # a little later, where the loss may just have jumped: at this rate it does
    assert learned.training_loss < 0.05
    assert learned.test_loss < 0.2


def test_another_learning_rate_goes_on_from_here_and_otherwise(app):
    app.button("Step epoch").click()
    app.wait_for_step(25)
    app.step()
    with_the_old_rate = app.status
    app.button("Step back").click()
    here = app.wait_for(lambda status: status.step == 25)
    app.select("Learning rate").select_option(label="10")
    assert app.settled() == here
    app.step()
    assert app.status.step == with_the_old_rate.step
    assert abs(app.status.training_loss - with_the_old_rate.training_loss) > 0.01


def test_another_activation_is_another_run(app):
    app.button("Step epoch").click()
    app.wait_for_step(25)
    app.select("Activation").select_option(label="ReLU")
    assert app.wait_for(lambda status: status.step == 0).epoch == 0


def test_the_deepest_network_trains(app):
    app.restart("hidden=8,8,8,8,8,8&features=x1,x2,x1^2,x2^2,x1x2,sin x1,sin x2")
    beginning = app.status
    moved = app.play_until(lambda status: status.epoch >= 3)
    assert moved.training_loss != beginning.training_loss


def test_no_hidden_layer_is_a_network_too(app):
    app.restart("hidden=&dataset=gaussian")
    learned = app.play_until(lambda status: status.training_loss < 0.05 or status.epoch > 500)
    assert learned.training_loss < 0.05


def test_a_slow_speed_is_slow(app):
    app.restart("speed=2")
    app.button("Play").click()
    app.wait_for_step(3)
    assert app.pause().step < 20


def test_step_back_goes_the_same_way_back(app):
    seen = [app.status_text]
    for _ in range(4):
        app.step()
        seen.append(app.status_text)
    for text in reversed(seen[:-1]):
        app.button("Step back").click()
        expect(app.page.get_by_role("status")).to_have_text(text)
    app.button("Step back").click()
    assert app.settled().step == 0
