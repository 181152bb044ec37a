"""The words of the opened step: the arithmetic adds up, and every line of NumPy is what the engine does."""

import numpy as np
import pytest

from nets import activations, losses, optimizers
from nets.optimizers import Step as OptimizerStep
from nets.probes import Step
from playground.core.parts import part
from playground.core.plane.step import Rule
from playground.core.reading import read
from playground.views.step_numbers import exact, short
from playground.views.step_rules import BENDS, CRITERIA, OPTIMIZERS, REMEMBERED, Numbers
from playground.views.walk import BACKWARD, FORWARD, LOSS, PHASES, UPDATE
from tests.playground.looker import SETTINGS, Looker, shape_of
from tests.playground.stage import experiment
from tests.playground.sums import adds_up, value

OWN = {
    "activation:tanh": ("np.tanh(z)", "np.sin(z)"),
    "layer:dense": ("x @ self.weights + self.biases", "x @ self.weights * 2 + self.biases"),
    "loss:mean squared error": ("np.square(y - t).mean(axis=-1)", "np.abs(y - t).mean(axis=-1)"),
    "optimizer:sgd": ("w - step.rate * g", "w - step.rate * np.sign(g)"),
}


@pytest.fixture(params=SETTINGS)
def one(request):
    return experiment(step=7, **SETTINGS[request.param])


@pytest.mark.parametrize("sample", [None, 1])
def test_the_written_arithmetic_adds_up(one, sample):
    looker = Looker(one)
    looker.walk.sample = sample
    sums = dict.fromkeys(PHASES, 0)
    for _, _, record in looker.records():
        equations = record["arithmetic"].rstrip(".").split("; ")
        sums[record["phase"]] += sum(adds_up(equation) for equation in equations)
    neurons = sum(shape_of(one)[1:])
    assert sums[FORWARD] >= neurons
    assert sums[LOSS] >= (1 if sample is not None or one.settings.batch_size <= 8 else 0)
    assert sums[BACKWARD] >= sum(shape_of(one)[1:-1])
    assert sums[UPDATE] == 2 * neurons


def test_sums_that_are_wrong_do_not_pass():
    with pytest.raises(AssertionError):
        adds_up("z = 0.42·(−1.30) + 0.10 = −0.400")
    with pytest.raises(AssertionError):
        adds_up("w = 0.4213 + 3.10·10⁻⁴ = 0.4220")
    assert adds_up("z = 0.42·(−1.30) + 0.10 = −0.446")
    assert not adds_up("g = 0.42")


@pytest.mark.parametrize("optimizer", optimizers.NAMES)
@pytest.mark.parametrize("kind", ["none", "l1", "l2"])
def test_every_optimizer_is_told_with_its_memory(optimizer, kind):
    one = experiment(step=3, hidden=[2], features=["x1", "x2"], batch_size=5)
    one.propose(optimizer=optimizer, regularisation=kind, regularisation_rate=0.03)
    one.run.trainer.run(4)
    looker, sums = Looker(one), 0
    reading = Step(one.run.trainer).measure()
    told = [(column, unit, record) for column, unit, record in looker.records() if record["phase"] == UPDATE]
    for column, unit, record in told:
        equations = record["arithmetic"].rstrip(".").split("; ")
        memory = {"momentum": 1, "nesterov": 1, "adagrad": 1, "rmsprop": 1, "adam": 4, "adamw": 4}.get(optimizer, 0)
        found = sum(adds_up(equation) for equation in equations)
        assert found == 2 + memory + (kind == "l2" and equations[0].count(" = ") == 2)
        sums += found
        weights, *remembered = record["tables"]
        assert ("penalty" in weights["head"]) == (kind != "none")
        rule = optimizers.named(optimizer)
        assert [table["head"] for table in remembered] == [["from", *map(REMEMBERED.get, rule.remembers)]] * bool(
            rule.remembers
        )
        block = reading.layers[reading.blocks[column - 1].block.layer.name]["weights"]
        for i, row in enumerate(weights["rows"][:-1]):
            before, new = (value(words) for words in row[1].split(" → "))
            assert before == pytest.approx(block.value[i, unit], abs=1e-3)
            assert new - before == pytest.approx(block.change[i, unit], abs=2e-3 * max(1, abs(before)))
            for each, cell in zip(rule.remembers, remembered[0]["rows"][i][1:] if remembered else [], strict=True):
                past, present = (value(words) for words in cell.split(" → "))
                assert past == pytest.approx(block.memory_before[each][i, unit], rel=6e-3, abs=1e-12)
                assert present == pytest.approx(block.memory_after[each][i, unit], rel=6e-3, abs=1e-12)
    assert sums > 0


def ran(code, **names):
    """What the names are after a line of NumPy, in which nothing else is known."""
    names["np"] = np
    exec(code, names)  # (our own lines)
    return names


@pytest.mark.parametrize("name", activations.NAMES)
def test_the_line_of_every_activation_is_what_it_computes(name):
    z = np.linspace(-3, 3, 13) + 0.1
    function, bend = activations.named(name), BENDS[name]
    a = ran(bend.value, z=z)["a"]
    np.testing.assert_allclose(a, function.value(z))
    np.testing.assert_allclose(ran(bend.slope, z=z, a=a, da=2.0)["dz"], 2 * function.derivative(z, a))


@pytest.mark.parametrize("name", losses.NAMES)
def test_every_loss_is_told_as_it_is_computed(name):
    loss, criterion = losses.named(name), CRITERIA[name]
    if name == "softmax cross-entropy":
        y = np.array([[-2.5, 0.4, 0.1], [-0.3, 1.2, 2.0], [0.4, 0.4, -1.0], [3.1, 0.0, 0.2]])
        t = loss.encode(np.array([1, 0, 2, 0]), (3,)).values
    else:
        y = np.array([[-2.5], [-0.3], [0.4], [3.1]])
        t = loss.encode(np.array([1, -1, 1, -1]), (1,)).values
    assert ran(criterion.value_code, y=y, t=t)["loss"] == pytest.approx(losses.mean(loss, y, t))
    np.testing.assert_allclose(ran(criterion.slope_code, y=y, t=t, n=4)["da"], loss.gradient(y, t))
    for i in range(4):
        each, wanted = y[i].tolist(), t[i].tolist()
        assert value(criterion.value(each, wanted)) == pytest.approx(loss.values(y, t)[i], abs=1e-6)
        for unit in range(y.shape[1]):
            slope = value(criterion.slope(each, wanted, 4, unit))
            assert slope == pytest.approx(loss.gradient(y, t)[i, unit], abs=1e-6)


@pytest.mark.parametrize("name", optimizers.NAMES)
def test_the_line_of_every_optimizer_is_what_it_does(name):
    rule = optimizers.named(name)
    memory = {each: np.array([0.3, 0.2]) for each in rule.remembers}
    w, g = np.array([0.5, -0.4]), np.array([0.1, -0.2])
    after, remembered = rule.update(w, g, memory, OptimizerStep(0.05, 3, np.ones(2)))
    settings = {key: float(each) for key, each in rule.settings().items() if key != "name"}
    one = Numbers(
        0.5, True, 0.1, {key: float(each[0]) for key, each in memory.items()},
        {key: float(each[0]) for key, each in remembered.items()}, Rule(name, settings, 0.05, 3, 0, 0, 1),
    )  # fmt: skip
    lines, change, code = OPTIMIZERS[name](one)
    letters = {"velocity": "v", "squares": "s", "mean": "m"}
    found = ran(code, w=w.copy(), g=g, rate=0.05, t=3, **settings, **{letters[key]: of for key, of in memory.items()})
    np.testing.assert_allclose(found["w"], after, rtol=1e-6)
    assert value(change) == pytest.approx(after[0] - 0.5, rel=0.02)
    assert all(adds_up(str(line)) for line in lines)


def test_numbers_are_written_with_three_digits_or_short_with_two():
    written = [
        exact(each) for each in (0.0, 1.0, -1.0, 0.123456, -12.3456, 0.00123456, 1.2e-5, -3.2e7, np.nan, -np.inf)
    ]
    assert written == ["0", "1", "−1", "0.123", "−12.3", "0.00123", "1.20·10⁻⁵", "−3.20·10⁷", "…", "−∞"]
    assert [short(each) for each in (0.0, 0.456, -0.456, 1.0)] == ["0", "+0.46", "−0.46", "+1"]


@pytest.mark.parametrize("key", OWN)
def test_own_code_is_shown_and_never_told_as_the_original(key):
    one, changed = experiment(hidden=[3, 2], batch_size=4), part(key)
    one.put({key: read(changed, changed.source.text.replace(*OWN[key]))})
    looker = Looker(one)
    looker.walk.sample = 1
    told = [record["arithmetic"] for *_, record in looker.records()]
    assert f"your {key.partition(':')[0]}’s code" in " ".join(told)
    assert sum(adds_up(equation) for each in told for equation in each.rstrip(".").split("; ")) > 0
