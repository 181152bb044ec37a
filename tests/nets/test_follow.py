"""A run told by its log: the course with a given log is found or begun anew, and holds the same bits."""

import numpy as np
import pytest

from nets import Network, Trainer, datasets
from nets.errors import ShapeError
from nets.training.log import Change, parting


def trainer():
    network = Network.dense(inputs=2, hidden=(4,), outputs=1, seed=3)
    return Trainer(network, train=datasets.make("xor", n=60, seed=1), seed=2, learning_rate=0.1)


def bits(run):
    return run.network.parameters.tobytes()


def told():
    """A run that was changed twice, and its parameters at steps 0 to 60."""
    run, seen = trainer(), []
    for step in range(61):
        if step == 20:
            run.change(learning_rate=0.3)
        if step == 40:
            run.change(batch_size=7)
        seen.append(bits(run))
        run.step()
    return run.log, seen


def test_a_log_alone_tells_a_run():
    log, seen = told()
    for step in (0, 19, 20, 21, 40, 60):
        run = trainer()
        run.follow(log, step)
        run.seek(step)
        assert bits(run) == seen[step]
        assert run.log == log


def test_going_to_another_course_and_back_gives_the_same_bits():
    log, seen = told()
    run = trainer()
    run.run(200)
    straight = bits(run)
    for _ in range(2):
        run.follow(log, 60)
        run.seek(60)
        assert bits(run) == seen[60]
        run.follow((), 200)
        run.seek(200)
        assert bits(run) == straight
    assert len(run.history.branches) == 2


def test_a_change_that_is_undone_is_undone():
    run = trainer()
    run.run(30)
    run.change(learning_rate=1.0)
    run.follow((), 30)
    run.seek(31)
    unchanged = trainer()
    unchanged.run(31)
    assert bits(run) == bits(unchanged)
    assert run.settings.learning_rate == 0.1


def test_a_course_with_a_future_branches_where_it_is_changed():
    log, _ = told()
    run = trainer()
    run.follow(log, 10)
    run.seek(10)
    run.change(learning_rate=0.01)
    assert [change.step for change in run.log] == [10]
    assert len(run.history.branches) == 2


def test_a_run_arrives_at_a_checkpoint_that_was_kept_elsewhere():
    log, seen = told()
    first = trainer()
    first.follow(log, 50)
    first.seek(50)
    second = trainer()
    second.follow(log, 50)
    second.arrive(first.checkpoint())
    assert second.step_number == 50
    assert bits(second) == seen[50]
    second.seek(60)
    assert bits(second) == seen[60]
    second.seek(30)
    assert bits(second) == seen[30]
    other = Trainer(Network.dense(inputs=2, hidden=(5,), outputs=1, seed=3), train=datasets.make("xor", n=60, seed=1))
    with pytest.raises(ShapeError):
        other.arrive(first.checkpoint())


def test_where_logs_part():
    one = [Change(3, "l2", 0.1), Change(9, "l2", 0.2)]
    assert parting(one, one) == np.inf
    assert parting(one, one[:1]) == 9
    assert parting(one, []) == 3
    assert parting(one, [one[0], Change(7, "l2", 0.2)]) == 7
    assert parting(one, [one[0], Change(9, "l2", 0.3)]) == 9


def test_epochs_count_samples_whatever_the_batch_size():
    run = trainer()
    run.run(3)
    assert run.epochs == pytest.approx(0.5)
    run.change(batch_size=15)
    run.step()
    assert run.epochs == pytest.approx(0.75)
    run.step()
    assert run.epochs == 1
    run.run(2)
    assert run.epochs == pytest.approx(1.5)


def test_an_evaluation_in_parts_sees_nothing_of_what_is_trained_meanwhile():
    network = Network.dense(inputs=2, hidden=(4,), outputs=1, seed=3)
    data = datasets.make("spiral", n=3000, seed=1)
    run = Trainer(network, train=data, test=datasets.make("spiral", n=700, seed=2), seed=2)
    whole, before = run.evaluate(), bits(run)
    parts, shares = run.evaluating(), []
    try:
        while True:
            shares.append(next(parts))
            run.step()
    except StopIteration as end:
        found = end.value
    assert found == pytest.approx(whole, rel=1e-6)
    assert shares == sorted(shares)
    assert shares[-1] == 1
    straight = Trainer(Network.dense(inputs=2, hidden=(4,), outputs=1, seed=3), train=data, seed=2)
    straight.run(len(shares))
    assert bits(straight) == bits(run) != before
