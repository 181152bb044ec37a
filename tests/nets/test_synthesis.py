"""Images made for a unit: steps uphill and downhill, and that they do what they are for."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Flatten, MaxPool, Network, OneHot
from nets.errors import DataError, SettingError, ShapeError
from nets.synthesis import Dream, Inversion, Maximisation
from nets.synthesis import priors as prior
from nets.synthesis.ascent import normalised
from tests.nets.probed import digits

PLAIN = {"decay": 0, "blur": 0, "jitter": 0, "bounds": None}


def images(seed=0, n=3, shape=(10, 9, 2)):
    return np.random.default_rng(seed).random((n, *shape))


def small(seed=1) -> Network:
    layers = [Conv2D(3, 3, padding="same"), "tanh", MaxPool(2), Conv2D(4, 3), "tanh", Flatten(), Dense(5)]
    return Network(layers, (10, 9, 2), seed=seed, dtype=np.float64)


@pytest.mark.parametrize(("layer", "unit", "place"), [(6, 2, None), (3, 1, None), (3, 1, (2, 0)), (0, 2, (9, 8))])
def test_a_step_without_regularisers_is_the_plain_normalised_gradient(layer, unit, place):
    network = small()
    run = Maximisation(network, layer, unit, place=place, rate=0.3, **PLAIN)
    before = run.image

    def answer(x):
        y = network.run(x[None]).values[layer + 1][0][..., unit]
        return y.mean() if place is None else y[place]

    assert run.activation == pytest.approx(answer(before))
    gradient = np.zeros(before.shape)
    for at in np.ndindex(*before.shape):
        step = np.zeros(before.shape)
        step[at] = 1e-6
        gradient[at] = (answer(before + step) - answer(before - step)) / 2e-6
    run.step()
    assert np.abs(gradient).max() > 1e-3
    expected = before + 0.3 * gradient / np.sqrt(np.square(gradient).mean())
    np.testing.assert_allclose(run.image, expected, atol=1e-6)


def test_decay_blur_jitter_and_bounds_do_what_they_say():
    network = small()

    def stepped(count, **settings):
        run = Maximisation(network, 6, 2, **{**PLAIN, **settings})
        run.step(count)
        return run.image

    np.testing.assert_allclose(stepped(1, decay=0.1), 0.9 * stepped(1))
    np.testing.assert_array_equal(stepped(1, blur=1, blur_every=2), stepped(1))
    np.testing.assert_allclose(stepped(2, blur=1, blur_every=2), prior.blurred(stepped(2), 1))
    assert not np.allclose(stepped(3, jitter=2), stepped(3))
    np.testing.assert_array_equal(stepped(3, jitter=2, seed=0), stepped(3, jitter=2))
    assert not np.array_equal(stepped(1, seed=1), stepped(1))
    held = stepped(40, bounds=(0.25, 0.5), jitter=1)
    assert (held.min(), held.max()) == (0.25, 0.5)


def test_jitter_shifts_there_and_back():
    """A unit that is one pixel: with jitter, the pixel that grows is one nearby."""
    network = Network([Flatten(), Dense(1)], (9, 9, 1), dtype=np.float64)
    network.parameters[...] = 0
    network.parameters[4 * 9 + 4] = 1
    grown = set()
    run = Maximisation(network, 1, 0, **{**PLAIN, "jitter": 2})
    for _ in range(60):
        before = run.image
        run.step()
        [place] = np.argwhere(run.image[..., 0] != before[..., 0])
        grown.add(tuple(int(at) - 4 for at in place))
    assert {max(abs(a), abs(b)) for a, b in grown} == {0, 1, 2}
    assert len(grown) > 15


@pytest.mark.parametrize(("settings", "margin"), [({}, 0.1), ({"decay": 0, "blur": 0, "jitter": 0}, 3)])
def test_maximisation_finds_more_than_any_noise_has(settings, margin):
    network, random = digits(), np.random.default_rng(5)
    noise = [random.random((200, 24, 24, 1)), random.normal(0, 0.1, (100, 24, 24, 1)).clip(0, 1)]
    noise += [random.random((100, 24, 24, 1)) < 0.2]
    answers = network.forward(np.concatenate(noise))
    for unit in (0, 4, 8):
        run = Maximisation(network, 7, unit, seed=unit, **settings)
        run.step(60)
        most = answers[:, unit].max()
        assert run.activation > most + margin * (most - answers[:, unit].mean())
        assert run.iteration == 60
        assert (run.image >= 0).all()
        assert (run.image <= 1).all()


def test_a_silent_unit_is_not_stuck_and_flat_samples_work():
    network = Network([Dense(4), "relu"], (3,), dtype=np.float64)
    network.parameters[...] = np.abs(network.parameters)
    network.layers[0].parameters["biases"][...] = -0.5
    run = Maximisation(network, 1, 0, rate=0.3, **PLAIN)
    assert run.activation == 0
    run.step(300)
    assert run.activation > 1


def test_the_same_seed_gives_the_same_bits_and_the_network_is_left_alone():
    network = small()
    before = network.parameters.tobytes(), network.state.tobytes()
    image = images()[0]
    makers = [
        lambda seed: Maximisation(network, 3, 1, seed=seed),
        lambda seed: Inversion(network, 3, image, seed=seed),
        lambda seed: Dream(network, 3, image, seed=seed, jitter=2),
    ]
    for make in makers:
        one, other, third = make(3), make(3), make(4)
        one.step(12)
        for _ in range(4):
            other.step(3)
            other.image[...] = 7  # a copy
        third.step(12)
        assert one.image.tobytes() == other.image.tobytes()
        assert one.image.tobytes() != third.image.tobytes()
    assert (network.parameters.tobytes(), network.state.tobytes()) == before


@pytest.mark.parametrize("settings", [{}, {"alpha": 1, "beta": 1}, {"norm": 3, "alpha": 2, "variation": 0}])
def test_the_gradient_of_an_inversion_is_the_slope_of_its_loss(settings):
    network, image = small(), images()[0]
    run = Inversion(network, 3, image, bounds=None, **settings)
    run.step(3)
    x, gradient = run.image, run.gradient()
    random = np.random.default_rng(0)
    for _ in range(4):
        direction = random.normal(size=x.shape)
        values = []
        for side in (1, -1):
            run._x = (x + side * 1e-6 * direction)[None]
            values.append(run.loss)
        assert (gradient * direction).sum() == pytest.approx((values[0] - values[1]) / 2e-6, rel=1e-4)
    assert run.loss == pytest.approx(sum(run.parts))


def test_inverting_what_is_the_image_itself_returns_the_image():
    image = images(shape=(8, 8, 1))[0]
    network = Network([Flatten(), Dense(2)], (8, 8, 1))
    run = Inversion(network, 0, image, norm=0, variation=0)
    run.step(400)
    np.testing.assert_allclose(run.image, image, atol=1e-3)
    assert run.loss < 1e-5
    assert run.parts[1:] == (0, 0)
    smooth = Inversion(network, 0, image, norm=0, variation=30)
    smooth.step(400)
    assert prior.variation(smooth.image, 2) < 0.2 * prior.variation(image, 2)


def test_a_layer_cannot_tell_an_inversion_from_the_image():
    network, image = small(), images()[0]
    run = Inversion(network, 3, image, norm=0, variation=0, rate=0.02)
    before = run.parts.content
    run.step(200)
    assert run.parts.content < 0.02 * before
    silent = Network([Flatten(), "relu"], (2, 2, 1))
    run = Inversion(silent, 1, -np.ones((2, 2, 1)), bounds=(-1, 1))
    run.step(50)
    assert run.parts.content < 1e-2


def test_a_network_that_diverged_is_no_reason_to_fail():
    network = small()
    network.parameters[...] = np.inf
    for run in (Maximisation(network, 6, 0), Dream(network, 6, images()[0])):
        run.step(3)
        assert np.isfinite(run.image).all()
    with pytest.raises(DataError, match="diverged"):
        Inversion(network, 6, images()[0])


def test_a_dream_begins_with_its_image_and_strengthens_what_a_layer_sees():
    network, image = small(), images()[0]
    run = Dream(network, 3, image, jitter=0, rate=0.01, bounds=None)
    np.testing.assert_array_equal(run.image, image)
    y = network.run(image[None]).values[4]
    assert run.response == pytest.approx(0.5 * (y**2).sum())
    g = network.backward(network.run(image[None]), y, layer=3).values[0][0]
    run.step()
    np.testing.assert_allclose(run.image, image + 0.01 * g / np.sqrt((g**2).mean()), atol=1e-12)
    run.step(40)
    assert run.response > 1.5 * 0.5 * (y**2).sum()
    tiny = normalised(np.array([[3e-200, -4e-200]]))
    np.testing.assert_allclose(tiny, [[3 / np.sqrt(12.5), -4 / np.sqrt(12.5)]])


def test_refusals():
    network, flat, x = small(), Network.dense(2), images()[0]
    sequence = Network([OneHot(4), Dense(3)], (6,))
    for error, words, call in [
        (SettingError, "numbered 0 to 6", lambda: Maximisation(network, 7, 0)),
        (SettingError, "no unit 5", lambda: Maximisation(network, 6, 5)),
        (SettingError, r"below \(3, 2\)", lambda: Maximisation(network, 3, 0, place=(3, 0))),
        (SettingError, r"below \(6,\)", lambda: Maximisation(sequence, 1, 0, place=(6,), **PLAIN)),
        (SettingError, "blur is for images", lambda: Maximisation(flat, 0, 0, jitter=0)),
        (SettingError, "jitter is for images", lambda: Dream(flat, 0, np.zeros(2))),
        (SettingError, "bounds", lambda: Maximisation(network, 6, 0, bounds=(1, 0))),
        (SettingError, "decay", lambda: Maximisation(network, 6, 0, decay=1)),
        (SettingError, "rate", lambda: Dream(network, 6, x, rate=0)),
        (SettingError, "alpha", lambda: Inversion(network, 6, x, alpha=0.5)),
        (SettingError, "seed", lambda: Inversion(network, 6, x, seed=-1)),
        (SettingError, "whole number", lambda: Dream(network, 6, x).step(1.5)),  # pyright: ignore[reportArgumentType]
        (ShapeError, "10, 9, 2", lambda: Dream(network, 6, x[1:])),
        (DataError, "NaN", lambda: Inversion(network, 6, x * np.nan)),
    ]:
        with pytest.raises(error, match=words):
            call()
