"""What a unit looks for: images made for it from noise, and the samples that come nearest.

    Maximisation   an image that excites one unit more and more
    Inversion      an image that a layer cannot tell from a given one
    Dream          a given image, with more of what a layer sees in it
    Exciting       the samples that excite each unit most, and where

The first three are made step by step, and change nothing in the network.
"""

from typing import TYPE_CHECKING

from nets.lazy import lazy

if TYPE_CHECKING:
    from nets.synthesis.dream import Dream
    from nets.synthesis.exciting import Excited, Exciting
    from nets.synthesis.invert import Inversion, Misfit
    from nets.synthesis.maximise import Maximisation
else:
    __all__, __getattr__, __dir__ = lazy(
        __name__,
        {
            "nets.synthesis.dream": ["Dream"],
            "nets.synthesis.exciting": ["Excited", "Exciting"],
            "nets.synthesis.invert": ["Inversion", "Misfit"],
            "nets.synthesis.maximise": ["Maximisation"],
        },
    )
