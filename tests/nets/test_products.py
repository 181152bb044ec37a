"""Products in the forms for WebAssembly give what matmul gives, however their matrices lie in memory."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets.fast import forms, products
from nets.fast.tape import Tape
from nets.fast.traced import Recorder, plain

ORDERS = st.sampled_from("CF")
SIDES = st.integers(1, 9)


@pytest.fixture
def without_blas(monkeypatch):
    monkeypatch.setattr(forms, "HAS_BLAS", False)
    monkeypatch.setattr(products, "LARGE", 12)
    monkeypatch.setattr(products, "LONG", 4)


def taped(a, b, out=None):
    """A tape of a @ b, twice with the same b, and where the results lie; with `out`, the first is copied there."""
    recorder = Recorder(np.float64)
    first = recorder.lift(a) @ recorder.lift(b)
    second = (first * 2)[..., : a.shape[-1]] @ recorder.lift(b)
    results = [plain(first), plain(second)]
    if out is not None:
        recorder.write(np.copyto, (results[0],), out)
    tape = Tape(recorder, [a, b] if out is None else [a, b, out], results if out is None else [out])
    return tape, ([tape.now(each) for each in results] if out is None else [out])


@pytest.mark.usefixtures("without_blas")
@settings(max_examples=150, deadline=None)
@given(outer=st.lists(SIDES, min_size=1, max_size=2), inner=SIDES, columns=SIDES, orders=st.tuples(ORDERS, ORDERS))
def test_products_are_products(outer, inner, columns, orders):
    random = np.random.default_rng(0)
    a, b = np.empty((*outer, inner), order=orders[0]), np.empty((inner, max(columns, inner)), order=orders[1])
    a[...], b[...] = random.normal(0, 1, a.shape), random.normal(0, 1, b.shape)
    tape, (first, second) = taped(a, b)
    for _ in range(2):
        a[...], b[...] = random.normal(0, 1, a.shape), random.normal(0, 1, b.shape)
        tape.play()
        np.testing.assert_allclose(first, a @ b, atol=1e-12)
        np.testing.assert_allclose(second, (2 * (a @ b))[..., :inner] @ b, atol=1e-11)


@pytest.mark.usefixtures("without_blas")
@settings(max_examples=100, deadline=None)
@given(rows=SIDES, inner=SIDES, columns=SIDES, orders=st.tuples(ORDERS, ORDERS, ORDERS))
def test_products_go_where_they_are_wanted(rows, inner, columns, orders):
    random = np.random.default_rng(0)
    shapes = (rows, inner), (inner, max(columns, inner)), (rows, max(columns, inner))
    a, b, out = (np.zeros(shape, order=order) for shape, order in zip(shapes, orders, strict=True))
    tape, _ = taped(a, b, out)
    a[...], b[...] = random.normal(0, 1, a.shape), random.normal(0, 1, b.shape)
    tape.play()
    np.testing.assert_allclose(out, a @ b, atol=1e-12)


def test_large_products_take_the_form_for_their_shape(monkeypatch):
    def form(rows, inner, columns):
        tape, _ = taped(np.zeros((rows, inner)), np.zeros((inner, columns)))
        last: Any = tape.calls[-1]
        return last.func.__name__

    assert form(128, 64, 192) == "matmul" or not forms.HAS_BLAS
    monkeypatch.setattr(forms, "HAS_BLAS", False)
    assert form(128, 64, 192) == "dot_rows"
    assert form(128, 39, 192) == "sum_rows"
    assert form(10, 8, 8) == form(20, 40, 90) == "matmul"


@pytest.mark.usefixtures("without_blas")
def test_what_all_steps_need_is_copied_once():
    recorder, weights, start = Recorder(np.float64), np.ones((6, 6)), np.ones((5, 6))
    x = recorder.lift(start)
    for _ in range(4):
        x = np.tanh(x @ recorder.lift(weights))
    calls: Any = Tape(recorder, [weights, start], [plain(x)]).calls
    assert [call.func for call in calls].count(forms.dot_rows) == 4
    assert sum(call.func is np.copyto and np.shares_memory(call.args[1], weights) for call in calls) == 1
