"""A network that reads a tale beats a model of frequencies; it can be read to in pieces, and it writes."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nets import characters, recipes
from nets.datasets import ngrams, text
from nets.errors import DataError, SettingError, ShapeError
from nets.layers import GRU, LSTM, Dense, Embedding, Flatten, OneHot, SimpleRNN
from nets.network import Network

ABC = text.Text("abcabcaabbcc" * 5)


def reader(layer=GRU, length=4, seed=0, **options):
    """A network of three characters that has learned nothing."""
    layers = [Embedding(3, 2), layer(5, sequence=True, carry=True), Dense(3)]
    network = Network(layers, (length,), seed=seed, **options)
    network.parameters += np.random.default_rng(seed).normal(0, 1, network.parameters.shape)
    return network


def bigram(chances):
    """A network that gives each character after a, b and c these chances."""
    network = Network([OneHot(3), Dense(3)], (1,), dtype=np.float64)
    network.parameters[:9] = np.log(chances).ravel()
    return network


def test_it_beats_the_trigram_model_on_text_that_it_never_saw():
    tale = text.load()
    run = recipes.text_trainer(tale)
    before = characters.held_out_loss(run.network, tale)
    for _ in range(recipes.TEXT_EPOCHS):
        run.run_epoch()
    after = characters.held_out_loss(run.network, tale)
    assert run.untraced == set()
    assert run.divergence is None
    assert before == pytest.approx(np.log(39), abs=0.3)
    assert after < ngrams.baseline(tale) - 0.15
    alone = characters.losses(run.network, tale.held_out)
    assert alone.mean() < ngrams.baseline(tale) - 0.15
    words = "".join(characters.sample(run.network, tale, "alice ", 400, temperature=0.5)).split()
    assert len(set(words[1:-1]) & set(tale.content.split())) > len(set(words)) / 2


def test_the_loss_is_that_of_the_chances():
    chances = np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7], [0.6, 0.3, 0.1]])
    found = characters.losses(bigram(chances), np.array([0, 0, 1, 2, 1]))
    np.testing.assert_allclose(found, -np.log([0.5, 0.25, 0.7, 0.3]), rtol=1e-12)


def test_the_held_out_part_is_read_alone_and_all_of_it_is_foreseen():
    network = reader(dtype=np.float64)
    assert ABC.train[-1] == 2
    expected = characters.losses(network, np.concatenate([[2], ABC.held_out])).mean()
    assert characters.held_out_loss(network, ABC) == pytest.approx(expected, rel=1e-12)
    other = text.Text(ABC.content[:53][::-1] + ABC.content[53:])
    assert characters.held_out_loss(network, other) == characters.held_out_loss(network, ABC)


@pytest.mark.parametrize("layer", [SimpleRNN, GRU, LSTM])
@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), n=st.integers(2, 30), piece=st.integers(1, 40), length=st.integers(1, 6))
def test_pieces_change_nothing(layer, seed, n, piece, length):
    codes = np.random.default_rng(seed).integers(0, 3, n)
    network = reader(layer, length, seed, dtype=np.float64)
    before = network.parameters.tobytes()
    found = characters.losses(network, codes, piece)
    assert found.shape == (n - 1,)
    np.testing.assert_allclose(found, characters.losses(network, codes, n - 1), rtol=0, atol=1e-12)
    np.testing.assert_array_equal(found, characters.losses(network, codes, piece))
    assert network.parameters.tobytes() == before


def test_the_same_arguments_write_the_same_text():
    network = reader()
    before = network.parameters.tobytes()
    texts = {seed: "".join(characters.sample(network, ABC, "ab", 60, seed=seed)) for seed in (0, 1)}
    assert texts[0] == "".join(characters.sample(network, ABC, "ab", 60, seed=0))
    assert texts[0][:20] == "".join(characters.sample(network, ABC, "ab", 20, seed=0))
    assert texts[0] != texts[1]
    assert {len(each) for each in texts.values()} == {60}
    assert network.parameters.tobytes() == before
    assert list(characters.sample(network, ABC, "ab", 0)) == []


def test_training_on_does_not_change_a_text_that_was_begun():
    network = reader()
    expected = "".join(characters.sample(network, ABC, "c", 40))
    writing = characters.sample(network, ABC, "c", 40)
    begun = next(writing)
    network.initialise(7)
    assert begun + "".join(writing) == expected


@pytest.mark.parametrize("layer", [SimpleRNN, GRU, LSTM])
def test_without_temperature_the_likeliest_character_is_taken(layer):
    network = reader(layer, seed=3)
    written = "".join(characters.sample(network, ABC, "abba", 30, temperature=0))
    codes = ABC.encode("abba" + written)
    logits = characters.of_length(network, len(codes)).forward(codes[None])[0]
    np.testing.assert_array_equal(logits.argmax(axis=1)[3:-1], codes[4:])


@pytest.mark.parametrize("temperature", [0.5, 1.0, 3.0])
def test_characters_come_as_often_as_they_should(temperature):
    chances = np.array([[0.5, 0.25, 0.25], [0.1, 0.2, 0.7], [0.6, 0.3, 0.1]])
    written = "".join(characters.sample(bigram(chances), ABC, "a", 6000, temperature=temperature))
    seen = ngrams.counts(ABC.encode("a" + written), 3, 2)
    wanted = chances ** (1 / temperature)
    np.testing.assert_allclose(
        seen / seen.sum(axis=1, keepdims=True), wanted / wanted.sum(axis=1, keepdims=True), atol=0.04
    )


def test_what_cannot_read_or_write_is_refused():
    forgetful = Network([OneHot(3), GRU(4, sequence=True), Dense(3)], (4,))
    for layers, error in (
        ([OneHot(3), GRU(4, carry=True), Dense(3)], ShapeError),
        ([OneHot(3), Flatten(), Dense(3)], ShapeError),
        (forgetful.layers, SettingError),
    ):
        network = Network(layers, (4,))
        with pytest.raises(error):
            characters.losses(network, np.array([0, 1, 2]))
        with pytest.raises(error):
            characters.sample(network, ABC, "a", 5)
    for codes in (np.array([0]), np.array([0, 3]), np.array([[0, 1]]), np.array([0.5, 1])):
        with pytest.raises(DataError, match="0 to 2"):
            characters.losses(reader(), codes)
    for start in ("", "x"):
        with pytest.raises(DataError):
            characters.sample(reader(), ABC, start, 5)
    for temperature in (-1, float("nan"), np.inf):
        with pytest.raises(SettingError, match="temperature"):
            characters.sample(reader(), ABC, "a", 5, temperature)
    with pytest.raises(SettingError, match="seed"):
        characters.sample(reader(), ABC, "a", 5, seed=-1)
    with pytest.raises(SettingError, match="number of characters"):
        characters.sample(reader(), ABC, "a", -1)
    with pytest.raises(SettingError, match="piece"):
        characters.losses(reader(), ABC.codes, 0)
    with pytest.raises(ShapeError, match="3 outputs"):
        characters.sample(reader(), text.Text("abcd" * 9), "a", 5)
