"""Attribution: the table of methods, what they refuse, and those that rest on the gradient alone."""

import inspect

import numpy as np
import pytest

from nets import GRU, Conv2D, Dense, Flatten, Network, OneHot, attribution
from nets.attribution import METHODS
from nets.errors import DataError, SettingError, ShapeError, UnknownNameError
from tests.nets.attributed import IMAGE, PLAIN, differences, images, network, total


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_one_face(name):
    method, x = METHODS[name], images(2, low=0)
    learned = network(seed=2)
    before = learned.parameters.copy()
    found = method(learned, x, 1)
    assert isinstance(found, attribution.Attribution)
    assert found.picture.shape == x.shape
    assert found.picture.dtype == np.float64
    assert found.picture.any()
    np.testing.assert_allclose(found.answers, learned.forward(x)[:, 1], rtol=1e-12)
    np.testing.assert_array_equal(learned.parameters, before)
    assert not np.allclose(found.picture, method(learned, x, 2).picture)
    alone = method(learned, x[1:], 1).picture[0]
    if name != "smoothgrad":  # which draws noise for all samples at once
        np.testing.assert_allclose(alone, found.picture[1], atol=1e-12)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_explains_hidden_units_as_if_the_network_ended_there(name):
    deep, x = network(), images(2, low=0)
    short = Network(PLAIN[:7], IMAGE, dtype=np.float64)
    short.parameters[...] = deep.parameters[: short.parameter_count]
    found, expected = METHODS[name](deep, x, 3, 6), METHODS[name](short, x, 3)
    np.testing.assert_array_equal(found.picture, expected.picture)
    np.testing.assert_array_equal(found.answers, expected.answers)


@pytest.mark.parametrize("name", METHODS)
def test_every_method_is_described(name):
    method = METHODS[name]
    assert method.name == name
    assert attribution.named(name) is method
    assert method.title
    assert method.reading.endswith(".")
    assert 1900 < method.source.year < 2020
    first = list(inspect.signature(method.explain).parameters.values())
    assert [each.name for each in first[:4]] == ["network", "x", "unit", "layer"]
    assert all(each.kind is each.KEYWORD_ONLY and each.default is not each.empty for each in first[4:])


@pytest.mark.parametrize("name", METHODS)
def test_every_method_refuses_what_is_not_there(name):
    method, learned, x = METHODS[name], network(), images()
    for wrong in (3, -1, 1.5, "1", None, (1, 2), (), True):
        with pytest.raises(SettingError, match=r"dense 2 gives 3, counted from 0; it has no unit"):
            method(learned, x, wrong)  # pyright: ignore[reportArgumentType]
    for wrong in (9, -1, 0.5, "dense 1"):
        with pytest.raises(SettingError, match="numbered 0 to 8; there is no layer"):
            method(learned, x, 0, wrong)  # pyright: ignore[reportArgumentType]
    for wrong in (x[0], x[:, 1:], x[:0]):
        with pytest.raises(ShapeError, match=r"\(N, 7, 6, 2\)"):
            method(learned, wrong, 0)
    with pytest.raises(DataError, match="NaN"):
        method(learned, np.full((1, *IMAGE), np.nan), 0)
    with pytest.raises(SettingError, match="one hot 1 takes codes"):
        method(Network([OneHot(3), Flatten(), Dense(2)], (4,)), np.zeros((1, 4)), 0)


def test_an_unknown_method_is_refused():
    with pytest.raises(UnknownNameError, match="unknown method 'lime'; known are: gradient, smoothgrad"):
        attribution.named("lime")


@pytest.mark.parametrize("name", ["plain", "smooth", "normal"])
@pytest.mark.parametrize(("unit", "layer"), [(2, None), (1, 3), ((1, 0, 2), 3), ((0, 1, 0), 0)])
def test_the_gradient_is_a_slope(name, unit, layer):
    learned, x = network(name), images()
    place = len(learned.layers) - 1 if layer is None else layer
    chosen = (..., unit) if isinstance(unit, int) else (slice(None), *unit)

    def answer(samples):
        return learned.run(samples).values[place + 1][chosen].reshape(len(samples), -1).sum(axis=1)

    found = attribution.gradient(learned, x, unit, layer)
    np.testing.assert_allclose(found.answers, answer(x), rtol=1e-12)
    np.testing.assert_allclose(found.picture, differences(answer, x), atol=1e-7)


def test_many_samples_are_taken_in_chunks_and_answered_as_few_are():
    learned, x = network(), images(300)
    found = attribution.gradient(learned, x, 0).picture
    apart = [attribution.gradient(learned, x[n : n + 1], 0).picture[0] for n in (0, 127, 128, 299)]
    np.testing.assert_allclose(found[[0, 127, 128, 299]], apart, atol=1e-13)


def test_a_gradient_through_recurrent_layers():
    learned = Network([GRU(4), Dense(2)], (3, 2), dtype=np.float64)
    x = np.random.default_rng(0).normal(size=(2, 3, 2))
    found = attribution.gradient(learned, x, 1)
    np.testing.assert_allclose(found.picture, differences(lambda each: learned.forward(each)[:, 1], x), atol=1e-8)


@pytest.mark.parametrize("seed", range(4))
def test_gradient_times_input_makes_up_the_answer_without_biases(seed):
    learned, x = network(seed=seed, biases=False), images(seed=seed)
    found = attribution.gradient_times_input(learned, x, 0)
    np.testing.assert_allclose(total(found.picture), found.answers, rtol=1e-10)
    np.testing.assert_array_equal(found.picture, x * attribution.gradient(learned, x, 0).picture)
    with_biases = attribution.gradient_times_input(network(seed=seed), x, 0)
    assert not np.allclose(total(with_biases.picture), with_biases.answers, rtol=1e-3)


def test_smoothgrad_without_noise_is_the_gradient():
    learned, x = network(), images()
    found = attribution.smoothgrad(learned, x, 1, noise=0, copies=3)
    np.testing.assert_allclose(found.picture, attribution.gradient(learned, x, 1).picture, atol=1e-14)


def test_smoothgrad_is_the_mean_gradient_around_the_sample():
    """With a generator of one's own, what it draws is known."""
    learned, x = network(), images()
    x[1] *= 3
    found = attribution.smoothgrad(learned, x, 1, noise=0.2, copies=150, random=np.random.default_rng(5))
    draws = np.random.default_rng(5).standard_normal((150, *x.shape))
    sigma = 0.2 * np.array([one.max() - one.min() for one in x]).reshape(2, 1, 1, 1)
    expected = np.mean([attribution.gradient(learned, x + sigma * each, 1).picture for each in draws], axis=0)
    np.testing.assert_allclose(found.picture, expected, atol=1e-13)


def test_smoothgrad_is_the_same_for_the_same_seed():
    learned, x = network(), images()
    one, same, other = (attribution.smoothgrad(learned, x, 1, random=seed).picture for seed in (3, 3, 4))
    np.testing.assert_array_equal(one, same)
    assert not np.allclose(one, other)


def test_integrated_gradients_of_a_linear_network_are_exact():
    learned = Network([Conv2D(3, 3, 2, "same"), Flatten(), "linear", Dense(2)], IMAGE, dtype=np.float64)
    learned.parameters += 0.1
    x, baseline = images(), images(seed=5)
    slopes = attribution.gradient(learned, x, 0).picture
    for steps in (1, 7):
        found = attribution.integrated_gradients(learned, x, 0, baseline=baseline, steps=steps)
        np.testing.assert_allclose(found.picture, (x - baseline) * slopes, atol=1e-13)
        np.testing.assert_allclose(found.gap, 0, atol=1e-12)


@pytest.mark.parametrize("name", ["plain", "smooth", "normal"])
@pytest.mark.parametrize("baseline", [0.0, -0.7, "image"])
def test_integrated_gradients_are_complete_up_to_the_gap(name, baseline):
    learned, x = network(name), images()
    start = images(1, seed=3)[0] if baseline == "image" else float(baseline)
    answers = learned.forward(x)[:, 2]
    before = learned.forward(np.broadcast_to(start, x.shape))[:, 2]
    found = attribution.integrated_gradients(learned, x, 2, baseline=start, steps=5)
    np.testing.assert_allclose(found.baseline_answers, before, rtol=1e-10)
    np.testing.assert_allclose(total(found.picture) + found.gap, answers - before, atol=1e-12)
    finer = attribution.integrated_gradients(learned, x, 2, baseline=start, steps=400)
    assert np.abs(finer.gap).max() < 0.02 * np.abs(answers - before).max()
    assert np.abs(finer.gap).max() < np.abs(found.gap).max()


def test_integrated_gradients_by_hand():
    """a = tanh(w x): the integral of the slope from 0 to x is known."""
    learned = Network([Dense(1), "tanh"], (2,), dtype=np.float64)
    learned.parameters[...] = [2, -0.5, 0]
    x = np.array([[0.6, 1.0]])
    expected = x * [2, -0.5] * np.tanh(0.7) / 0.7
    found = attribution.integrated_gradients(learned, x, 0, steps=2000)
    np.testing.assert_allclose(found.picture, expected, rtol=1e-6)


def test_settings_out_of_range_are_refused():
    learned, x = network(), images()
    for copies, noise, seed in ((0, 0.1, 0), (2.5, 0.1, 0), (2, -1, 0), (2, np.nan, 0), (2, 0.1, -1)):
        with pytest.raises(SettingError):
            attribution.smoothgrad(learned, x, 0, copies=copies, noise=noise, random=seed)  # pyright: ignore[reportArgumentType]
    with pytest.raises(SettingError, match="number of steps"):
        attribution.integrated_gradients(learned, x, 0, steps=0)
    with pytest.raises(ShapeError, match=r"baseline has the shape \(3,\).*\(2, 7, 6, 2\)"):
        attribution.integrated_gradients(learned, x, 0, baseline=np.zeros(3))
    with pytest.raises(DataError, match="baseline"):
        attribution.integrated_gradients(learned, x, 0, baseline=np.inf)
