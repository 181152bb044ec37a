"""Shifts: images that lie a little elsewhere in every epoch, so that a network does not learn their exact places.

Of an image with a margin of m pixels around what matters, training sees a crop (H - 2m, W - 2m) at a random place (as
A. Krizhevsky, I. Sutskever and G. Hinton, 2012, section 4.1), evaluation the one in the middle. Where an image lies in
an epoch is a pure function of seed and epoch.

    view = windows(images, margin)                          # once
    places = offsets(len(images), margin, seed, epoch)      # once an epoch
    batch = crops(view, rows, places[rows])                 # for every mini-batch
"""

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from nets import seeds
from nets.arrays import Array
from nets.errors import SettingError, ShapeError, is_whole


def windows(images: Array, margin: int) -> Array:
    """All crops of all images as a view that copies nothing.

    (N, H, W, C) -> (N, 2m + 1, 2m + 1, H - 2m, W - 2m, C): image, offset from the top, from the left, and the crop.
    Raises ShapeError, or SettingError for a margin that leaves no pixel.
    """
    height, width = inside(images, margin)
    return sliding_window_view(images, (height, width), (1, 2)).transpose(0, 1, 2, 4, 5, 3)


def offsets(count: int, margin: int, seed: int, epoch: int) -> Array:
    """(count, 2) whole numbers from 0 to 2m: how far from the top and from the left each image's crop begins."""
    return seeds.generator(seed, seeds.AUGMENT, epoch).integers(0, 2 * margin + 1, (count, 2))


def crops(view: Array, rows: Array, places: Array) -> Array:
    """The crops of the images `rows` (B,) at `places` (B, 2), which are theirs: (B, H - 2m, W - 2m, C), a copy.

    `view` is what `windows` gave. One call of NumPy does it all, since it is made for every mini-batch.
    """
    return view[rows, places[:, 0], places[:, 1]]


def centre(images: Array, margin: int) -> Array:
    """The crop in the middle of every image, for evaluation: (N, H, W, C) -> (N, H - 2m, W - 2m, C), a view."""
    height, width = inside(images, margin)
    return images[:, margin : margin + height, margin : margin + width]


def inside(images: Array, margin: int) -> tuple[int, int]:
    """Height and width of a crop; raises ShapeError or SettingError."""
    if np.ndim(images) != 4:
        raise ShapeError(f"images are an array (N, H, W, C), got {np.shape(images)}")
    side = min(images.shape[1:3])
    if not is_whole(margin) or not 0 <= margin <= (side - 1) // 2:
        raise SettingError(f"the margin of these images is 0 to {(side - 1) // 2} pixels, not {margin!r}")
    return images.shape[1] - 2 * margin, images.shape[2] - 2 * margin
