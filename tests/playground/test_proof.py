"""The gradient check: what is right passes, what is wrong fails, and what cannot be used is said at its line."""

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import settings as tried
from hypothesis import strategies as st

from playground.core.parts import part, parts_of
from playground.core.plane.run import PlaneRun
from playground.core.plane.settings import MAX_LAYERS, MAX_NEURONS, PlaneSettings
from playground.core.proof import TOLERANCE, moment, prove
from playground.core.reading import read

DENSE, SGD = part("layer:dense"), part("optimizer:sgd")
SQUARES, CROSS = part("loss:mean squared error"), part("loss:cross-entropy")


def ended(check):
    """The proof that a check ends with, and the shares that it yielded."""
    shares = []
    while True:
        try:
            shares.append(next(check))
        except StopIteration as end:
            return end.value, shares


def proven(run, checked, old="", new="", more=()):
    """The proof of a part of the run, with some words of it exchanged."""
    text = checked.source.text
    assert text.count(old) == 1 or not old, old
    return ended(prove(checked, moment(run), {checked.key: read(checked, text.replace(old, new)), **dict(more)}))[0]


@pytest.fixture(scope="module")
def runs():
    """A run for each activation, and loss, that has learned for a while."""
    made = {}
    for activation in PlaneSettings.declared()["activation"].words:
        for loss in PlaneSettings.declared()["loss"].words:
            run = made[activation, loss] = PlaneRun(PlaneSettings(activation=activation, loss=loss, noise=10))
            run.trainer.run(150)
    return made


@pytest.mark.parametrize("loss", PlaneSettings.declared()["loss"].words)
@pytest.mark.parametrize("activation", PlaneSettings.declared()["activation"].words)
def test_every_original_passes_and_so_does_its_text(runs, activation, loss):
    run = runs[activation, loss]
    for checked in parts_of(run.settings):
        now = moment(run)
        original, shares = ended(prove(checked, now))
        assert original.passed, original
        assert original.whole is not None
        assert original.whole.passed
        assert original.step == run.trainer.step_number
        assert shares == sorted(shares)
        assert 0.8 < shares[-1] <= 1
        again = proven(run, checked)
        assert again.rows[-len(original.rows) :] == original.rows
        assert again.whole == original.whole


def test_the_rows_are_the_arrays_of_the_part(runs):
    run = runs["tanh", "mean squared error"]
    rows = ended(prove(DENSE, moment(run)))[0].rows
    assert [row.what for row in rows][:3] == [f"{name} of hidden layer 1" for name in ("weights", "biases", "inputs")]
    assert [row.total for row in rows] == [24, 6, 32, 30, 5, 48, 5, 1, 40]
    rows = ended(prove(part("activation:tanh"), moment(run)))[0].rows
    assert [row.what for row in rows] == [
        "z of hidden layer 1",
        "z of hidden layer 2",
        "z of the output",
        "z from −4 to 4",
    ]


def test_the_numbers_are_those_of_the_runs_own_gradient(runs):
    run = runs["tanh", "mean squared error"]
    batch, network, loss = run.trainer.next_batch(), run.network, run.trainer.loss
    passed = network.run(batch.x[:8], batch.mode)
    gradient = network.backward(passed, loss.gradient(passed.output, batch.targets[:8])).parameters
    proof = ended(prove(DENSE, moment(run)))[0]
    found = {abs(row.analytic) for row in proof.rows if row.what.startswith(("weights", "biases"))}
    assert all(np.isclose(np.abs(gradient), number, rtol=1e-3, atol=1e-7).any() for number in found)
    assert np.isclose(gradient, proof.whole.analytic, rtol=1e-3, atol=1e-7).any()


def test_a_check_leaves_the_run_alone_and_can_be_given_up():
    run, quiet = PlaneRun(PlaneSettings()), PlaneRun(PlaneSettings())
    for each in (run, quiet):
        each.trainer.run(20)
    for checked in parts_of(run.settings):
        check = prove(checked, moment(run))
        for _ in range(3):
            next(check)
        run.trainer.run(5)
        quiet.trainer.run(5)
        ended(check) if checked.kind == "loss" else check.close()
    assert run.network.parameters.tobytes() == quiet.network.parameters.tobytes()
    assert run.trainer.evaluate() == quiet.trainer.evaluate()


MUTANTS = [
    ("activation:tanh", "1 - a * a", "1 + a * a"),
    ("activation:tanh", "1 - a * a", "1 - a"),
    ("activation:tanh", "1 - a * a", "1 - 1.001 * a * a"),
    ("activation:tanh", "1 - a * a", "a * a - 1"),
    ("activation:tanh", "1 - a * a", "0"),
    ("activation:tanh", "1 - a * a", "1 - _z * _z"),
    ("activation:tanh", "np.tanh(z)", "np.tanh(1.01 * z)"),
    ("activation:sigmoid", "a * (1 - a)", "a * (1 + a)"),
    ("activation:sigmoid", "a * (1 - a)", "1 - a"),
    ("activation:sigmoid", "a * (1 - a)", "a * (1 - a) + 1e-4"),
    ("activation:relu", "a > 0", "a < 0"),
    ("activation:relu", "a > 0", "a >= 0"),
    ("activation:relu", "a > 0", "np.ones_like(a)"),
    ("activation:relu", "np.maximum(z, 0)", "np.maximum(z, 0.01 * z)"),
    ("activation:linear", "np.ones_like(z)", "z"),
    ("activation:linear", "np.ones_like(z)", "2"),
    ("layer:dense", "d @ self.weights.T", "-(d @ self.weights.T)"),
    ("layer:dense", "d @ self.weights.T", "0.999 * (d @ self.weights.T)"),
    ("layer:dense", '"weights": x.T @ d', '"weights": 2 * (x.T @ d)'),
    ("layer:dense", '"weights": x.T @ d', '"weights": np.abs(x).T @ d'),
    ("layer:dense", '"biases": d.sum(axis=0)', '"biases": d.mean(axis=0)'),
    ("layer:dense", '"biases": d.sum(axis=0)', '"biases": 0 * d.sum(axis=0)'),
    ("layer:dense", '"biases": d.sum(axis=0)', '"biases": d[::-1].cumsum(axis=0)[-2]'),
    ("layer:dense", "x @ self.weights + self.biases", "x @ self.weights"),
    ("layer:dense", "x @ self.weights + self.biases", "x @ self.weights - self.biases"),
    ("loss:mean squared error", "(y - t) * (2 / y.size)", "(y - t) * (1 / y.size)"),
    ("loss:mean squared error", "(y - t) * (2 / y.size)", "(y - t) * 2"),
    ("loss:mean squared error", "(y - t) * (2 / y.size)", "(t - y) * (2 / y.size)"),
    ("loss:mean squared error", "np.square(y - t)", "np.abs(y - t)"),
    ("loss:cross-entropy", "return (sigmoid(y) - t)", "return (sigmoid(-y) - t)"),
    ("loss:cross-entropy", "return (sigmoid(y) - t)", "return (sigmoid(y) - 0.99 * t)"),
    ("loss:cross-entropy", "(1 - 2 * t) * y", "(2 * t - 1) * y"),
    ("optimizer:sgd", "w - step.rate * g", "w + step.rate * g"),
    ("optimizer:sgd", "w - step.rate * g", "w"),
    ("optimizer:sgd", "w - step.rate * g", "w - step.rate * g * np.sign(-g)"),
]


@pytest.mark.parametrize(("key", "old", "new"), MUTANTS)
def test_a_wrong_derivative_is_seen_to_fail_and_can_be_tried_all_the_same(runs, key, old, new):
    name = key.partition(":")[2]
    activation = name if key.startswith("activation") else "tanh"
    run = runs[activation, "cross-entropy" if key == CROSS.key else "mean squared error"]
    proof = proven(run, part(key), old, new)
    assert proof.usable, proof
    assert not proof.passed
    assert max(row.error for row in proof.rows) > TOLERANCE or key == SGD.key
    owned = {key: read(part(key), part(key).source.text.replace(old, new))}
    trained = PlaneRun(run.settings, owned)
    trained.trainer.run(3)
    assert trained.trainer.step_number == 3 or trained.trainer.divergence is not None


@pytest.mark.parametrize("key", sorted({mutant[0] for mutant in MUTANTS} - {SGD.key}))
def test_what_is_wrong_in_one_part_shows_in_the_whole_but_not_in_the_others(runs, key):
    old, new = next(mutant[1:] for mutant in MUTANTS if mutant[0] == key)
    name = key.partition(":")[2]
    activation = name if key.startswith("activation") else "tanh"
    run = runs[activation, "cross-entropy" if key == CROSS.key else "mean squared error"]
    owned = {key: read(part(key), part(key).source.text.replace(old, new))}
    for checked in parts_of(run.settings):
        if checked.key != key and checked.kind != "optimizer":
            proof = ended(prove(checked, moment(run), owned))[0]
            assert proof.passed, (checked.key, proof)
            assert proof.whole is not None
            assert not proof.whole.passed


@pytest.mark.parametrize("optimizer", PlaneSettings.declared()["optimizer"].words)
@pytest.mark.parametrize("schedule", ["constant", "cosine", "warm-up"])
def test_every_optimizer_passes_that_is_in_force_even_where_the_schedule_has_come_to_its_end(optimizer, schedule):
    run = PlaneRun(PlaneSettings(hidden=[2], schedule=schedule, noise=20))
    run.trainer.run(10)
    run.trainer.change(optimizer=optimizer)
    for step in (11, 5100):
        run.trainer.seek(step)
        proof = ended(prove(part(f"optimizer:{optimizer}"), moment(run)))[0]
        assert proof.passed, proof


def test_a_dead_network_hides_nothing():
    run = PlaneRun(PlaneSettings(activation="relu", hidden=[4, 3]))
    run.trainer.edit(np.zeros_like(run.network.parameters))
    for checked in parts_of(run.settings):
        assert ended(prove(checked, moment(run)))[0].passed
    assert not proven(run, part("activation:relu"), "a > 0", "a < 0").passed
    assert not proven(run, DENSE, '"weights": x.T @ d', '"weights": x.T @ d * 2').passed
    assert not proven(run, DENSE, "d @ self.weights.T", "d @ self.weights.T + d.sum() / 1e6").passed


def test_where_there_is_no_slope_left_every_step_is_right():
    run = PlaneRun(PlaneSettings(dataset="gaussian", loss="cross-entropy", features=["x1", "x2"], hidden=[]))
    run.trainer.edit(1e3 * np.array([1, 1, 0], np.float32))
    proof = ended(prove(SGD, moment(run)))[0]
    assert proof.passed, proof


@tried(max_examples=25, deadline=None)
@given(
    st.lists(st.sampled_from(list(PlaneSettings.declared()["features"].words)), min_size=1, max_size=7, unique=True),
    st.lists(st.integers(1, MAX_NEURONS), max_size=MAX_LAYERS),
    st.sampled_from(list(PlaneSettings.declared()["activation"].words)),
    st.sampled_from(list(PlaneSettings.declared()["loss"].words)),
    st.sampled_from(list(PlaneSettings.declared()["dataset"].words)),
    st.integers(0, 9),
    st.integers(0, 400),
)
def test_every_network_that_can_be_set_passes_at_every_step(features, hidden, activation, loss, dataset, seed, step):
    chosen = {"features": features, "hidden": hidden, "activation": activation, "loss": loss}
    run = PlaneRun(PlaneSettings(dataset=dataset, classes=4, seed=seed, **chosen))
    run.trainer.run(step)
    assume(np.abs(run.network.parameters).max() < 1e6)  # not on its way to where no number is
    for checked in parts_of(run.settings):
        proof = ended(prove(checked, moment(run)))[0]
        assert proof.passed, proof
        assert proof.whole is not None
        assert proof.whole.passed, proof.whole


UNUSABLE = [
    (DENSE, "return x @ self.weights + self.biases, x", "return x @ self.weights", "should give a pair", "def forward"),
    (
        DENSE,
        "return x @ self.weights + self.biases, x",
        "return x, x",
        r"of shape \(8, 6\); it gives an array of shape "
        r"\(8, 4\)",
        "def forward",
    ),
    (DENSE, "+ self.biases, x", "+ np.nan, x", "finite numbers; it gives nan", "def forward"),
    (DENSE, "+ self.biases, x", "+ np.random.normal(), x", "other numbers for the same samples", "def forward"),
    (
        DENSE,
        "return x @ self.weights + self.biases, x",
        "x *= 2; return x @ self.weights, x",
        "changes its argument x",
        "def forward",
    ),
    (
        DENSE,
        "return x @ self.weights + self.biases, x",
        "return (x @ self.weights).astype(np.float32), x",
        "it gives float32",
        "def forward",
    ),
    (DENSE, "return dx, {", "return dx.T, {", "`backward` should give dL/dx of shape", "def backward"),
    (
        DENSE,
        'return dx, {"weights": x.T @ d, "biases"',
        'return dx, {"weights": x @ d.T, "biases"',
        "ValueError",
        "return dx",
    ),
    (DENSE, '"biases": d.sum(axis=0)', '"bias": d.sum(axis=0)', "gradient of its biases", "def backward"),
    (DENSE, "return dx, {", "return None, {", "it gives nothing", "def backward"),
    (DENSE, "return (*input_shape[:-1], self.units)", "return (1,)", "should give", "def output_shape"),
    (DENSE, '"biases": np.zeros(self.units)}', "}", "then biases", "def initial_parameters"),
    (DENSE, '{"weights": initializers', '{"more": np.zeros(2), "weights": initializers', "more", "def initial_param"),
    (DENSE, '= ("weights",)', "= ()", "penalised", "class Dense"),
    (part("activation:tanh"), "np.tanh(z)", "np.tanh(z).sum()", "should give a of shape", "def tanh("),
    (part("activation:tanh"), "np.tanh(z)", "np.tanh(z - z.mean())", "other samples", "def tanh("),
    (part("activation:tanh"), "1 - a * a", "(1 - a * a)[0]", "should give f'", "def tanh_der"),
    (part("activation:tanh"), "1 - a * a", "'steep'", "it gives a str", "def tanh_der"),
    (part("activation:tanh"), "return 1 - a * a", "return undefined", "NameError", "return undefined"),
    (SQUARES, ".mean(axis=-1)", ".mean()", "a loss for each sample", "def values"),
    (SQUARES, "(y - t) * (2 / y.size)", "(y - t).sum()", "should give dL/dy", "def gradient"),
    (SQUARES, "return same_side(y, t)", "return None", "true or false", "def correct"),
    (SQUARES, "Targets(targets, is_signs(targets))", "targets", "should give Targets", "def encode"),
    (SGD, "w - step.rate * g, {}", "w - step.rate * g", "should give a pair", "def update"),
    (SGD, "w - step.rate * g, {}", "w - step.rate * g, {'v': g}", "remember nothing", "def update"),
    (SGD, "return w - step.rate * g, {}", "w -= step.rate * g; return w, {}", "changes its argument w", "def update"),
    (SGD, "w - step.rate * g, {}", "(w - step.rate * g)[:3], {}", "should give parameters", "def update"),
]


@pytest.mark.parametrize(("checked", "old", "new", "says", "line"), UNUSABLE)
def test_what_cannot_be_used_is_said_at_its_line(runs, checked, old, new, says, line):
    proof = proven(runs["tanh", "mean squared error"], checked, old, new)
    assert not proof.usable
    assert not proof.passed
    assert proof.whole is None
    text = checked.source.text.replace(old, new).splitlines()
    assert proof.line is not None, proof
    assert line in text[proof.line - 1]
    assert re.search(says, proof.problem), proof.problem


def test_another_part_that_stops_a_check_is_named(runs):
    run, tanh = runs["tanh", "mean squared error"], part("activation:tanh")
    broken = {tanh.key: read(tanh, tanh.source.text.replace("return np.tanh(z)", "return 1 / 0"))}
    proof = ended(prove(DENSE, moment(run), broken))[0]
    assert proof.problem == "Your tanh stops the check. ZeroDivisionError: division by zero."
    assert proof.line is None
