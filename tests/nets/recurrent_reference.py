"""Recurrent layers written down once more: one sample at a time, gate by gate, as the papers have them, nothing shared.

Arrays may be complex. A direction times i ε, added to everything, comes out as the slope along that direction, times ε,
exact to the last digits (Squire and Trapp, 1998); and what loses its imaginary part is a constant for the slope.
"""

import numpy as np

TINY = 1e-30


def sigma(z):
    return 1 / (1 + np.exp(-z))


def simple_rnn(x, states, p):
    (h,) = states
    return (np.tanh(x @ p["weights"] + h @ p["recurrent_weights"] + p["biases"]),)


def gru(x, states, p):
    (h,) = states
    W_r, W_u, W_n = np.split(p["weights"], 3, axis=1)
    R_r, R_u, R_n = np.split(p["recurrent_weights"], 3, axis=1)
    b_r, b_u, b_n = np.split(p["biases"], 3)
    r = sigma(x @ W_r + h @ R_r + b_r)
    u = sigma(x @ W_u + h @ R_u + b_u)
    n = np.tanh(x @ W_n + b_n + r * (h @ R_n + p["recurrent_biases"]))
    return ((1 - u) * n + u * h,)


def lstm(x, states, p):
    h, c = states
    W_i, W_f, W_o, W_g = np.split(p["weights"], 4, axis=1)
    R_i, R_f, R_o, R_g = np.split(p["recurrent_weights"], 4, axis=1)
    b_i, b_f, b_o, b_g = np.split(p["biases"], 4)
    i = sigma(x @ W_i + h @ R_i + b_i)
    f = sigma(x @ W_f + h @ R_f + b_f)
    o = sigma(x @ W_o + h @ R_o + b_o)
    g = np.tanh(x @ W_g + h @ R_g + b_g)
    c = f * c + i * g
    return o * np.tanh(c), c


STEPS = {"simple rnn": (simple_rnn, 1), "gru": (gru, 1), "lstm": (lstm, 2)}


def unroll(kind, p, x, *, cuts=()):
    """(N, T, D) -> (N, T, units), from zeros; at the steps `cuts` the memory becomes a constant."""
    step, memories = STEPS[kind]
    outputs = []
    for sample in x:
        states = (np.zeros(len(p["recurrent_weights"])),) * memories
        given = []
        for t, each in enumerate(sample):
            states = tuple(state.real for state in states) if t in cuts else states
            states = step(each, states, p)
            given.append(states[0])
        outputs.append(given)
    return np.array(outputs)


def slope(function, values, directions):
    """d/ds of function(values + s directions), lists of arrays, at s = 0."""
    moved = [value + 1j * TINY * direction for value, direction in zip(values, directions, strict=True)]
    return function(*moved).imag / TINY
