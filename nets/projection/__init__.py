"""Where samples and units live: what has many dimensions, drawn in two.

    activations (N, …) ─► principal_components ─► positions (N, 2), at once
                       ─► TSNE ─────────────────► positions (N, 2), step by step
                       ─► Neurons ──────────────► a tree of the units, their order, their positions (U, 2)

All take activations as a network's pass gives them, and know nothing of networks. What takes long is there in parts,
too: `pca.finding_components`, `points.distancing`, `affinities.joining`, and `Embedding`, the map that these make.
"""

from typing import TYPE_CHECKING

from nets.lazy import lazy

if TYPE_CHECKING:
    from nets.projection.clusters import Tree, average_linkage
    from nets.projection.neurons import Neurons
    from nets.projection.pca import Components, principal_components
    from nets.projection.tsne import TSNE, Embedding
else:
    __all__, __getattr__, __dir__ = lazy(
        __name__,
        {
            "nets.projection.clusters": ["Tree", "average_linkage"],
            "nets.projection.neurons": ["Neurons"],
            "nets.projection.pca": ["Components", "principal_components"],
            "nets.projection.tsne": ["TSNE", "Embedding"],
        },
    )
