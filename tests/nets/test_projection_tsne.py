"""t-SNE: the probabilities, the forces, and maps on which neighbours stay together."""

import numpy as np
import pytest

from nets.errors import DataError, SettingError, ShapeError, UnknownNameError
from nets.projection import TSNE, Embedding, affinities, forces
from nets.projection import points as in_points
from nets.projection.affinities import conditional, joining, joint
from nets.projection.points import distancing, squared_distances
from nets.projection.tsne import beginning
from nets.stepped import finished


def points(n=60, d=5, seed=0):
    return np.random.default_rng(seed).normal(size=(n, d)) * np.linspace(0.1, 4, d)


def blobs(each=40, d=10, seed=0):
    random = np.random.default_rng(seed)
    labels = np.repeat(np.arange(3), each)
    return (random.normal(size=(3, d)) * 6)[labels] + random.normal(size=(3 * each, d)), labels


def agreement(positions, labels):
    """The share of points whose nearest neighbour has their own label."""
    d = squared_distances(positions)
    np.fill_diagonal(d, np.inf)
    return (labels[d.argmin(axis=1)] == labels).mean()


def entropy(p):
    return -(p * np.log(np.where(p > 0, p, 1))).sum(axis=1)


def test_distances_are_those_of_a_loop():
    x = points(9)
    expected = [[((a - b) ** 2).sum() for b in x] for a in x]
    np.testing.assert_allclose(squared_distances(x + 1000), expected, atol=1e-8)


def test_in_small_parts_everything_is_the_same(monkeypatch):
    whole = squared_distances(points(50))
    p = joint(whole, 7)
    monkeypatch.setattr(in_points, "PRODUCTS", 700)
    monkeypatch.setattr(affinities, "PAIRS", 160)
    shares = list(distancing(points(50)))
    assert len(shares) > 10
    assert shares == sorted(shares)
    assert shares[-1] == 1
    np.testing.assert_allclose(finished(distancing(points(50))), whole, atol=1e-9)
    shares = list(joining(whole, 7))
    assert len(shares) == 17
    assert shares[-1] == 1
    np.testing.assert_array_equal(finished(joining(whole, 7)), p)


@pytest.mark.parametrize("perplexity", [1.01, 2, 5, 30, 57.5])
@pytest.mark.parametrize("scale", [1e-6, 1, 1e6])
def test_each_row_has_the_perplexity_that_was_asked_for(perplexity, scale):
    x = points()
    x[:3] += 100  # far from all others
    p = conditional(squared_distances(x * scale), perplexity)
    np.testing.assert_allclose(np.exp(entropy(p)), perplexity, rtol=1e-5)
    np.testing.assert_allclose(p.sum(axis=1), 1)
    assert not p.diagonal().any()
    near = np.argsort(squared_distances(x), axis=1)[:, 1:]
    assert (np.diff(np.take_along_axis(p, near, axis=1), axis=1) <= 1e-9).all()  # the nearer, the likelier


def test_the_search_for_the_perplexity_takes_few_rounds(monkeypatch):
    monkeypatch.setattr(affinities, "ROUNDS", 12)
    p = conditional(squared_distances(points(200, 10)), 30)
    np.testing.assert_allclose(np.exp(entropy(p)), 30, rtol=1e-5)


def test_joint_probabilities_are_symmetrical_and_sum_to_one():
    p = joint(squared_distances(points()), 12)
    np.testing.assert_array_equal(p, p.T)
    assert p.sum() == pytest.approx(1)
    assert (p >= 0).all()
    assert p.sum(axis=1).min() > 1 / (2 * len(p)) - 1e-12  # every point has a say


def test_points_that_are_equal_share_evenly():
    x = points(40)
    x[:12] = x[0]
    p = conditional(squared_distances(x), 5)
    expected = np.zeros(40)
    expected[1:12] = 1 / 11
    np.testing.assert_allclose(p[0], expected, atol=1e-12)
    alone = squared_distances(x).argsort(axis=1)[:, 1] >= 12  # of the others, those whose nearest is no equal one
    np.testing.assert_allclose(np.exp(entropy(p[12:][alone[12:]])), 5, rtol=1e-5)
    assert alone.sum() > 20
    p = conditional(squared_distances(x), 20)  # more neighbours than equal points
    np.testing.assert_allclose(np.exp(entropy(p)), 20, rtol=1e-5)


@pytest.mark.parametrize("n", [12, 230])
def test_the_gradient_is_the_slope_of_the_divergence(n):
    run = TSNE(points(n), 4, exact=True, start="random")
    run.step(30)
    gradient, random = run.gradient(), np.random.default_rng(0)
    y = run.positions.T
    p, among = run._p, run._bands
    for _ in range(5):
        direction = random.normal(size=y.shape)
        ahead, behind = (forces.divergence(y + side * 1e-5 * direction, p, among) for side in (1, -1))
        assert (gradient.T * direction).sum() == pytest.approx((ahead - behind) / 2e-5, rel=1e-5, abs=1e-9)


@pytest.mark.parametrize("n", [7, 205])
def test_divergence_and_gradient_are_those_of_the_whole_matrices(n):
    x = points(n)
    run = TSNE(x, 3, exact=True)
    run.step(20)
    y, p = run.positions, joint(squared_distances(x), 3)
    w = 1 / (1 + ((y[:, None] - y) ** 2).sum(axis=2))
    np.fill_diagonal(w, 0)
    q = w / w.sum()
    real = p > 0
    assert run.divergence == pytest.approx((p[real] * np.log(p[real] / q[real])).sum())
    expected = 4 * (((p - q) * w)[:, :, None] * (y[:, None] - y)).sum(axis=1)  # eq. 5
    np.testing.assert_allclose(run.gradient(), expected, atol=1e-12)
    quick = TSNE(x, 3)
    quick.step(20)
    assert quick.gradient().dtype == np.float64
    assert quick.divergence == pytest.approx(quick.divergence)


def test_the_first_step_goes_down_the_exaggerated_slope():
    run = TSNE(points(), 8, learning_rate=7, exaggeration=3, exact=True)
    before, p, among = run.positions, run._p, run._bands
    run.step()
    slope = forces.gradient(before.T, [3 * part for part in p], among).T
    np.testing.assert_allclose(run.positions, before - before.mean(axis=0) - 7 * 1.2 * slope, atol=1e-12)
    assert run.iteration == 1


def test_the_divergence_falls():
    run = TSNE(points(150, 8), 15)
    seen = []
    for _ in range(5):
        run.step(60)
        seen.append(run.divergence)
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] < 0.6 * TSNE(points(150, 8), 15).divergence
    np.testing.assert_allclose(run.positions.mean(axis=0), 0, atol=1e-9)


@pytest.mark.parametrize("start", ["pca", "random"])
def test_three_blobs_come_apart(start):
    x, labels = blobs()
    run = TSNE(x, 15, start=start)
    run.step(250)
    assert agreement(run.positions, labels) > 0.95
    centres = np.stack([run.positions[labels == k].mean(axis=0) for k in range(3)])
    nearest = ((run.positions[:, None] - centres) ** 2).sum(axis=2).argmin(axis=1)
    assert (nearest == labels).mean() > 0.95


def test_the_same_seed_gives_the_same_bits():
    one, other, third = (TSNE(points(), 8, seed) for seed in (3, 3, 4))
    one.step(40)
    for _ in range(4):
        other.step(10)
    third.step(40)
    assert one.positions.tobytes() == other.positions.tobytes()
    assert one.positions.tobytes() != third.positions.tobytes()


def test_positions_given_out_are_one_s_own():
    run = TSNE(points(), 8)
    run.positions[...] = 7
    assert np.abs(run.positions).max() < 1


def test_it_goes_on_from_where_the_points_are():
    x, labels = blobs()
    run = TSNE(np.random.default_rng(1).normal(size=x.shape), 15)
    run.step(150)
    before = run.positions
    assert agreement(before, labels) < 0.6
    run.continue_from(x, exaggerated=50)
    np.testing.assert_array_equal(run.positions, before)
    worse = run.divergence
    run.step(1)
    assert np.abs(run.positions - before).max() < np.abs(before).max()  # it moves from there, and does not begin anew
    run.step(300)
    assert run.iteration == 451
    assert run.divergence < 0.5 * worse
    assert agreement(run.positions, labels) > 0.95
    with pytest.raises(ShapeError, match="same ones"):
        run.continue_from(x[1:])


def test_a_map_drawn_from_probabilities_is_that_of_the_points():
    x, other = points(), points(seed=1)
    whole = TSNE(x, 8, 3, start="random")
    p = joint(squared_distances(x), 8)
    parted = Embedding(p, beginning(x, "random", 3))
    for run in (whole, parted):
        run.step(60)
    whole.continue_from(other, exaggerated=5)
    parted.attract(joint(squared_distances(other), 8), exaggerated=5)
    for run in (whole, parted):
        run.step(20)
    assert parted.positions.tobytes() == whole.positions.tobytes()


@pytest.mark.parametrize("x", [np.full((30, 4), 0.1), np.repeat(points(10), 3, axis=0), points(30)[:, :1], points(4)])
def test_odd_data_gives_a_map_all_the_same(x):
    run = TSNE(x, 1.5 if len(x) == 4 else 5)
    run.step(60)
    assert np.isfinite(run.positions).all()
    assert np.isfinite(run.divergence)
    if len(x) == 30:
        assert len(np.unique(run.positions, axis=0)) == 30  # equal samples do not hide one another


def test_refusals():
    for error, words, call in [
        (SettingError, "below 19 for 20 points, and better no more than 6; not 30", lambda: TSNE(points(20))),
        (SettingError, "not 1", lambda: TSNE(points(20), 1)),
        (SettingError, "at least 4 points; there are 3", lambda: TSNE(points(3), 2)),
        (SettingError, "up to 1,000 points, not 1,001", lambda: TSNE(np.zeros((1001, 2)))),
        (SettingError, "whole number", lambda: TSNE(points(), 5).step(0)),
        (SettingError, "above 0", lambda: TSNE(points(), 5, learning_rate=0)),
        (UnknownNameError, "pca, random", lambda: TSNE(points(), 5, start="noise")),
        (DataError, "NaN", lambda: TSNE(points() * np.nan, 5)),
        (SettingError, "seed", lambda: TSNE(points(), 5, -1)),
    ]:
        with pytest.raises(error, match=words):
            call()
