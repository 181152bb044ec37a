"""The confusion matrix counts every test image once, and every list holds the images that it names."""

import base64

import numpy as np
import pytest

from playground.core.digits.mistakes import reading
from playground.views.mistakes import MOST, confusion, gallery
from tests.playground.visits import SMALL, Visit


@pytest.fixture(scope="module")
def visit():
    visit = Visit(f"{SMALL}&panel=mistakes")
    visit.experiment.run.trainer.run(60)
    visit.experiment.publish()
    rest(visit)
    return visit


def rest(visit):
    while visit.house.tick() >= 0:
        visit.hear("drawn", visit.said("frame"))


def logits(visit):
    run = visit.experiment.run
    return np.concatenate([run.network.forward(run.test.x[i : i + 100]) for i in range(0, 2000, 100)]).astype(float)


def test_every_image_is_counted_once(visit):
    answers, labels = logits(visit).argmax(axis=1), visit.experiment.run.test.y
    record = visit.said("confusion")
    counts = np.array(record["counts"])
    assert counts.sum() == len(labels)
    for label in range(10):
        assert counts[label].tolist() == np.bincount(answers[labels == label], minlength=10).tolist()
        assert record["recall"][label] == f"{100 * (answers[labels == label] == label).mean():.0f}"
        read = labels[answers == label] == label
        assert record["precision"][label] == (f"{100 * read.mean():.0f}" if len(read) else "–")
    assert record["step"] == 60


def test_the_lists_hold_what_they_say_the_hardest_first(visit):
    z, labels = logits(visit), visit.experiment.run.test.y
    answers = z.argmax(axis=1)
    losses = np.log(np.exp(z - z.max(1, keepdims=True)).sum(1)) - (z - z.max(1, keepdims=True))[np.arange(2000), labels]
    visit.hear("list", "hardest")
    numbers = [item[0] for item in visit.said("gallery")["items"]]
    assert len(numbers) == MOST
    np.testing.assert_allclose(losses[numbers], np.sort(losses)[::-1][:MOST], rtol=1e-4)
    assert visit.said("gallery")["title"] == f"The hardest {MOST} of 2,000"
    visit.hear("list more")
    more = [item[0] for item in visit.said("gallery")["items"]]
    assert more[:MOST] == numbers
    assert (len(more), visit.said("gallery")["more"]) == (2 * MOST, 2000 - 2 * MOST)
    counts = np.array(visit.said("confusion")["counts"])
    np.fill_diagonal(counts, 0)
    label, answer = np.unravel_index(counts.argmax(), counts.shape)
    visit.hear("list", [int(label), int(answer)])
    record = visit.said("gallery")
    assert len(record["items"]) + record["more"] == counts.max()
    assert len(record["items"]) <= MOST, "as many as at first, of another list"
    assert f"{counts.max()} × a {label}, read as {answer}" in record["title"]
    numbers = [item[0] for item in record["items"]]
    assert (labels[numbers] == label).all()
    assert (answers[numbers] == answer).all()
    pixels = np.frombuffer(base64.b64decode(record["pixels"]), np.uint8).reshape(-1, 24, 24)
    np.testing.assert_allclose(pixels / 255, visit.experiment.run.test.x[numbers, :, :, 0], atol=0.003)
    visit.hear("list", "wrong")
    items = visit.said("gallery")["items"]
    assert all(label != answer for _, label, answer, _ in items)
    visit.hear("look at", items[0][0])
    assert visit.said("truth") == items[0][1]
    assert visit.said("answer")["digit"] == items[0][2]


def test_a_network_whose_numbers_broke_reads_nothing(visit):
    run = visit.experiment.run
    kept = run.network.parameters.copy()
    run.network.parameters[...] = np.nan
    parts = reading(run)
    while True:
        try:
            next(parts)
        except StopIteration as result:
            found = result.value
            break
    run.network.parameters[...] = kept
    record = confusion(found)
    assert record["unread"] == len(run.test.x)
    assert np.sum(record["counts"]) == 0
    assert gallery(found, "wrong", run.test.x)["items"][0][2:] == [None, None]
