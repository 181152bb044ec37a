"""Relevance propagation: nothing is lost that is not accounted for, and where theory knows the result, it is that."""

import numpy as np
import pytest

from nets import Activation, BatchNorm, Conv2D, Dense, Flatten, MaxPool, MeanPool, Network, SimpleRNN, activations
from nets.attribution import Relevance, deep_taylor, gradient_times_input, lrp_alpha_beta, lrp_epsilon, lrp_z_plus
from nets.errors import SettingError
from tests.nets.attributed import IMAGE, images, network, total
from tests.nets.gradients import built, separate

RULES = {
    "epsilon": (lrp_epsilon, {"epsilon": 0.1}),
    "bare": (lrp_epsilon, {"epsilon": 0}),
    "two and one": (lrp_alpha_beta, {}),
    "one and none": (lrp_alpha_beta, {"alpha": 1, "beta": 0}),
    "z plus": (lrp_z_plus, {}),
}
EACH_RULE = pytest.mark.parametrize("rule", RULES)


def check_accounts(found: Relevance) -> None:
    """Between each two layers: what came is what went on, and what biases and ε kept."""
    size = max(np.abs(each).sum() for each in found.layers)
    for place in range(len(found.layers) - 1):
        came, went = total(found.layers[place + 1]), total(found.layers[place])
        np.testing.assert_allclose(came, went + found.biases[place] + found.unshared[place], atol=1e-12 * size)
    everything = total(found.picture) + found.biases.sum(axis=0) + found.unshared.sum(axis=0)
    np.testing.assert_allclose(everything, found.answers, atol=1e-11 * size)


@EACH_RULE
@pytest.mark.parametrize("name", ["plain", "smooth", "normal"])
@pytest.mark.parametrize("seed", range(3))
def test_everything_is_accounted_for(rule, name, seed):
    method, settings = RULES[rule]
    learned, x = network(name, seed), images(3, seed)
    found = method(learned, x, 1, **settings)
    run = learned.run(x)
    assert [each.shape for each in found.layers] == [each.shape for each in run.values]
    assert found.biases.shape == found.unshared.shape == (len(learned.layers), 3)
    assert found.picture is found.layers[0]
    np.testing.assert_array_equal(found.layers[-1], run.output * [0, 1, 0])
    check_accounts(found)
    assert found.biases.any() == (rule != "z plus")


@EACH_RULE
@pytest.mark.parametrize("function", activations.NAMES)
def test_every_activation_hands_on_what_it_gets(rule, function):
    method, settings = RULES[rule]
    learned = built([Conv2D(3, 2), function, MaxPool(2), Flatten(), Dense(3), function, Dense(2)], IMAGE)
    found = method(learned, images(), 0, **settings)
    check_accounts(found)
    for place, layer in enumerate(learned.layers):
        if isinstance(layer, Activation):
            np.testing.assert_array_equal(found.layers[place], found.layers[place + 1])


@EACH_RULE
def test_a_whole_map_and_one_place_of_it(rule):
    method, settings = RULES[rule]
    learned, x = network(), images()
    for unit in (2, (1, 0, 2)):
        found = method(learned, x, unit, 4, **settings)
        assert len(found.layers) == 6
        check_accounts(found)


def test_what_epsilon_and_biases_keep_of_one_unit():
    """Bach et al. (2015), eq. 57 and 59: the share of the bias is b / (z ± ε), and that of ε is ε / (z ± ε)."""
    learned = Network([Dense(2)], (3,), dtype=np.float64)
    learned.parameters[...] = np.array([1, 2, -1, 0.5, 3, -1, 0.25, -9.0])
    x = np.array([[1.0, 2, 0.5]])
    z = x @ learned.layers[0].parameters["weights"] + [0.25, -9]
    assert z[0, 0] > 0 > z[0, 1]
    for unit, bias, epsilon in ((0, 0.25, 0.5), (1, -9, -0.5)):
        found = lrp_epsilon(learned, x, unit, epsilon=0.5)
        below = z[0, unit] + epsilon
        assert found.biases[0, 0] == pytest.approx(z[0, unit] * bias / below)
        assert found.unshared[0, 0] == pytest.approx(z[0, unit] * epsilon / below)


@pytest.mark.parametrize("seed", range(4))
def test_without_biases_and_epsilon_it_is_gradient_times_input(seed):
    """In networks of ReLUs; Ancona et al. (2018) show why. A larger ε leads away from it."""
    learned, x = network(seed=seed, biases=False), images(seed=seed)
    expected = gradient_times_input(learned, x, 0).picture
    bare = lrp_epsilon(learned, x, 0, epsilon=0)
    np.testing.assert_allclose(bare.picture, expected, atol=1e-10)
    np.testing.assert_allclose(total(bare.picture), bare.answers, rtol=1e-10)
    distances = [np.abs(lrp_epsilon(learned, x, 0, epsilon=e).picture - expected).max() for e in (1e-9, 1e-2, 1)]
    assert distances[0] < 1e-6 < distances[1] < distances[2]


@pytest.mark.parametrize("seed", range(5))
def test_deep_taylor_is_positive_and_loses_nothing(seed):
    """As its theory has it: no bias is positive, the answer is, so every open unit was brought something."""
    learned, x = network(seed=seed), images(3, seed, low=0)
    for layer in learned.layers[::2]:
        for biases in [part for name, part in layer.parameters.items() if name == "biases"]:
            biases[...] = -np.abs(biases) / 20
    learned.layers[-1].parameters["weights"][:, 1] += 0.5
    found = deep_taylor(learned, x, 1)
    assert found.answers.min() > 0
    assert min(each.min() for each in found.layers) >= 0
    np.testing.assert_allclose(total(found.picture), found.answers, rtol=1e-12)
    np.testing.assert_allclose(found.unshared, 0, atol=1e-13)
    assert not found.biases.any()


@pytest.mark.parametrize("seed", range(5))
def test_deep_taylor_has_the_sign_of_the_answer_whatever_the_biases(seed):
    learned, x = network(seed=seed), images(3, seed, low=0)
    for unit in range(3):
        found = deep_taylor(learned, x, unit)
        check_accounts(found)
        signs = np.sign(found.answers)
        assert all((each.reshape(3, -1) * signs[:, None]).min() >= 0 for each in found.layers)


def test_deep_taylor_sees_black_pixels_and_z_plus_does_not():
    learned = built([Flatten(), Dense(4), "relu", Dense(2)], (4, 4, 1), 3)
    x = np.zeros((1, 4, 4, 1))
    x[0, 1:3, 1:3] = 1
    unit = int(learned.forward(x).argmax())
    assert (deep_taylor(learned, x, unit).picture[x == 0] > 0).any()
    assert not lrp_z_plus(learned, x, unit).picture[x == 0].any()


@pytest.mark.parametrize("first", [[], [Flatten()], [MaxPool(2)], [MeanPool(2)]])
def test_deep_taylor_keeps_bounds_through_what_only_moves_pixels(first):
    flat = any(isinstance(layer, Flatten) for layer in first)
    learned = built([*first, *([] if flat else [Conv2D(3, 2), "relu", Flatten()]), Dense(2)], IMAGE, 4)
    learned.layers[len(first)].parameters["biases"][...] = 5  # open, though all pixels are negative
    found = deep_taylor(learned, images(3, low=-2, high=-1), 1, low=-2, high=-1)
    check_accounts(found)
    np.testing.assert_allclose(total(found.layers[len(first)]), total(found.picture), rtol=1e-12)
    assert found.picture.any()


@EACH_RULE
def test_a_layer_that_is_used_twice_is_two(rule):
    method, settings = RULES[rule]
    dense, norm = Dense(4), BatchNorm()
    twice = built([dense, norm, "relu", dense, "relu", norm, dense], (4,), 5)
    apart = Network(separate(twice.layers), (4,), dtype=np.float64)
    for layer, same in zip(twice.layers, apart.layers, strict=True):
        for name, part in layer.parameters.items():
            same.parameters[name][...] = part
    x = np.random.default_rng(0).normal(size=(3, 4))
    found, expected = (method(each, x, 2, **settings) for each in (twice, apart))
    check_accounts(found)
    for one, other in zip(found.layers, expected.layers, strict=True):
        np.testing.assert_array_equal(one, other)


@EACH_RULE
def test_in_the_precision_of_the_page(rule):
    method, settings = RULES[rule]
    learned, x = network(), images()
    single = Network(learned.layers, IMAGE)
    single.parameters[...] = learned.parameters
    found, expected = (method(each, x, 1, **settings) for each in (single, learned))
    assert found.picture.dtype == found.biases.dtype == np.float32
    np.testing.assert_allclose(found.picture, expected.picture, atol=2e-3 * np.abs(expected.picture).max())


@EACH_RULE
def test_next_to_nothing_is_not_divided_by(rule):
    """What a unit was brought may be too small a number to share a large relevance by: then that is left over."""
    method, settings = RULES[rule]
    learned = Network([Dense(1), "softplus", Dense(1)], (1,))
    learned.parameters[...] = [1e-30, 0, 1e30, 0]
    found = method(learned, np.full((1, 1), 1e-12), 0, **settings)
    assert np.isfinite(found.picture).all()
    np.testing.assert_allclose(found.picture + found.unshared.sum(axis=0), found.answers[:, None], rtol=1e-5)


def test_what_has_no_rule_is_refused():
    recurrent = Network([SimpleRNN(3), Dense(2)], (4, 2))
    x = np.ones((1, 4, 2))
    for method in (lrp_epsilon, lrp_alpha_beta, lrp_z_plus, deep_taylor):
        with pytest.raises(SettingError, match="cannot be handed back through simple rnn 1"):
            method(recurrent, x, 0)
    with pytest.raises(SettingError, match="made for ReLUs; tanh 1 is none"):
        deep_taylor(network("smooth"), images(low=0), 0)


def test_settings_out_of_range_are_refused():
    learned, x = network(), images(low=0)
    with pytest.raises(SettingError, match="ε is a number of at least 0"):
        lrp_epsilon(learned, x, 0, epsilon=-0.1)
    for alpha, beta in ((1, 1), (2, 0.5), (0.5, -0.5), (np.nan, 1)):
        with pytest.raises(SettingError, match=r"(α|β) is"):
            lrp_alpha_beta(learned, x, 0, alpha=alpha, beta=beta)
    for low, high in ((1, 0), (0.5, 0.5), (0, np.nan), ("0", 1)):
        with pytest.raises(SettingError, match="smaller one first"):
            deep_taylor(learned, x, 0, low=low, high=high)  # pyright: ignore[reportArgumentType]
    with pytest.raises(SettingError, match=r"between 0\.2 and 1, but some lie beyond"):
        deep_taylor(learned, x, 0, low=0.2)
