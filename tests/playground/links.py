"""Links that nobody meant: parts of true ones, changed, repeated, cut and mixed with what an address may hold."""

import random
from urllib.parse import quote

NAMES = (
    *("dataset", "noise", "train_share", "batch_size", "features", "hidden", "activation", "loss", "learning_rate"),
    *("optimizer", "schedule", "regularisation", "regularisation_rate", "initialiser", "standardise", "label_noise"),
    *(
        "imbalance",
        "points",
        "seed",
        "weights",
        "speed",
        "show_test",
        "v",
        "version",
        "step",
        "log",
        "at",
        "nonsense",
        "",
    ),
)

VALUES = (
    *("spiral", "circle", "x1,x2", "x1,x1", "sin x1", "8,8", "3", "0", "1", "10.0", "0.03", "tanh", "relu", "yes"),
    *("adam", "cosine", "l2", "0.001", "he", "own", "cAAAAAAABAAAAAABAAAAAAACAAAAAAB", "nAAAAAAAAA~x~0~1~y~0~1", "c~"),
    *("cross-entropy", "mean squared error", "", ",", ",,,", "-1", "1e400", "-0", "nan", "inf", "1_0", "0x10", "٣"),
    *("99999999999999999999", "8,8,8,8,8,8,8", "None", "null", "[]", "{}", '{"a":1}', "../..", "<b>bold</b>", "%"),
    *("%zz", "%00", "%ff", "\u202e", "🙂", " ", "\n", "&amp;", "=", "#", "x" * 2000, "1," * 500, "network", "½"),
)


def link(chance: random.Random) -> str:
    """One fragment, with or without its #."""
    parts = [_part(chance) for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 12)))]
    fragment = chance.choice(("&", "&", "&", ";", "&&", "")).join(parts)
    if chance.random() < 0.15 and fragment:  # cut, or with a letter of anything in it
        at = chance.randrange(len(fragment))
        fragment = fragment[:at] + chance.choice(("", chr(chance.randrange(1, 0xD7FF)) + fragment[at:]))
    return chance.choice(("", "#", "##")) + fragment


def _part(chance: random.Random) -> str:
    name, value = chance.choice(NAMES), chance.choice(VALUES)
    return f"{name}{chance.choice(('=', '=', '=', '=', '', '=='))}{quote(value) if chance.random() < 0.5 else value}"
