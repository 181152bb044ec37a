"""The rules of a step that have settings of their own: optimizers, and schedules of the learning rate."""

BETAS = (0.0, 0.5, 0.8, 0.9, 0.95, 0.99)
SLOW_BETAS = (0.9, 0.99, 0.999, 0.9999)
DECAYS = (0.0, 0.001, 0.01, 0.03, 0.1)
SPANS = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000)
"""Steps that a schedule takes."""
FACTORS = (0.1, 0.2, 0.5, 0.8, 0.9)
LEASTS = (0.0, 0.01, 0.1, 0.5)
OWN = {
    "momentum": {"beta": "beta"},
    "nesterov": {"beta": "beta"},
    "rmsprop": {"rho": "rho"},
    "adam": {"beta1": "beta", "beta2": "beta2"},
    "adamw": {"beta1": "beta", "beta2": "beta2", "decay": "decay"},
}
"""An optimizer's own settings, by the engine's names, and ours for them."""
OF_SCHEDULE = {
    "step": {"steps": "decay_steps", "factor": "decay_factor"},
    "cosine": {"steps": "cosine_steps", "least": "cosine_least"},
    "warm-up": {"steps": "warm_up_steps", "then": "after_warm_up"},
}
"""The same of a schedule; what comes after a warm-up is a schedule with settings of its own."""


def unused(optimizer: str, schedule: str, then: str) -> set[str]:
    """Our names for what other optimizers and schedules have; `then` comes after a warm-up."""
    schedules = (schedule, then) if schedule == "warm-up" else (schedule,)
    used = [OWN.get(optimizer, {}), *(OF_SCHEDULE.get(each, {}) for each in schedules)]
    known = {name for names in (*OWN.values(), *OF_SCHEDULE.values()) for name in names.values()}
    return known.difference(*(names.values() for names in used))
