"""Own code: read from a text, it trains in place of the original; what is wrong with it is said at its line."""

import numpy as np
import pytest

from nets import Activation, losses
from playground.core.branch import blame, take_over
from playground.core.own import Own, OwnCodeError
from playground.core.parts import part, parts_of
from playground.core.plane.run import PlaneRun
from playground.core.plane.settings import PlaneSettings
from playground.core.reading import read

TANH, DENSE, SGD = part("activation:tanh"), part("layer:dense"), part("optimizer:sgd")
SQUARES = part("loss:mean squared error")


def own(changed, **exchanged):
    """A part of which some words are exchanged for others."""
    text = changed.source.text
    for old, new in exchanged.values():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return read(changed, text)


def change(changed, old, new):
    return own(changed, words=(old, new))


def bits(run):
    return run.network.parameters.tobytes(), run.trainer.evaluate()


@pytest.mark.parametrize("loss", PlaneSettings.declared()["loss"].words)
@pytest.mark.parametrize("activation", PlaneSettings.declared()["activation"].words)
@pytest.mark.parametrize("hidden", [[], [5, 3]])
def test_the_source_read_back_unchanged_trains_to_the_same_bits(loss, activation, hidden):
    chosen = PlaneSettings(loss=loss, activation=activation, hidden=hidden, noise=10)
    original = PlaneRun(chosen)
    original.trainer.run(120)
    parts = parts_of(chosen)
    together = {each.key: read(each, each.source.text) for each in parts}
    for owned in (*({each.key: together[each.key]} for each in parts), together):
        run = PlaneRun(chosen, owned)
        assert run.network.parameters.tobytes() == PlaneRun(chosen).network.parameters.tobytes()
        run.trainer.run(120)
        if loss == "hinge" and run.trainer.untraced:  # at its corner, quick and plain code may fall to different sides
            np.testing.assert_allclose(run.network.parameters, original.network.parameters, atol=1e-5)
        else:
            assert bits(run) == bits(original)


@pytest.mark.parametrize("optimizer", PlaneSettings.declared()["optimizer"].words)
def test_the_source_of_an_optimizer_trains_to_the_same_bits_where_it_is_taken_on_the_way(optimizer):
    mine = part(f"optimizer:{optimizer}")
    runs = [PlaneRun(PlaneSettings(hidden=[4]), owned) for owned in ({}, {mine.key: read(mine, mine.source.text)})]
    for run in runs:
        run.trainer.run(20)
        run.trainer.change(optimizer=optimizer, regularisation="l2", schedule="cosine")
        run.trainer.run(60)
    assert bits(runs[0]) == bits(runs[1])
    assert (type(runs[0].trainer.settings.rule) is type(runs[1].trainer.settings.rule)) is (False)


def test_own_code_is_what_runs():
    chosen = PlaneSettings(hidden=[4])
    sine = change(TANH, "np.tanh(z)", "np.sin(z)")
    x = PlaneRun(chosen).trainer.samples[0][:5]
    run = PlaneRun(chosen, {TANH.key: sine})
    values = run.network.run(x).values
    for place, layer in enumerate(run.network.layers):
        if isinstance(layer, Activation):
            np.testing.assert_array_equal(values[place + 1], np.sin(values[place]))
    assert len(run.network.layers) == 4

    doubled = change(
        DENSE, "return x @ self.weights + self.biases, x", "return 2 * (x @ self.weights) + self.biases, x"
    )
    plain, other = PlaneRun(chosen).network, PlaneRun(chosen, {DENSE.key: doubled}).network
    np.testing.assert_allclose(other.run(x).values[1], 2 * plain.run(x).values[1], rtol=1e-6)

    half = change(SQUARES, "np.square(y - t).mean(axis=-1)", "np.square(y - t).mean(axis=-1) / 2")
    assert PlaneRun(chosen, {SQUARES.key: half}).trainer.evaluate().train_loss == pytest.approx(
        PlaneRun(chosen).trainer.evaluate().train_loss / 2
    )

    still = change(SGD, "w - step.rate * g", "w - 0 * g")
    run = PlaneRun(chosen, {SGD.key: still})
    before = run.network.parameters.copy()
    run.trainer.run(5)
    np.testing.assert_array_equal(run.network.parameters, before)


def test_own_code_that_the_run_does_not_use_changes_nothing():
    owned = {TANH.key: change(TANH, "np.tanh(z)", "0 * z"), SQUARES.key: own(SQUARES)}
    chosen = PlaneSettings(activation="relu", loss="cross-entropy")
    one, other = PlaneRun(chosen, owned), PlaneRun(chosen)
    for run in (one, other):
        run.trainer.run(20)
    assert bits(one) == bits(other)


def momentum():
    """SGD in whose place stands something that remembers."""
    text = SGD.source.text.replace(
        "return w - step.rate * g, {}", "v = _memory['v'] * 0.9 + g\n        return w - step.rate * v, {'v': v}"
    )
    return read(SGD, text.replace('name: ClassVar[str] = "sgd"', 'name = "sgd"\n    remembers = ("v",)'))


def test_a_branch_goes_on_where_the_original_stands():
    chosen = PlaneSettings(hidden=[4])
    original, straight = PlaneRun(chosen), PlaneRun(chosen)
    original.trainer.run(70)
    original.trainer.change(learning_rate=0.1, batch_size=7)
    here = bits(original)
    branch = PlaneRun(chosen, {key: read(part(key), part(key).source.text) for key in (DENSE.key, TANH.key, SGD.key)})
    take_over(branch.trainer, original.trainer)
    assert branch.trainer.step_number == 70
    assert bits(branch) == here
    branch.trainer.run(50)
    assert bits(original) == here
    straight.trainer.run(70)
    straight.trainer.change(learning_rate=0.1, batch_size=7)
    straight.trainer.run(50)
    assert bits(branch) == bits(straight)
    branch.trainer.seek(70)
    assert bits(branch) == here


def test_a_branch_with_another_optimizer_remembers_nothing_and_can_be_branched_again():
    chosen = PlaneSettings(hidden=[4])
    original = PlaneRun(chosen)
    original.trainer.run(30)
    heavy = {SGD.key: momentum()}
    branch = PlaneRun(chosen, heavy)
    take_over(branch.trainer, original.trainer)
    checkpoint = branch.trainer.checkpoint()
    assert checkpoint.began == 30
    assert not checkpoint.memory["v"].any()
    branch.trainer.run(20)
    again = PlaneRun(chosen, heavy | {TANH.key: own(TANH)})
    take_over(again.trainer, branch.trainer)
    assert again.trainer.checkpoint().memory["v"].any()
    for run in (branch, again):
        run.trainer.run(20)
    assert bits(again) == bits(branch)


STATEFUL = """\
class Dense(Layer):
    kind = "dense"
    penalised = ("weights",)

    def __init__(self, units):
        self.units = units

    def output_shape(self, input_shape):
        return (self.units,)

    def initial_parameters(self, random):
        return {"weights": random.normal(0, 0.1, (self.input_shape[0], self.units)), "biases": np.zeros(self.units)}

    def initial_state(self):
        return {"seen": np.zeros(1)}

    def forward(self, x, mode):
        if mode.training:
            mode.keep(self.seen, self.seen + 1)
        return x @ self.weights + self.biases, x

    def backward(self, d, x):
        return d @ self.weights.T, {"weights": x.T @ d, "biases": d.sum(axis=0)}
"""


def test_a_layer_of_ones_own_may_keep_a_state_through_branches():
    chosen = PlaneSettings(hidden=[4])
    original = PlaneRun(chosen)
    original.trainer.run(10)
    owned = {DENSE.key: read(DENSE, STATEFUL)}
    branch = PlaneRun(chosen, owned)
    take_over(branch.trainer, original.trainer)
    branch.trainer.run(5)
    assert branch.network.state.tolist() == [5, 5]
    again = PlaneRun(chosen, owned | {TANH.key: own(TANH)})
    take_over(again.trainer, branch.trainer)
    assert again.network.state.tolist() == [5, 5]
    back = PlaneRun(chosen)
    take_over(back.trainer, again.trainer)
    assert len(back.network.state) == 0


@pytest.mark.parametrize(
    ("changed", "old", "new", "says", "line"),
    [
        (TANH, "return np.tanh(z)", "return np.tanh(z", "SyntaxError", 3),
        (TANH, "return 1 - a * a", " return 1 - a * a", "IndentationError", 8),
        (TANH, "def tanh_derivative", "def derivative", "no function tanh_derivative", 1),
        (TANH, "def tanh(", "tanh = 3\ndef other(", "no function tanh", 1),
        (TANH, "(_z: Array, a: Array)", "(a)", r"called with \(z, a\), but it takes \(a\)", 6),
        (TANH, "def tanh_derivative", "x = 1 / 0\n\n\ndef tanh_derivative", "ZeroDivisionError", 6),
        (TANH, "def tanh_derivative", "raise SystemExit(3)\n\n\ndef tanh_derivative", "SystemExit: 3", 6),
        (TANH, "def tanh_derivative", "import nowhere\n\n\ndef tanh_derivative", "ModuleNotFoundError", 6),
        (DENSE, "class Dense(Layer)", "class Dense", r"class Dense\(Layer\)", 1),
        (DENSE, "class Dense(Layer)", "class Dance(Layer)", "no class Dense", 1),
        (DENSE, "def forward(self, x: Array, _mode: Mode)", "def forward(self, x)", r"takes \(x\)", 31),
        (DENSE, "def __init__(self, units: int, *,", "def __init__(self, units: int, more, *,", "missing 1", None),
        (DENSE, "self.units = at_least_one", "self.units = at_lest_one", "NameError", 14),
        (SQUARES, "class MeanSquaredError:", "class Squares:", "no class MeanSquaredError", 1),
        (SQUARES, "def values(", "def value(", "values", None),
        (SQUARES, "def gradient(self, y: Array, t: Array)", "def gradient(self, y)", r"takes \(y\)", 15),
        (SGD, "class SGD(Optimizer)", "class SGD", r"class SGD\(Optimizer\)", 1),
        (SGD, "def update(", "def updated(", "abstract", None),
        (SGD, "_memory: Memory, step: Step, /)", "step)", r"takes \(w, g, step\)", 7),
    ],
)
def test_what_cannot_be_read_is_said_at_its_line(changed, old, new, says, line):
    with pytest.raises(OwnCodeError, match=says) as raised:
        change(changed, old, new)
    assert raised.value.key == changed.key
    assert raised.value.line == line


@pytest.mark.parametrize("text", ["", "\0", "x" * 200_000, "((" * 5_000, "def tanh(z): pass\n" * 3, "\ud800"])
def test_no_text_gets_through_by_another_error(text):
    with pytest.raises(OwnCodeError):
        read(TANH, text)


def test_an_error_while_training_is_blamed_on_the_line_it_came_from():
    bomb = change(TANH, "return 1 - a * a", "if float(abs(a).max()) >= 0:\n        [][0]\n    return 1 - a * a")
    owned = {TANH.key: bomb, SGD.key: own(SGD)}
    run = PlaneRun(PlaneSettings(), owned)
    before = bits(run)
    with pytest.raises(IndexError) as raised:
        run.trainer.run(3)
    assert bits(run) == before
    found = blame(raised.value, owned)
    assert found is not None
    assert (found.key, found.line, str(found)) == (TANH.key, 9, "IndexError: list index out of range.")
    assert blame(raised.value, {SGD.key: owned[SGD.key]}) is None
    assert blame(ValueError("elsewhere"), owned) is None


def test_two_readings_do_not_meet_and_leave_the_package_alone():
    one = change(TANH, "return np.tanh(z)", "global np\n    np = None\n    return z")
    one.made.value(np.zeros(1))
    assert own(TANH).made.value(np.zeros(1)) == 0
    assert isinstance(one, Own)
    assert losses.named("mean squared error").name == "mean squared error"
