"""What an address may hide: the settings that have a control in the page, and the page's own buttons."""

CONTROLS = (
    *("dataset", "points", "classes", "noise", "label_noise", "imbalance", "train_share", "batch_size", "features"),
    *("standardise", "hidden", "activation", "activations", "loss", "learning_rate", "optimizer", "beta", "rho"),
    *("beta2", "decay", "schedule", "decay_steps", "decay_factor", "cosine_steps", "cosine_least", "warm_up_steps"),
    *("after_warm_up", "regularisation", "regularisation_rate", "initialiser", "seed", "weights", "speed"),
    *("discretise", "show_test"),
)

BUTTONS = (
    *("reset", "step_back", "play", "step", "step_epoch", "backwards", "bookmark", "courses", "one_step", "more"),
    *("undo", "redo", "share", "save", "theme", "projector", "keys", "tour"),
)
"""By their names in the page, where `web/shown.css` finds them; `weights` is the button for new ones."""
