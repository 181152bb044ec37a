"""Principal components, and the units that respond alike."""

import numpy as np
import pytest

from nets.errors import DataError, SettingError, ShapeError
from nets.projection import Neurons, Tree, average_linkage, principal_components


def cloud(seed=0, n=80, d=6):
    random = np.random.default_rng(seed)
    return random.exponential(size=(n, d)) @ random.normal(size=(d, d)) + 3


@pytest.mark.parametrize("shape", [(80, 6), (7, 40), (300, 310), (310, 300), (5, 2, 3, 4)])
def test_components_are_those_of_the_singular_values(shape):
    x = np.random.default_rng(1).exponential(size=shape) * np.linspace(1, 3, shape[-1])
    flat = x.reshape(len(x), -1)
    found = principal_components(x, 3)
    u, s, v = np.linalg.svd(flat - flat.mean(axis=0), full_matrices=False)
    loose = 1e-2 if min(flat.shape) > 256 else 1e-9  # hardly a direction stands out: values settle before vectors do
    np.testing.assert_allclose(found.shares, (s**2 / (s**2).sum())[:3], rtol=1e-6)
    np.testing.assert_allclose(np.abs(found.positions), np.abs(u * s)[:, :3], atol=loose * s[0])
    np.testing.assert_allclose(np.abs(found.directions), np.abs(v[:3]), atol=loose)
    np.testing.assert_allclose(found.directions @ found.directions.T, np.eye(3), atol=1e-9)
    np.testing.assert_allclose(found.positions.mean(axis=0), 0, atol=1e-9 * s[0])
    np.testing.assert_allclose(found.project(x), found.positions, atol=1e-9 * s[0])


def test_a_turned_cloud_has_the_same_positions_and_all_shares_are_one():
    x = cloud()
    turn, _ = np.linalg.qr(np.random.default_rng(3).normal(size=(6, 6)))
    found, turned = principal_components(x, 6), principal_components(x @ turn + 100, 6)
    np.testing.assert_allclose(found.positions, turned.positions, atol=1e-8)
    assert found.shares.sum() == pytest.approx(1)
    assert (np.diff(found.shares) <= 0).all()


def test_signs_follow_the_longer_tail_and_small_changes_do_not_flip_them():
    x = cloud(4)
    found = principal_components(x)
    assert ((found.positions**3).sum(axis=0) >= 0).all()
    np.testing.assert_allclose(principal_components(-x).directions, -found.directions, atol=1e-9)
    random = np.random.default_rng(5)
    for _ in range(20):
        near = principal_components(x + random.normal(0, 0.01, x.shape)).positions
        np.testing.assert_allclose(near, found.positions, atol=0.2)


def test_signs_like_those_of_others_stay_though_the_tail_changes_sides():
    x = cloud(4)
    reference = principal_components(x).positions
    plain, kept = principal_components(-x), principal_components(-x, like=-reference)
    np.testing.assert_allclose(plain.positions, reference, atol=1e-9)
    np.testing.assert_allclose(kept.positions, -reference, atol=1e-9)
    np.testing.assert_allclose(kept.project(-x), kept.positions, atol=1e-9)
    with pytest.raises(ShapeError, match="same samples"):
        principal_components(x, like=reference[1:])


@pytest.mark.parametrize("mirrored", [False, True])
def test_components_turned_like_others_lie_where_those_do_and_explain_as_much(mirrored):
    x = cloud(4)
    found = principal_components(x)
    turn = np.array([[np.cos(2.5), -np.sin(2.5)], [np.sin(2.5), np.cos(2.5)]]) * ([1, -1] if mirrored else [1, 1])
    turned = found.turned_like(3 * found.positions @ turn)  # sizes do not matter
    np.testing.assert_allclose(turned.positions, found.positions @ turn, atol=1e-9)
    np.testing.assert_allclose(turned.project(x), turned.positions, atol=1e-9)
    np.testing.assert_allclose(turned.directions @ turned.directions.T, np.eye(2), atol=1e-9)
    np.testing.assert_allclose(turned.shares.sum(), found.shares.sum())
    np.testing.assert_allclose(turned.shares, turned.positions.var(axis=0) / x.var(axis=0).sum())
    with pytest.raises(ShapeError, match="same samples"):
        found.turned_like(found.positions[1:])


def test_points_that_do_not_differ_can_be_turned_like_any():
    turned = principal_components(np.ones((5, 3))).turned_like(cloud(n=5, d=2))
    assert not turned.positions.any()
    assert not turned.shares.any()


def test_a_symmetrical_cloud_has_a_sign_all_the_same():
    x = np.array([[-3.0, 1], [3, -1], [0.1, 0.3], [-0.1, -0.3]])
    found = principal_components(x)
    assert [row[np.abs(row).argmax()] > 0 for row in found.directions] == [True, True]


def test_fewer_dimensions_than_asked_for():
    line = principal_components(np.array([1.0, 2, 6]))
    np.testing.assert_allclose(line.positions, [[-2, 0], [-1, 0], [3, 0]])
    np.testing.assert_array_equal(line.shares, [1, 0])
    one, constant = principal_components(np.ones((1, 5))), principal_components(np.full((9, 4), 0.1))
    for still in (one, constant):
        assert not still.positions.any()
        assert not still.shares.any()
    x = cloud()
    x[:, [1, 4]] = 7
    assert np.linalg.matrix_rank(x - x.mean(axis=0)) == 4
    shares = principal_components(x, 6).shares
    assert (shares[:4] > 0).all()
    assert not shares[4:].any()


def test_refusals():
    for error, call in [
        (SettingError, lambda: principal_components(cloud(), 0)),
        (DataError, lambda: principal_components(np.array([[np.nan, 1], [2, 3]]))),
        (ShapeError, lambda: principal_components(np.zeros((0, 3)))),
        (ShapeError, lambda: principal_components(cloud()).project(np.zeros((2, 5)))),
        (SettingError, lambda: Neurons(np.zeros((2, 301)))),
        (ShapeError, lambda: Neurons(np.zeros(4))),
        (DataError, lambda: Neurons(np.full((4, 2), np.inf))),
        (ShapeError, lambda: average_linkage(np.zeros((2, 3)))),
        (DataError, lambda: average_linkage(np.array([[0.0, 1], [2, 0]]))),
        (SettingError, lambda: average_linkage(np.zeros((4, 4))).cut(5)),
        (SettingError, lambda: average_linkage(np.zeros((4, 4))).members(7)),
    ]:
        with pytest.raises(error):
            call()


def test_correlations_are_numpy_s():
    x = np.random.default_rng(0).normal(size=(50, 9)) @ np.random.default_rng(1).normal(size=(9, 9))
    found = Neurons(x)
    np.testing.assert_allclose(found.correlation, np.corrcoef(x.T), atol=1e-12)
    maps = Neurons(x.reshape(5, 5, 2, 9))
    np.testing.assert_array_equal(maps.correlation, found.correlation)
    assert not found.dead.any()


def test_dead_units_are_like_no_other():
    x = np.random.default_rng(0).normal(size=(50, 5))
    x[:, 1], x[:, 3] = 0, 0.1
    found = Neurons(x)
    np.testing.assert_array_equal(found.dead, [False, True, False, True, False])
    np.testing.assert_array_equal(found.correlation[1], np.eye(5)[1])
    np.testing.assert_array_equal(found.correlation[3], np.eye(5)[3])
    assert np.isfinite(found.positions).all()
    assert Neurons(np.zeros((3, 1))).positions.shape == (1, 2)


def textbook(distances):
    """Clusters as sets, distances as means over all pairs, computed anew every time."""
    sets = {leaf: [leaf] for leaf in range(len(distances))}
    mergers = []
    while len(sets) > 1:
        far = {(a, b): np.mean(distances[np.ix_(sets[a], sets[b])]) for a in sets for b in sets if a < b}
        a, b = min(far, key=lambda pair: far[pair])
        mergers.append((far[a, b], frozenset(sets[a] + sets[b])))
        sets[len(distances) + len(mergers) - 1] = sets.pop(a) + sets.pop(b)
    return mergers


def random_distances(seed, count):
    d = np.random.default_rng(seed).random((count, count))
    return d + d.T - np.diag(2 * d.diagonal())


@pytest.mark.parametrize(("seed", "count"), [(0, 2), (1, 5), (2, 13), (3, 24)])
def test_the_tree_is_the_textbook_s(seed, count):
    d = random_distances(seed, count)
    tree, expected = average_linkage(d), textbook(d)
    np.testing.assert_allclose(tree.heights, [height for height, _ in expected])
    assert [frozenset(tree.members(count + m)) for m in range(count - 1)] == [members for _, members in expected]


@pytest.mark.parametrize("seed", range(5))
def test_every_cluster_lies_side_by_side(seed):
    d = random_distances(seed, 30)
    tree = average_linkage(d)
    assert sorted(tree.order) == list(range(30))
    assert tree.members(58) == list(tree.order)
    for count in range(1, 31):
        labels = tree.cut(count)
        assert set(labels) == set(range(count))
        assert (np.diff(labels[tree.order]) >= 0).all()
        if count < 30:  # one more opens one, and leaves the others
            now, then = set(tree.clusters(count)), set(tree.clusters(count + 1))
            assert (len(now - then), len(then - now)) == (1, 2)
            assert set(tree.children[max(now) - 30]) == then - now


def test_units_of_three_kinds_are_told_apart():
    random = np.random.default_rng(0)
    kinds = np.repeat([0, 1, 2], 8)
    x = random.normal(size=(200, 3))[:, kinds] + random.normal(0, 0.3, (200, 24))
    mixed = random.permutation(24)
    found, kinds = Neurons(x[:, mixed]), kinds[mixed]
    tree: Tree = found.tree
    labels = tree.cut(3)
    assert len({(int(a), int(b)) for a, b in zip(kinds, labels, strict=True)}) == 3
    inside = found.correlation[labels[:, None] == labels]
    assert inside.min() > 0.7
    assert np.abs(found.correlation[labels[:, None] != labels]).max() < 0.4
    centres = np.stack([found.positions[labels == k].mean(axis=0) for k in range(3)])
    assert (np.linalg.norm(found.positions - centres[labels], axis=1) < 0.3).all()
    assert np.linalg.norm(centres[:, None] - centres, axis=2)[~np.eye(3, dtype=bool)].min() > 1


def test_units_are_placed_as_their_standard_responses_are():
    x = cloud(7, 60, 8)
    z = (x - x.mean(axis=0)) / x.std(axis=0) / np.sqrt(len(x))
    found = Neurons(x).positions
    expected = principal_components(z.T).positions
    np.testing.assert_allclose(np.abs(found), np.abs(expected), atol=1e-9)
    assert Neurons(x[:, [0, 0]]).positions == pytest.approx(0)
