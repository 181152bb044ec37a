"""Which pixels mattered for an answer? Methods that say so, one a file; METHODS lists them.

    picture = METHODS["gradient"](network, images, 7).picture           # of class 7, in the shape of the images

All are called in one way, (network, x, unit, layer=None, settings of their own), and none changes the network. Read
`target` and `saliency` first; then `affine`, `sharing` and `relevance` are one story, that of relevance propagation.
"""

from typing import TYPE_CHECKING

from nets.lazy import lazy

if TYPE_CHECKING:
    from nets.attribution.class_map import ClassMap, grad_cam
    from nets.attribution.deconvnet import deconvolution
    from nets.attribution.enlarge import enlarged
    from nets.attribution.guided import guided_backpropagation
    from nets.attribution.integrated import Integrated, integrated_gradients
    from nets.attribution.method import Method, Source
    from nets.attribution.methods import METHODS, named
    from nets.attribution.patches import Occlusion, occlusion
    from nets.attribution.randomised import Sanity, sanity
    from nets.attribution.ranks import rank_correlation
    from nets.attribution.relevance import Relevance, lrp_alpha_beta, lrp_epsilon, lrp_z_plus
    from nets.attribution.saliency import gradient
    from nets.attribution.smooth import smoothgrad
    from nets.attribution.target import Attribution, Target
    from nets.attribution.taylor import deep_taylor
    from nets.attribution.times_input import gradient_times_input
else:
    __all__, __getattr__, __dir__ = lazy(
        __name__,
        {
            "nets.attribution.class_map": ["ClassMap", "grad_cam"],
            "nets.attribution.deconvnet": ["deconvolution"],
            "nets.attribution.enlarge": ["enlarged"],
            "nets.attribution.guided": ["guided_backpropagation"],
            "nets.attribution.integrated": ["Integrated", "integrated_gradients"],
            "nets.attribution.method": ["Method", "Source"],
            "nets.attribution.methods": ["METHODS", "named"],
            "nets.attribution.patches": ["Occlusion", "occlusion"],
            "nets.attribution.ranks": ["rank_correlation"],
            "nets.attribution.relevance": ["Relevance", "lrp_alpha_beta", "lrp_epsilon", "lrp_z_plus"],
            "nets.attribution.saliency": ["gradient"],
            "nets.attribution.randomised": ["Sanity", "sanity"],
            "nets.attribution.smooth": ["smoothgrad"],
            "nets.attribution.target": ["Attribution", "Target"],
            "nets.attribution.taylor": ["deep_taylor"],
            "nets.attribution.times_input": ["gradient_times_input"],
        },
    )
