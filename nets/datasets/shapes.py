"""More shapes in the plane: moons, a checkerboard, rings; and clouds, arms and rings of as many classes as wanted.

As the classics in `toys`, each takes a count n, a noise from 0 to 0.5 and a generator, and returns points (n, 2) in
about [-6, 6]² and labels (n,).
"""

import numpy as np

from nets.arrays import Array
from nets.datasets.toys import RADIUS, halves, signs


def moons(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Two half circles, each reaching into the other; noise shakes the points by up to twice its size."""
    labels = halves(n)
    angle = random.uniform(0, np.pi, n)
    centre = 1.7 * np.stack([-labels, 0.25 * -labels], axis=1)
    points = centre + 3.4 * np.stack([np.cos(angle), np.sin(angle)], axis=1) * labels[:, None]
    return points + 2 * noise * random.uniform(-1, 1, (n, 2)), labels


def checkerboard(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """Four by four squares in two colours; noise moves the point at which the colour is judged."""
    points = random.uniform(-RADIUS, RADIUS, (n, 2))
    judged = points + RADIUS * noise / 2 * random.uniform(-1, 1, (n, 2))
    column, row = np.floor(judged / (RADIUS / 2)).T
    return points, signs((column + row) % 2 == 0)


def rings(n: int, noise: float, random: np.random.Generator) -> tuple[Array, Array]:
    """A disc and two rings around it, in turn +1, -1, +1; noise moves the distance at which a point is judged."""
    ring = np.arange(n) % 3
    radius = RADIUS / 3 * (ring + random.uniform(0.1, 0.9, n))
    angle = random.uniform(0, 2 * np.pi, n)
    judged = np.abs(radius + RADIUS * noise * random.uniform(-1, 1, n))
    points = radius[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points, signs(np.floor(judged / (RADIUS / 3)) % 2 == 0)


def blobs(n: int, noise: float, random: np.random.Generator, classes: int = 3) -> tuple[Array, Array]:
    """Round clouds on a circle, one for each class 0 to k - 1; noise spreads them until they overlap."""
    labels = np.arange(n) % classes
    angle = 2 * np.pi * labels / classes
    centre = 3.5 * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return centre + random.normal(0, 0.4 + 2 * noise, (n, 2)), labels


def pinwheel(n: int, noise: float, random: np.random.Generator, classes: int = 3) -> tuple[Array, Array]:
    """Arms that turn around one another, one for each class 0 to k - 1; noise shakes the points as it does a spiral's.

    All turn 3½ / k times, so that neighbouring arms are equally far apart for every k; they begin away from the
    centre, where they would meet.
    """
    labels = np.arange(n) % classes
    along = 0.15 + 0.85 * (np.arange(n) // classes + 0.5) / np.ceil(n / classes)
    angle = 2 * np.pi * (3.5 * along + labels) / classes
    points = RADIUS * along[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points + 2 * noise * random.uniform(-1, 1, (n, 2)), labels


def bullseye(n: int, noise: float, random: np.random.Generator, classes: int = 3) -> tuple[Array, Array]:
    """A disc, class 0, and rings around it, classes 1 to k - 1, all equally wide.

    Noise moves the distance at which a point is judged, by up to 1½ rings.
    """
    ring = np.arange(n) % classes
    width = RADIUS / classes
    distance = ring + random.uniform(0.1, 0.9, n)  # in rings
    angle = random.uniform(0, 2 * np.pi, n)
    judged = np.abs(distance + 3 * noise * random.uniform(-1, 1, n))
    points = width * distance[:, None] * np.stack([np.sin(angle), np.cos(angle)], axis=1)
    return points, np.minimum(judged.astype(int), classes - 1)
