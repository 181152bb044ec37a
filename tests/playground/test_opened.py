"""One number, opened: its parts make it, what it sees is all that it depends on, and the sentence says so."""

import re
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from nets.arrays import Array
from nets.layers.mode import INFERENCE
from playground.core.digits.measures import Easel, kernels, slopes
from playground.core.digits.opening import Opened, opened, way, weight
from playground.core.digits.place import Place, Spot
from playground.core.digits.settings import DigitsSettings
from playground.core.digits.sliding import Slid, Sliding
from playground.views.opened import signed, told

SEVERAL = {"blocks": ["c3x5p", "m2", "c4x3s2", "a2", "d6"], "norm": "yes"}


@pytest.fixture(scope="module", params=[{}, SEVERAL], ids=["default", "several"])
def run(request):
    run = DigitsSettings(**request.param).run()
    run.trainer.run(3)
    return run


@pytest.fixture(scope="module")
def image(run) -> Array:
    return run.test.x[11]


def every_stage(run):
    """A place of each stage, away from the corners."""
    for number, stage in enumerate(run.stages):
        shape = (24, 24, 1) if stage.layer < 0 else run.network.layers[stage.layer].shape
        rows, columns, units = shape if len(shape) == 3 else (1, 1, shape[0])
        yield number, units - 1, rows // 2, columns // 3


def found_at(run, image, *place):
    return opened(run, run.network.run(image[None]), Place(*place))


def numbers(sentence):
    return [float(text.replace("−", "-")) for text in re.findall(r"−?\d+\.\d+", sentence)]


def test_the_value_is_the_networks(run, image):
    values = run.network.run(image[None]).values
    for number, unit, row, column in every_stage(run):
        found = found_at(run, image, number, unit, row, column)
        assert found is not None
        value = values[run.stages[number].layer + 1][0]
        assert found.value == (value[unit] if value.ndim == 1 else value[row, column, unit])


def test_the_way_down_to_the_image_has_what_it_sees_of_every_stage_before(run, image):
    passed = run.network.run(image[None])
    for number, unit, row, column in every_stage(run):
        found = found_at(run, image, number, unit, row, column)
        assert found is not None
        on_the_way = way(run, passed, found)
        is_flat = run.stages[number - 1].kind == "d"
        boxes = found.boxes if is_flat else found.boxes[:-1]
        assert [picture.box for picture in on_the_way] == [tuple(box[1:]) for box in boxes]
        for box, picture in zip(boxes, on_the_way, strict=True):
            values = passed.values[run.stages[box.stage].layer + 1][0]
            title = run.stages[box.stage].title
            channel = 0 if picture.title == title else int(picture.title.removeprefix(f"{title}, map ")) - 1
            np.testing.assert_array_equal(picture.values, values[..., channel])
            nearer = run.stages[box.stage + 1].kind
            strongest = np.abs(values[box.top : box.bottom, box.left : box.right]).sum(axis=(0, 1)).argmax()
            assert nearer in "ma" or channel == strongest


def test_nothing_outside_of_what_it_sees_changes_it(run, image):
    random = np.random.default_rng(0)
    for number, unit, row, column in every_stage(run):
        found = found_at(run, image, number, unit, row, column)
        assert found is not None
        other = random.uniform(size=image.shape).astype(np.float32)
        if number == 0:
            continue
        _, top, bottom, left, right = found.boxes[0]
        other[top:bottom, left:right] = image[top:bottom, left:right]
        again = found_at(run, other, number, unit, row, column)
        assert again is not None
        assert again.value == pytest.approx(found.value, abs=1e-5)


def test_a_sentence_adds_up(run, image):
    for number, unit, row, column in every_stage(run):
        found = found_at(run, image, number, unit, row, column)
        assert found is not None
        said = numbers(told(found)["sentence"])
        if found.stage.kind == "c":
            total, bias, whole = said[0], said[-3], said[-2]
            assert whole == pytest.approx(total + bias, abs=0.021)
        assert said[-1] == pytest.approx(
            100 * found.probabilities[unit] if found.stage.kind == "answer" else found.value, abs=0.051
        )


def test_a_convolution_shows_the_map_that_counts_most(run, image):
    number = next(i for i, stage in enumerate(run.stages) if stage.kind == "c" and i > 1)
    found = found_at(run, image, number, 1, 2, 2)
    assert found is not None
    assert found.reading is not None
    channel = int(np.abs(found.reading.sums).argmax())
    shown = {table["title"].split(" on ")[0]: table for table in told(found)["tables"]}
    assert shown["what it sees"]["title"].endswith(f"map {channel + 1}")
    for title, values in (("its kernel", found.reading.kernel), ("products", found.reading.products)):
        words = [[float(word.replace("−", "-")) for word in row] for row in shown[title]["words"]]
        np.testing.assert_allclose(words, values[..., channel], atol=0.0051)


def parts_of(record):
    """The sum as it is written: by name, as numbers."""
    adding = record["adding"]
    return {name: float(text.replace("−", "-").rstrip(" %")) for name, text in [*adding["parts"], *adding["rest"]]}


def test_any_map_before_can_be_written_out_and_the_sum_is_always_whole(run, image):
    number = next(i for i, stage in enumerate(run.stages) if stage.kind == "c" and i > 1)
    passed = run.network.run(image[None])
    count = run.shape(number - 1)[-1]
    for source in (*range(count), count):
        found = opened(run, passed, Place(number, 1, 2, 2), source=source)
        assert found is not None
        assert found.reading is not None
        record, sums = told(found), found.reading.sums
        channel = source if source < count else int(np.abs(sums).argmax())
        assert record["adding"]["source"] == channel
        products = record["tables"][2]
        words = [[float(word.replace("−", "-")) for word in row] for row in products["words"]]
        np.testing.assert_allclose(words, found.reading.products[..., channel], atol=0.0051)
        assert f"map {channel + 1}" in record["pictures"][0]["title"]
        said = parts_of(record)
        assert [said[f"map {c + 1}"] for c in range(count)] == pytest.approx(sums.tolist(), abs=0.0051)
        assert said["sum"] == pytest.approx(sum(sums) + said["bias"], abs=0.006)
        assert record["adding"]["rest"][-1] == [found.functions, signed(found.value)]


def test_a_neuron_shows_its_weights_its_products_and_their_sum(run, image):
    passed = run.network.run(image[None])
    for number, stage in enumerate(run.stages):
        if stage.kind not in ("d", "answer"):
            continue
        shape, unit = run.shape(number - 1), 4
        seen = passed.values[stage.weights][0].reshape(shape)
        weights = run.network.layers[stage.weights].parameters["weights"][:, unit].reshape(shape)
        found = opened(run, passed, Place(number, unit, 0, 0), source=1)
        assert found is not None
        record = told(found)
        largest = np.sort(np.abs(weights * seen), axis=None)[::-1][:5]
        assert [abs(each.value) for each in found.largest] == pytest.approx(largest.tolist(), rel=1e-5)
        for each in found.largest:
            at = (each.row, each.column, each.unit) if len(shape) == 3 else each.unit
            assert (each.seen, each.weight) == (seen[at], weights[at])
        if len(shape) == 1:
            assert (record["adding"], record["pictures"]) == (None, [])
            assert record["largest"][0][0] == f"number {found.largest[0].unit + 1}"
            continue
        _, its_weights, products = found.pictures
        np.testing.assert_array_equal(its_weights.values, weights[..., 1])
        np.testing.assert_array_equal(products.values, (weights * seen)[..., 1])
        said = parts_of(record)
        whole = sum(said[f"map {c + 1}"] for c in range(shape[-1])) + said["bias"]
        assert said["sum"] == pytest.approx(whole, abs=0.0051 * (shape[-1] + 2))
        assert said["sum"] == pytest.approx(float(passed.values[stage.weights + 1][0][unit]), abs=0.0051)


def test_what_reaches_beyond_the_image_is_marked():
    run: Any = DigitsSettings().run()
    found = found_at(run, run.test.x[0], 1, 0, 0, 23)
    assert found is not None
    outside = np.array(told(found)["tables"][0]["outside"])
    assert outside[:2].all()
    assert outside[:, 3:].all()
    assert not outside[2:, :3].any()


@pytest.mark.parametrize("at", [(9, 0, 0, 0), (-1, 0, 0, 0), (1, 8, 0, 0), (1, 0, 24, 0), (5, 10, 0, 0), (1, 0, -1, 0)])
def test_a_place_that_is_not_there_is_nothing(at):
    for show in ("maps", "gradients", "filters"):
        experiment: Any = SimpleNamespace(run=DigitsSettings().run(), settings=DigitsSettings(show=show))
        assert Opened(Easel(), Spot(Place(*at)), Sliding()).probe(experiment)() is None


def test_a_slope_is_what_the_answer_does_when_the_number_rises(run, image):
    passed = run.network.run(image[None])
    answer = int(passed.output[0].argmax())
    number = next(i for i, stage in enumerate(run.stages) if stage.kind == "m")
    layer = run.stages[number].layer + 1
    values = passed.values[layer].copy()
    slope = slopes(run.network, passed)[layer][0]
    place = np.unravel_index(np.abs(slope).argmax(), slope.shape)

    def logit(rise):
        x = values.astype(np.float64)
        x[(0, *place)] += rise
        for each in run.network.layers[layer:]:
            x = each.forward(x, INFERENCE)[0]
        return x[0, answer]

    assert (logit(1e-4) - logit(-1e-4)) / 2e-4 == pytest.approx(slope[place], rel=1e-3)
    row, column, unit = map(int, place)
    found = opened(run, passed, Place(number, unit, row, column))
    assert found is not None
    sentence = told(found._replace(slope=float(slope[place])))["sentence"]
    rises = "rises" if slope[place] > 0 else "falls"
    assert f"the sum behind the {answer} {rises}" in sentence


def test_a_weight_is_shown_in_its_kernel(run, image):
    passed = run.network.run(image[None])
    for number, stage in enumerate(run.stages):
        if stage.weights is None:
            assert weight(run, passed, Place(number, 0, 0, 0)) is None
            continue
        weights = run.network.layers[stage.weights].parameters["weights"]
        units, channels, height, width = kernels(run, number).shape
        unit, channel, row, column = units - 1, channels - 1, height - 1, width // 2
        found = weight(run, passed, Place(number, unit, row, column, channel))
        assert found is not None
        inside = (row * width + column) * channels + channel
        assert found.value == weights.reshape(-1, units)[inside, unit]
        record = told(found)
        assert numbers(record["sentence"])[0] == pytest.approx(found.value, abs=0.0051)
        assert f"{unit}" in record["title"] if stage.kind == "answer" else f"{unit + 1}, weights for" in record["title"]
        assert weight(run, passed, Place(number, unit, height, column, channel)) is None


def test_a_kernel_that_slides_as_in_the_network_makes_the_same_map(run, image):
    passed = run.network.run(image[None])
    number = next(i for i, stage in enumerate(run.stages) if stage.kind == "c")
    stage = run.stages[number]
    slid = Slid(run, stage, passed.values[stage.weights][0], Sliding())
    np.testing.assert_array_equal(slid.maps, passed.values[stage.layer + 1][0])


@pytest.mark.parametrize(("stride", "padded", "shape"), [(1, False, (20, 20)), (2, True, (12, 12)), (3, False, (7, 7))])
def test_a_kernel_that_slides_otherwise_is_opened_as_it_slides(stride, padded, shape):
    run: Any = DigitsSettings().run()
    passed = run.network.run(run.test.x[:1])
    far = opened(run, passed, Place(1, 2, 23, 4), Sliding(stride, padded))
    assert far is not None
    assert (far.place.row, far.place.column) == (shape[0] - 1, 4)
    row, column = (side // 2 for side in shape)
    found = opened(run, passed, Place(1, 2, row, column), Sliding(stride, padded))
    assert found is not None
    record = told(found)
    source, own = record["pictures"]
    assert (own["height"], own["width"]) == shape
    assert own["box"] == [row, row + 1, column, column + 1]
    kernel = run.network.layers[0].parameters["weights"][:, :, 0, 2]
    around = (kernel.shape[0] - 1) // 2 if padded else 0
    x = np.pad(run.test.x[0, :, :, 0], ((around, 4), (around, 4)))
    if padded and stride == 2:
        x = x[1:, 1:]  # 'same' puts the odd zero behind
    window = x[row * stride : row * stride + 5, column * stride : column * stride + 5]
    total = float((window * kernel).sum())
    assert abs(total) > 0.01
    assert found.reading is not None
    assert found.reading.total == pytest.approx(total, abs=1e-5)
    assert found.value == pytest.approx(max(total, 0), abs=1e-5)
    top, bottom, left, right = source["box"]
    assert (bottom - top <= 5, right - left <= 5) == (True, True)
    assert record["slid"] == (stride, padded, False)
