"""All methods by name, as a page can list them; on each, see `Method`."""

from nets.attribution.class_map import grad_cam
from nets.attribution.deconvnet import deconvolution
from nets.attribution.guided import guided_backpropagation
from nets.attribution.integrated import integrated_gradients
from nets.attribution.method import Method, Source
from nets.attribution.patches import occlusion
from nets.attribution.relevance import lrp_alpha_beta, lrp_epsilon, lrp_z_plus
from nets.attribution.saliency import gradient
from nets.attribution.smooth import smoothgrad
from nets.attribution.taylor import deep_taylor
from nets.attribution.times_input import gradient_times_input
from nets.errors import check_name

BACH = Source(
    "Bach, Binder, Montavon, Klauschen, Müller, Samek",
    "On pixel-wise explanations for non-linear classifier decisions by layer-wise relevance propagation",
    2015,
)
MONTAVON = Source(
    "Montavon, Lapuschkin, Binder, Samek, Müller",
    "Explaining nonlinear classification decisions with deep Taylor decomposition",
    2017,
)
ZEILER = Source("Zeiler, Fergus", "Visualizing and understanding convolutional networks", 2013)

METHODS: dict[str, Method] = {
    method.name: method
    for method in (
        Method(
            "gradient",
            "Gradient (saliency)",
            "How much the answer would rise with a little more of the pixel; minus where it would fall.",
            Source(
                "Simonyan, Vedaldi, Zisserman",
                "Deep inside convolutional networks: visualising image classification models and saliency maps",
                2013,
            ),
            gradient,
        ),
        Method(
            "smoothgrad",
            "SmoothGrad",
            "The gradient, averaged over noisy copies of the image: what remains does not hang on a few exact pixels.",
            Source("Smilkov, Thorat, Kim, Viégas, Wattenberg", "SmoothGrad: removing noise by adding noise", 2017),
            smoothgrad,
        ),
        Method(
            "guided backpropagation",
            "Guided backpropagation",
            "Sharp strokes that excite the unit; often they merely follow the image's edges: make the sanity check.",
            Source(
                "Springenberg, Dosovitskiy, Brox, Riedmiller",
                "Striving for simplicity: the all convolutional net",
                2014,
            ),
            guided_backpropagation,
        ),
        Method(
            "deconvolution",
            "Deconvolution",
            "A pattern that would excite the unit; of this image it knows little more than where the maxima were.",
            ZEILER,
            deconvolution,
        ),
        Method(
            "gradient x input",
            "Gradient × input",
            "Plus spoke for the answer, minus against it, by the slope at this image alone; pixels of 0 get 0.",
            Source(
                "Shrikumar, Greenside, Shcherbina, Kundaje",
                "Not just a black box: learning important features through propagating activation differences",
                2016,
            ),
            gradient_times_input,
        ),
        Method(
            "integrated gradients",
            "Integrated gradients",
            "Each pixel's part in the difference between this answer and the baseline's; the parts add up to it.",
            Source("Sundararajan, Taly, Yan", "Axiomatic attribution for deep networks", 2017),
            integrated_gradients,
        ),
        Method(
            "lrp epsilon",
            "Layer-wise relevance (ε)",
            "The answer, handed back layer by layer to what brought it about: plus spoke for it, minus against it.",
            BACH,
            lrp_epsilon,
        ),
        Method(
            "lrp alpha-beta",
            "Layer-wise relevance (αβ)",
            "The answer, handed back with what spoke for each unit and what against it kept apart, weighed by α and β.",
            BACH,
            lrp_alpha_beta,
        ),
        Method(
            "lrp z-plus",
            "Layer-wise relevance (z⁺)",
            "Only what excites each unit is followed back, never what spoke against it: all has the answer's sign.",
            MONTAVON,
            lrp_z_plus,
        ),
        Method(
            "deep taylor",
            "Deep Taylor decomposition",
            "Support alone, as with z⁺, but pixels of 0 count too: a stroke that is absent may be support.",
            MONTAVON,
            deep_taylor,
        ),
        Method(
            "grad-cam",
            "Class activation map (Grad-CAM)",
            "A coarse map of the places whose features speak for the answer; what speaks against is not shown.",
            Source(
                "Selvaraju, Cogswell, Das, Vedantam, Parikh, Batra",
                "Grad-CAM: visual explanations from deep networks via gradient-based localization",
                2017,
            ),
            grad_cam,
        ),
        Method(
            "occlusion",
            "Occlusion",
            "How far the answer falls when a patch covers the place; minus where it rises.",
            ZEILER,
            occlusion,
        ),
    )
}


def named(name: str) -> Method:
    """The method of that name; raises UnknownNameError."""
    check_name("method", name, METHODS)
    return METHODS[name]
