"""What a sweep runs, and in which order."""

from playground.core.plane.plan import Plan
from playground.core.plane.settings import PlaneSettings
from tests.playground.test_sweep import ACTIVATIONS, RATES, Guest


def test_runs_go_through_the_seeds_then_the_first_setting_then_the_second():
    plan = Plan.of(PlaneSettings(weights=9999), [ACTIVATIONS, RATES], 2, 200)
    said = [(trial.settings.activation, trial.settings.learning_rate, trial.settings.weights) for trial in plan.trials]
    assert said[:5] == [
        ("tanh", 0.01, 9999),
        ("tanh", 0.01, 0),
        ("relu", 0.01, 9999),
        ("relu", 0.01, 0),
        ("tanh", 0.1, 9999),
    ]
    assert plan.count == len(said) == len(set(said)) == 12
    assert {trial.settings.seed for trial in plan.trials} == {PlaneSettings().seed}


def test_every_setting_that_can_be_chosen_can_be_swept():
    settings = PlaneSettings(dataset="spiral", hidden=[2], optimizer="adam")
    guest = Guest("dataset=spiral&hidden=2&optimizer=adam")
    for choice in guest.said("sweep_choices"):
        texts = [text for text, _ in choice["values"]]
        assert texts[choice["present"]] == settings.declared()[choice["name"]].write(getattr(settings, choice["name"]))
        plan = Plan.of(settings, [(choice["name"], texts)], 1, 200)
        assert list(plan.axes[0].words) == [words for _, words in choice["values"]]
