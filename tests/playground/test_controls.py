"""Controls are made from the declarations: each shows its setting, and proposes what a person sets."""

from typing import Any

import pytest

from playground.controls.panel import Controls
from playground.core.plane.points import Points
from playground.core.plane.settings import PlaneSettings

OTHERS = {
    "dataset": "xor", "noise": 20, "train_share": 70, "batch_size": 33, "features": ["x1", "x1x2"],
    "activation": "relu", "loss": "cross-entropy", "learning_rate": 0.3, "seed": 9999, "speed": 1, "show_test": True,
    "label_noise": 15, "imbalance": 30, "standardise": True, "optimizer": "adam", "schedule": "cosine",
    "regularisation": "l2", "regularisation_rate": 0.03, "initialiser": "he", "discretise": True, "classes": 3,
    "beta": 0.5, "rho": 0.99, "beta2": 0.9, "decay": 0.1,
    "decay_steps": 200, "decay_factor": 0.1, "cosine_steps": 100, "cosine_least": 0.5, "warm_up_steps": 200,
    "after_warm_up": "step",
}  # fmt: skip


class Panel:
    """Controls, and what they have proposed."""

    def __init__(self):
        self.proposed: list[dict[str, Any]] = []
        self.controls = Controls(PlaneSettings(), lambda **changes: self.proposed.append(changes))
        for name, declared in PlaneSettings.declared().items():
            if declared.control:
                assert self.controls[name] is self.controls[name]


@pytest.fixture
def panel():
    return Panel()


def test_every_setting_that_declares_a_control_has_one_named_by_its_label(panel):
    declared = {name for name, setting in PlaneSettings.declared().items() if setting.control not in ("", "selects")}
    assert set(panel.controls.widgets) == declared == {*OTHERS, "points"}
    with pytest.raises(KeyError):
        panel.controls["weights"]
    for name in OTHERS:
        widget = panel.controls.widgets[name]
        assert PlaneSettings.declared()[name].label in (widget.label, *widget.tags), name


def test_what_is_shown_is_what_the_settings_say_and_nothing_is_proposed(panel):
    panel.controls.show(PlaneSettings(**OTHERS))
    assert panel.proposed == []
    for name, value in OTHERS.items():
        widget = panel.controls.widgets[name]
        words = getattr(PlaneSettings.declared()[name], "words", None)
        shown = list(words)[widget.value] if name == "speed" and words else widget.value
        assert shown == value
    assert panel.controls["dataset pictures"].value == "xor"


def test_what_a_person_sets_is_proposed(panel):
    for name, value in OTHERS.items():
        if name in PlaneSettings().idle:
            continue
        panel.proposed.clear()
        words = getattr(PlaneSettings.declared()[name], "words", None)
        panel.controls.widgets[name].value = list(words).index(value) if name == "speed" and words else value
        assert panel.proposed == [{name: value}]
    panel.proposed.clear()
    panel.controls["dataset pictures"].value = "circle"
    assert panel.proposed == [{"dataset": "circle"}]


@pytest.mark.parametrize("value", [99999, -3, None])
def test_a_number_field_hands_on_what_cannot_be_so_that_somebody_says_why(panel, value):
    panel.controls.widgets["seed"].value = value
    assert panel.proposed == [{"seed": value}]
    panel.controls.show(PlaneSettings())
    assert panel.controls.widgets["seed"].value == 1


def test_choices_are_offered_in_words_and_sliders_keep_to_their_bounds(panel):
    widgets = panel.controls.widgets
    for name in ("activation", "learning_rate", "features"):
        assert widgets[name].options == {words: value for value, words in PlaneSettings.declared()[name].words.items()}
    offered = [value for group in widgets["dataset"].groups.values() for value in group.values()]
    assert offered == list(PlaneSettings.declared()["dataset"].words)
    for name in ("noise", "train_share", "batch_size"):
        declared = PlaneSettings.declared()[name]
        assert ((widgets[name].start, widgets[name].end), widgets[name].step) == (declared.bounds, declared.step)
    assert (widgets["speed"].start, widgets["speed"].end) == (0, len(PlaneSettings.declared()["speed"].words) - 1)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [("noise", 20, "20 %"), ("batch_size", 33, "33"), ("speed", 0, "max"), ("speed", 1, "1 step/s")],
)
def test_a_slider_says_its_value_beside_its_name_and_to_screen_readers(panel, name, value, words):
    panel.controls.show(PlaneSettings(**{name: value}))
    widget, label = panel.controls.widgets[name], PlaneSettings.declared()[name].label
    assert widget.tags == [label, words]
    assert panel.controls[name][0].object == f"<span>{label}</span><b>{words}</b>"


def test_only_what_fits_the_dataset_is_offered_and_nothing_is_proposed_by_that(panel):
    settings, views, widgets = PlaneSettings(dataset="blobs"), panel.controls, panel.controls.widgets
    panel.controls.show(settings)
    assert widgets["loss"].options == {"cross-entropy": "softmax cross-entropy"}
    assert widgets["loss"].value == "softmax cross-entropy"
    assert list(views["dataset pictures"].options.values()) == ["blobs", "pinwheel", "bullseye", "own"]
    assert views["classes"].visible
    panel.controls.show(settings.replace(dataset="chirp"))
    assert list(widgets["loss"].options.values()) == ["mean squared error", "huber"]
    assert list(widgets["features"].options.values()) == ["x1", "x1^2", "sin x1"]
    assert widgets["features"].value == ["x1", "sin x1"]
    assert [views[name].visible for name in ("classes", "label_noise", "imbalance", "discretise", "noise")] == [
        *[False] * 4, True,
    ]  # fmt: skip
    panel.controls.show(settings.replace(dataset="spiral"))
    assert widgets["features"].value == PlaneSettings().features
    assert widgets["loss"].value == "mean squared error"
    assert panel.proposed == []


def test_the_pictures_are_those_of_the_group_and_choosing_one_is_a_proposal(panel):
    pictures = panel.controls["dataset pictures"]
    assert list(pictures.options.values()) == [*PlaneSettings.declared()["dataset"].groups["Two classes"], "own"]
    panel.controls.show(PlaneSettings(dataset="sine"))
    assert pictures.value == "sine"
    assert "".join(pictures.stylesheets).count("--picture-image: url") == 6
    pictures.value = "bump"
    assert panel.proposed == [{"dataset": "bump"}]


def test_there_is_a_select_for_every_layer_and_it_says_what_counts_for_all(panel):
    row = panel.controls["activations"]
    assert [select.label for select in row.objects] == ["Activation 1", "Activation 2"]
    row.objects[1].value = "relu"
    assert panel.proposed == [{"activations": ["", "relu"]}]
    panel.controls.show(PlaneSettings(hidden=[3, 3, 3], activation="sine", activations=["relu", "sine", "elu"]))
    assert [select.value for select in row.objects] == ["relu", "", "elu"]
    assert next(iter(row.objects[1].options)) == "sine, as all"
    row.objects[2].value = ""
    assert panel.proposed[1:] == [{"activations": ["relu"]}]
    panel.controls.show(PlaneSettings(hidden=[3]))
    assert not row.visible
    assert len(panel.proposed) == 2


def test_controls_that_are_made_late_propose_nothing():
    proposed = []
    settings = PlaneSettings(hidden=[2, 2], activations=["relu", "elu"])
    assert [select.value for select in Controls(settings, proposed.append)["activations"].objects] == ["relu", "elu"]
    assert proposed == []


def test_own_points_have_a_picture_a_group_by_what_they_are_and_a_button_that_asks():
    asked = []
    controls = Controls(PlaneSettings(), lambda **_: None, asked.append)
    pictures, button = controls["dataset pictures"], controls["points"]
    pencil = pictures.stylesheets
    own = Points("classes", ((0, 0, 0), (1, 0, 1), (2, 0, 2), (3, 0, 2)))
    controls.show(PlaneSettings(points=own))
    assert pictures.stylesheets != pencil
    assert not button.visible
    controls.show(PlaneSettings(points=own, dataset="own"))
    assert list(pictures.options.values()) == ["blobs", "pinwheel", "bullseye", "own"]
    assert button.visible
    button.clicks += 1
    assert asked == ["points"]
