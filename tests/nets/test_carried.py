"""What goes from one mini-batch or epoch to the next: memories that recurrent layers carry, and images that shift."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import Conv2D, Dense, Dropout, Flatten, Mode, Network, Trainer, losses
from nets.datasets import shifts
from nets.errors import SettingError, ShapeError
from nets.layers import GRU, LSTM
from tests.nets.runs import bits

RANDOM = np.random.default_rng(0)
SEQUENCES = RANDOM.normal(size=(24, 5, 2)), RANDOM.choice([-1.0, 1.0], (24, 5, 1))
IMAGES = RANDOM.normal(size=(19, 8, 9, 1)), RANDOM.choice([-1.0, 1.0], 19)


def carrying(layers=None, dtype: Any = np.float32, **settings) -> Trainer:
    layers = layers or [GRU(3, sequence=True, carry=True), Dropout(0.1), Dense(1)]
    settings = {"batch_size": 4, "optimizer": "adam", "shuffle": False, "carry": True, **settings}
    return Trainer(Network(layers, (5, 2), dtype=dtype), train=SEQUENCES, loss="cross-entropy", **settings)


def shifting(**settings) -> Trainer:
    network = Network([Conv2D(2, 3), "relu", Flatten(), Dense(1)], (4, 5, 1))
    return Trainer(network, train=IMAGES, shift=2, **{"batch_size": 4, "optimizer": "momentum", **settings})


@pytest.mark.parametrize("make", [carrying, shifting])
@settings(max_examples=12, deadline=None)
@given(targets=st.lists(st.integers(0, 40), min_size=1, max_size=5), budget=st.sampled_from([0, 8_000_000]))
def test_any_way_of_running_gives_the_same_bits(make, targets, budget):
    straight, steps, sought = make(), make(), make(budget=budget)
    straight.run(targets[-1])
    for _ in range(targets[-1]):
        steps.step()
    for target in targets:
        sought.seek(target)
    assert bits(straight) == bits(steps) == bits(sought)


def test_a_memory_is_carried_through_an_epoch_and_not_beyond():
    """Against plain steps that hand the memory on by themselves."""
    layers = [LSTM(3, sequence=True, carry=True), GRU(2, sequence=True, carry=True), Dense(1)]
    run = carrying(layers, np.float64, optimizer="sgd", learning_rate=0.1)
    by_hand, loss = Network(layers, (5, 2), dtype=np.float64), losses.named("cross-entropy")
    x, targets = run.samples
    for _ in range(3):
        mode = Mode(training=True, keeps=True, carried={})
        for start in range(0, 24, 4):
            passed = by_hand.run(x[start : start + 4], mode)
            d = loss.gradient(passed.output, targets[start : start + 4])
            by_hand.parameters -= 0.1 * by_hand.backward(passed, d).parameters
    run.run(18)
    np.testing.assert_allclose(run.network.parameters, by_hand.parameters, rtol=1e-10)
    forgetful = carrying([LSTM(3, sequence=True), GRU(2, sequence=True), Dense(1)], np.float64, optimizer="sgd")
    forgetful.run(18)
    assert not np.allclose(run.network.parameters, forgetful.network.parameters)


def test_looking_at_the_next_mini_batch_leaves_the_memory():
    looked, alone = carrying(), carrying()
    for _ in range(9):
        batch = looked.next_batch()
        looked.network.run(batch.x, batch.mode)
        looked.evaluate()
        looked.step()
    alone.run(9)
    assert bits(looked) == bits(alone)


def test_checkpoints_hold_the_memory():
    run, elsewhere = carrying(), carrying()
    run.run(8)
    assert [array.shape for array in run.checkpoint().carried] == [(4, 3)]
    assert run.checkpoint().carried[0].any()
    elsewhere.run(3)
    elsewhere.resume(run.checkpoint())
    elsewhere.run(5)
    run.run(5)
    assert bits(elsewhere) == bits(run)


def test_a_memory_of_another_number_of_samples_begins_with_another_batch_size():
    run, straight = carrying(), carrying()
    run.run(2)
    run.change(batch_size=6)
    run.run(9)
    kept = bits(run)
    run.seek(1)
    run.seek(11)
    assert bits(run) == kept
    straight.run(2)
    straight.change(batch_size=6)
    straight.run(9)
    assert bits(straight) == kept
    run.seek(1)
    run.change(batch_size=12)
    run.run(5)
    run.switch(0)
    assert bits(run) == kept


def test_a_batch_size_that_was_only_tried_leaves_the_memory():
    run, alone = carrying(), carrying()
    run.run(2)
    alone.run(2)
    run.change(batch_size=6, learning_rate=0.1)
    run.change(batch_size=4)
    run.change(learning_rate=0.03)
    assert bits(run) == bits(alone)
    run.run(9)
    alone.run(9)
    assert bits(run) == bits(alone)


def test_a_memory_goes_on_under_other_settings_and_begins_with_other_data():
    run = carrying()
    run.run(2)
    before = run.checkpoint().carried[0]
    run.change(learning_rate=0.1, optimizer="sgd")
    np.testing.assert_array_equal(run.checkpoint().carried[0], before)
    run.change(train=(SEQUENCES[0][:12], SEQUENCES[1][:12]))
    assert not run.checkpoint().carried[0].any()
    run.run(7)
    kept = bits(run)
    run.seek(0)
    run.seek(9)
    assert bits(run) == kept


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ({"shuffle": True}, "shuffle=False"),
        ({"batch_size": 5}, "whole mini-batches: 24 samples, 5 a step"),
        ({"batch_size": 48}, "24 samples, 48 a step"),
    ],
)
def test_what_cannot_be_carried_is_refused(settings, says):
    with pytest.raises(SettingError, match=says):
        carrying(**settings)


def test_changes_that_cannot_be_carried_are_refused_and_change_nothing():
    run, alone = carrying(), carrying()
    for changes in ({"batch_size": 5}, {"train": (SEQUENCES[0][:11], SEQUENCES[1][:11])}):
        with pytest.raises(SettingError, match="whole mini-batches"):
            run.change(learning_rate=0.5, **changes)
    run.run(8)
    alone.run(8)
    assert bits(run) == bits(alone)
    assert run.log == ()


def test_images_shift_in_training_and_are_evaluated_at_their_centre():
    run, (images, labels) = shifting(), IMAGES
    wide, centre = images.astype(np.float32), shifts.centre(images, 2).astype(np.float32)
    np.testing.assert_array_equal(run.samples[0], centre)
    for epoch in range(3):
        places = shifts.offsets(19, 2, run.seed, epoch)
        for _ in range(run.steps_per_epoch):
            batch = run.next_batch()
            for crop, row in zip(batch.x, batch.rows, strict=True):
                top, left = places[row]
                np.testing.assert_array_equal(crop, wide[row, top : top + 4, left : left + 5])
            run.step()
    answers = run.network.forward(centre)[:, 0]
    assert run.evaluate().train_loss == pytest.approx(np.square(answers - labels).mean(), rel=1e-5)


def test_test_images_may_come_with_a_margin_or_without():
    centre = shifts.centre(IMAGES[0], 2)
    wide, narrow = (shifting(test=(x, IMAGES[1])) for x in (IMAGES[0], centre))
    assert wide.evaluate() == narrow.evaluate()
    assert wide.evaluate().test_loss == pytest.approx(wide.evaluate().train_loss)


def test_other_images_shift_too():
    run = shifting()
    run.run(7)
    run.change(train=(IMAGES[0][:9], IMAGES[1][:9]), test=IMAGES)
    run.run(7)
    kept = bits(run)
    run.seek(2)
    run.seek(14)
    assert bits(run) == kept


def test_images_without_a_margin_cannot_shift():
    centre = shifts.centre(IMAGES[0], 2)
    network = Network([Flatten(), Dense(1)], (4, 5, 1))
    with pytest.raises((ShapeError, SettingError), match=r"margin of these images is 0 to 1 pixels, not 2"):
        Trainer(network, train=(centre, IMAGES[1]), shift=2)
    with pytest.raises(ShapeError, match=r"\(N, 4, 5, 1\)"):
        Trainer(network, train=IMAGES, shift=1)
    for wrong in (-1, 0.5, "2"):
        with pytest.raises(SettingError, match=f"not {wrong!r}"):
            Trainer(network, train=IMAGES, shift=wrong)  # pyright: ignore[reportArgumentType]
    with pytest.raises(ShapeError, match=r"\(N, H, W, C\)"):
        Trainer(Network.dense(), train=(np.zeros((3, 2)), np.ones(3)), shift=1)
