"""Grad-CAM and occlusion: which places mattered, and how maps are enlarged."""

import numpy as np
import pytest

from nets import Conv2D, Dense, Flatten, GlobalMeanPool, MaxPool, MeanPool, Network, passes
from nets.attribution import Target, enlarged, grad_cam, occlusion
from nets.attribution.patches import occluding
from nets.errors import DataError, SettingError, ShapeError, UnknownNameError
from nets.layers import INFERENCE
from tests.nets.attributed import IMAGE, differences, images, network
from tests.nets.gradients import built


@pytest.mark.parametrize(("unit", "layer", "maps"), [(0, None, None), (2, None, 0), (1, None, 2), (2, 5, 3), (1, 3, 1)])
def test_the_class_map_is_its_formula(unit, layer, maps):
    """The weights by differences of the answer in each number of the maps, and then the sum, number by number."""
    learned = built(
        [Conv2D(3, 3, padding="same"), "tanh", MaxPool(2), Conv2D(4, 2), "tanh", Flatten(), Dense(3)], IMAGE
    )
    x, end = images(), len(learned.layers) if layer is None else layer + 1
    found = grad_cam(learned, x, unit, layer, maps=maps)
    assert found.maps == (4 if maps is None else maps)
    values = learned.run(x).values[found.maps + 1]

    def answer(samples):
        given = passes.forward(learned.layers[found.maps + 1 : end], samples, INFERENCE).output[..., unit]
        return given.reshape(len(samples), -1).sum(axis=1)

    slopes = differences(answer, values)
    weights = slopes.sum(axis=(1, 2)) / (values.shape[1] * values.shape[2])
    np.testing.assert_allclose(found.weights, weights, atol=1e-8)
    for n, row, column in np.ndindex(values.shape[:3]):
        sum_ = sum(weights[n, k] * values[n, row, column, k] for k in range(values.shape[3]))
        assert found.coarse[n, row, column] == pytest.approx(max(sum_, 0), abs=1e-7)
    assert found.coarse.any()


def test_the_class_map_of_global_means_is_that_of_zhou():
    """Zhou et al. (2016): where means of maps are weighed by a dense layer, α is its weight by the number of places."""
    learned = built([Conv2D(3, 2), "relu", GlobalMeanPool(), Dense(2)], IMAGE, 1)
    found = grad_cam(learned, images(), 1)
    np.testing.assert_allclose(found.weights * 30, [learned.layers[3].parameters["weights"][:, 1]] * 2)


def test_the_picture_is_the_map_in_the_size_of_the_image():
    learned, x = network(seed=2), images()
    for way in ("bilinear", "nearest"):
        found = grad_cam(learned, x, 1, enlargement=way)
        assert found.coarse.shape == (2, 2, 2)
        for channel in range(2):
            np.testing.assert_array_equal(found.picture[..., channel], enlarged(found.coarse, 7, 6, way))


def test_where_the_maps_are_taken_from():
    for name, place in (("plain", 4), ("normal", 7)):
        assert grad_cam(network(name), images(), 0).maps == place
    assert grad_cam(network(), images(), 0, 4).maps == 3
    assert grad_cam(network(), images(), 0, 3).maps == 1
    with pytest.raises(SettingError, match="no convolution before conv 1"):
        grad_cam(network(), images(), 0, 0)
    with pytest.raises(SettingError, match="no convolution before dense 1"):
        grad_cam(built([Flatten(), Dense(2)], IMAGE), images(), 0)
    for wrong in (5, 8, -1, 0.5, "conv 1"):
        with pytest.raises(SettingError, match=r"no maps come from layer .*: 0, 1, 2, 3, 4"):
            grad_cam(network(), images(), 0, maps=wrong)  # pyright: ignore[reportArgumentType]
    with pytest.raises(UnknownNameError, match="way to enlarge 'cubic'"):
        grad_cam(network(), images(), 0, enlargement="cubic")


def test_enlarging_by_hand():
    row = np.array([[[0.0, 4.0]]])
    np.testing.assert_allclose(enlarged(row, 1, 4, "nearest"), [[[0, 0, 4, 4]]])
    np.testing.assert_allclose(enlarged(row, 2, 4), [[[0, 1, 3, 4]] * 2])
    np.testing.assert_allclose(enlarged(row, 1, 5), [[[0, 0.4, 2, 3.6, 4]]])
    maps = np.random.default_rng(0).normal(size=(3, 4, 5))
    for way in ("nearest", "bilinear"):
        np.testing.assert_allclose(enlarged(maps, 4, 5, way), maps)
        np.testing.assert_allclose(enlarged(np.full((1, 3, 2), 7.0), 8, 9, way), 7)
        assert enlarged(maps.astype(np.float32), 8, 9, way).dtype == np.float32
    np.testing.assert_allclose(enlarged(maps, 8, 10, "nearest"), maps.repeat(2, axis=1).repeat(2, axis=2))


@pytest.mark.parametrize(("size", "stride"), [(3, 2), (2, 1), (4, 3), (1, 5), (6, 1)])
@pytest.mark.parametrize("patch", [0.3, "grey", "image"])
def test_occlusion_place_by_place(size, stride, patch):
    learned, x = network("normal", seed=1), images(3)
    shown = images(1, seed=9)[0]
    found = occlusion(learned, x, 2, size=size, stride=stride, patch=shown if patch == "image" else patch)
    tops, lefts = ([*range(0, side - size, stride), side - size] for side in IMAGE[:2])
    assert (found.tops.tolist(), found.lefts.tolist()) == (tops, lefts)
    mean, times = np.zeros_like(x), np.zeros(IMAGE[:2])
    for i, top in enumerate(tops):
        for j, left in enumerate(lefts):
            covered = x.copy()
            for n in range(3):
                grey = (x[n].min() + x[n].max()) / 2
                for row, column in np.ndindex(size, size):
                    here = top + row, left + column
                    covered[n][here] = shown[here] if patch == "image" else grey if patch == "grey" else 0.3
            fall = learned.forward(x)[:, 2] - learned.forward(covered)[:, 2]
            np.testing.assert_allclose(found.falls[:, i, j], fall, atol=1e-12)
            mean[:, top : top + size, left : left + size] += fall.reshape(3, 1, 1, 1)
            times[top : top + size, left : left + size] += 1
    np.testing.assert_allclose(found.picture * times[:, :, None], mean, atol=1e-11)
    assert not found.picture[:, times == 0].any()
    assert found.falls.any()


def test_covering_with_nothing_changes_nothing():
    learned, x = network(), images(3)
    for size, stride, patch in ((4, 2, x), (1, 1, x), (0, 2, "grey"), (0, 1, "random")):
        found = occlusion(learned, x, 1, size=size, stride=stride, patch=patch)
        np.testing.assert_allclose(found.falls, 0, atol=1e-13)
        np.testing.assert_allclose(found.picture, 0, atol=1e-13)


def test_occlusion_goes_in_parts_that_say_how_much_is_done():
    learned, x = network(), images()
    shares = list(occluding(Target(learned, x, 1), 2, 1, "grey"))
    assert len(shares) > 1
    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_random_patches_lie_within_the_image_s_numbers_and_are_the_same_for_the_same_seed():
    seen = built([Flatten(), Dense(1)], IMAGE)  # with one weight, the fall says what stood under the patch
    x = images(2, low=0.25, high=0.5)
    seen.parameters[...] = 0
    seen.layers[1].parameters["weights"][0, 0] = 1
    found = [occlusion(seen, x, 0, size=1, stride=9, patch="random", random=s).falls[:, 0, 0] for s in range(50)]
    under = x[:, 0, 0, 0] - np.array(found)
    assert (under >= x.min(axis=(1, 2, 3))).all()
    assert (under <= x.max(axis=(1, 2, 3))).all()
    assert len(np.unique(under)) == under.size
    one, same, own, likewise = (
        occlusion(network(), x, 1, patch="random", random=random).picture
        for random in (3, 3, np.random.default_rng(4), np.random.default_rng(4))
    )
    np.testing.assert_array_equal(one, same)
    np.testing.assert_array_equal(own, likewise)
    assert not np.allclose(one, own)


def test_many_places_are_taken_in_chunks():
    learned, x = built([MeanPool(3), Flatten(), Dense(2)], (20, 20, 1)), np.random.default_rng(0).random((2, 20, 20, 1))
    found = occlusion(learned, x, 0, size=2, stride=1, patch=0)
    assert found.falls.shape == (2, 19, 19)
    for i, j in ((0, 0), (9, 7), (18, 18)):
        covered = x.copy()
        covered[:, i : i + 2, j : j + 2] = 0
        expected = learned.forward(x)[:, 0] - learned.forward(covered)[:, 0]
        np.testing.assert_allclose(found.falls[:, i, j], expected, atol=1e-13)


def test_patches_that_do_not_fit_are_refused():
    learned, x = network(), images()
    for size, stride, seed in ((-1, 2, 0), (1.5, 2, 0), (4, 0, 0), (4, 2, -1)):
        with pytest.raises(SettingError):
            occlusion(learned, x, 0, size=size, stride=stride, patch="random", random=seed)  # pyright: ignore[reportArgumentType]
    with pytest.raises(SettingError, match="a patch of 7 is larger than the image, 7 × 6"):
        occlusion(learned, x, 0, size=7)
    with pytest.raises(UnknownNameError, match="patch 'gray'; known are: grey, random"):
        occlusion(learned, x, 0, patch="gray")
    with pytest.raises(ShapeError, match=r"the patch has the shape \(5,\)"):
        occlusion(learned, x, 0, patch=np.zeros(5))
    with pytest.raises(DataError):
        occlusion(learned, x, 0, patch=np.nan)
    flat = Network([Dense(2)], (3,))
    for method in (occlusion, grad_cam):
        with pytest.raises(SettingError, match=r"images \(H, W, C\); this network takes samples \(3,\)"):
            method(flat, np.ones((1, 3)), 0)
