"""Text: a tale in numbers, laid out so that nothing is lost, and what frequencies alone can predict."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nets.datasets import ngrams, text
from nets.errors import DataError, SettingError

WORDS = st.text(st.characters(codec="utf-8"), min_size=20, max_size=200).filter(lambda s: len(set(s)) > 1)


def test_the_tale():
    tale = text.load()
    assert len(tale.content) == 82_817
    assert tale.alphabet == "\n !\"'(),-.:;?abcdefghijklmnopqrstuvwxyz"
    assert tale.content.startswith("alice was beginning to get very tired of sitting by her sister on the bank, and of")
    assert tale.content.endswith("the bright flower-beds and the cool fountains.\n")
    assert "  " not in tale.content
    assert "\n\n" not in tale.content
    assert tale.codes.dtype == np.int64
    assert (len(tale.train), len(tale.held_out)) == (74_536, 8281)


def test_a_tale_that_was_not_loaded_says_so(monkeypatch, tmp_path):
    monkeypatch.setattr(text, "FILE", tmp_path / "alice.txt")
    with pytest.raises(DataError, match=r"alice\.txt"):
        text.load()


def test_it_is_read_only_when_asked_for():
    program = "import sys, nets; assert not {'nets.datasets.text', 'nets.datasets.ngrams'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


@given(content=WORDS)
def test_a_text_comes_back(content):
    one = text.Text(content)
    assert one.alphabet == "".join(sorted(set(content)))
    assert one.decode(one.codes) == content
    assert one.decode(np.concatenate([one.train, one.held_out])) == content
    np.testing.assert_array_equal(one.codes, [one.alphabet.index(character) for character in content])
    assert len(one.held_out) == len(content) // 10
    assert len(one.encode("")) == 0
    assert one.decode([]) == ""


def test_what_is_not_in_the_alphabet_is_refused():
    one = text.Text("abc" * 10)
    with pytest.raises(DataError, match=r"'x', 'y'.*'abc'"):
        one.encode("yabcx")
    for wrong in (np.array(codes) for codes in ([0, 3], [-1], [0.5], [[1]])):
        with pytest.raises(DataError, match="0 to 2"):
            one.decode(wrong)
    for short in ("", "ab" * 9, "a" * 30):
        with pytest.raises(DataError, match="at least 20"):
            text.Text(short)


@given(batch=st.integers(1, 7), length=st.integers(1, 9), more=st.integers(1, 200))
def test_streams_go_on_where_they_ended(batch, length, more):
    codes = np.arange(batch * length + more)
    x, y = text.streams(codes, batch, length)
    assert x.shape == y.shape == ((len(codes) - 1) // (batch * length), batch, length)
    np.testing.assert_array_equal(y, x + 1)
    together = x.swapaxes(0, 1).reshape(batch, -1)
    np.testing.assert_array_equal(together.ravel(), np.arange(x.size))
    assert len(codes) - x.size <= batch * length
    assert x.flags.c_contiguous
    assert y.flags.c_contiguous


def test_texts_too_short_for_streams_are_refused():
    with pytest.raises(DataError, match="need 13 characters; there are 12"):
        text.streams(np.arange(12), 4, 3)
    for batch, length in ((0, 3), (4, 0)):
        with pytest.raises(SettingError, match="at least 1"):
            text.streams(np.arange(100), batch, length)


@given(codes=st.lists(st.integers(0, 4), min_size=1, max_size=60), strength=st.floats(0.01, 10))
def test_chances_sum_to_one_and_none_is_zero(codes, strength):
    model = ngrams.Trigram(np.array(codes), 5, strength)
    assert model.table.shape == (5, 5, 5)
    np.testing.assert_allclose(model.table.sum(axis=-1), 1, rtol=1e-12)
    assert model.table.min() > 0


def test_a_trigram_by_hand():
    model = ngrams.Trigram(np.array([0, 1, 0, 1, 0, 0]), 3)
    one = (np.array([4, 2, 0]) + 2 / 3) / 8  # 6 characters of 2 kinds, T = 2
    after_0 = (np.array([1, 2, 0]) + 2 * one) / 5
    after_01 = (np.array([2, 0, 0]) + 1 * after_0_or_1(one)) / 3
    np.testing.assert_allclose(model.table[0, 1], after_01)
    np.testing.assert_allclose(model.table[2, 0], after_0)  # "2 0" never occurred
    np.testing.assert_allclose(model.table[2, 2], one)
    np.testing.assert_allclose(model.losses(np.array([0, 1, 2, 0])), -np.log([after_01[2], model.table[1, 2, 0]]))


def after_0_or_1(one):
    """P(w | 1): after 1 came 0 twice and nothing else."""
    return (np.array([2, 0, 0]) + 1 * one) / 3


def test_the_baseline_of_the_tale():
    tale = text.load()
    assert ngrams.chosen(tale).strength == 1.0
    assert ngrams.baseline(tale) == pytest.approx(1.8340, abs=5e-5)
    model = ngrams.chosen(tale)
    expected = [model.table[tuple(tale.codes[at - 2 : at + 1])] for at in range(len(tale.train), len(tale.codes))]
    assert ngrams.baseline(tale) == pytest.approx(-np.log(expected).mean())


def test_the_baseline_sees_nothing_of_what_is_held_out():
    tale = text.load()
    cut = len(tale.train)
    other = text.Text(tale.content[:cut] + tale.content[cut:][::-1])
    assert other.alphabet == tale.alphabet
    np.testing.assert_array_equal(ngrams.chosen(tale).table, ngrams.chosen(other).table)


def test_impossible_trigrams_are_refused():
    for size, strength in ((129, 1), (0, 1), (3, 0), (3, float("nan"))):
        with pytest.raises(SettingError, match="1 to 128"):
            ngrams.Trigram(np.zeros(5, int), size, strength)
    for codes in (np.zeros(0, int), np.array([3]), np.array([-1]), np.zeros((2, 2), int)):
        with pytest.raises(DataError, match="0 to 2"):
            ngrams.Trigram(codes, 3)
    with pytest.raises(DataError, match="at least 3"):
        ngrams.Trigram(np.array([0, 1]), 2).losses(np.array([0, 1]))
