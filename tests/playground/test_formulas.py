"""Every part has formulas, every formula a text, every text a use."""

import json
from pathlib import Path

from playground.core.formulas import FORMULAS
from playground.core.parts import parts_of
from playground.core.plane.settings import PlaneSettings

TEXTS = json.loads((Path(__file__).parents[2] / "playground" / "web" / "engine" / "formulas.json").read_text())


def test_every_part_of_every_run_has_formulas():
    for activation in PlaneSettings.declared()["activation"].words:
        for loss in PlaneSettings.declared()["loss"].words:
            for optimizer in PlaneSettings.declared()["optimizer"].words:
                for part in parts_of(PlaneSettings(activation=activation, loss=loss, optimizer=optimizer)):
                    assert FORMULAS[part.key].lines
                    assert FORMULAS[part.key].letters
                    assert FORMULAS[part.key].origin


def test_every_formula_is_there_and_used():
    used = {name for formula in FORMULAS.values() for _, name in formula.lines}
    letters = {name for formula in FORMULAS.values() for name, _ in formula.letters}
    assert used | letters == TEXTS.keys()
    assert all(text.count("{") == text.count("}") for text in TEXTS.values())


def test_letters_say_what_they_mean_once_in_each_part():
    for formula in FORMULAS.values():
        names = [name for name, _ in formula.letters]
        assert len(set(names)) == len(names)
        assert all(words for _, words in formula.letters)
