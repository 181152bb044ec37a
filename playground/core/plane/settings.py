"""The settings of the playground: one declaration each."""

from functools import cached_property
from typing import TYPE_CHECKING, Any

from nets import datasets
from nets.datasets.dataset import CLASSES, NUMBERS, SIGNS
from nets.features import OF_X1
from nets.training.places import is_place
from playground.core.declare import LIVE, VIEW, Choice, Each, Flag, Layers, Names, Several, Whole
from playground.core.drawn import Drawn
from playground.core.plane.controls import BUTTONS, CONTROLS
from playground.core.plane.numbers import number_named
from playground.core.plane.points import MOST_CLASSES
from playground.core.plane.rules import BETAS, DECAYS, FACTORS, LEASTS, SLOW_BETAS, SPANS, unused
from playground.core.settings import Settings, bookmark_list, speed_choice

if TYPE_CHECKING:
    from playground.core.run import Owned, Run

LEARNING_RATES = (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
REGULARISATION_RATES = (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0)
MAX_LAYERS = 6
MAX_NEURONS = 8
ACTIVATIONS = {
    "tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU", "leaky relu": "Leaky ReLU", "elu": "ELU",
    "gelu": "GELU", "softplus": "softplus", "sine": "sine", "linear": "linear",
}  # fmt: skip
CROSS_ENTROPY, SOFTMAX = "cross-entropy", "softmax cross-entropy"
FITTING = {
    SIGNS: ("mean squared error", CROSS_ENTROPY, "hinge", "huber"),
    CLASSES: (SOFTMAX,),
    NUMBERS: ("mean squared error", "huber"),
}
"""The losses of each task."""
TASKS = {
    **dict.fromkeys(datasets.NAMES, SIGNS),
    **dict.fromkeys(datasets.MANY, CLASSES),
    **dict.fromkeys((*datasets.SURFACES, *datasets.CURVES), NUMBERS),
}
"""What is to be learned of each dataset; of one's own, the points say it."""
OF_TASK = {"Two classes": SIGNS, "Several classes": CLASSES, "Numbers": NUMBERS}
"""The groups of datasets in the plane, and what is learned of them."""
USUAL, YOURS = "spiral", "own"
"""The dataset of the first visit, which also stands in for one's own as long as there is none."""


class PlaneSettings(Settings):
    """A run on points of the plane or of a line, and how it is looked at."""

    subject = "plane"

    dataset = Choice(
        {
            "circle": "Circle", "xor": "XOR", "gaussian": "Gaussian", "spiral": "Spiral",
            "moons": "Moons", "checkerboard": "Checkerboard", "rings": "Rings",
            "blobs": "Blobs", "pinwheel": "Pinwheel", "bullseye": "Bullseye",
            "plane": "Plane", "multi-gaussian": "Multi-Gaussian",
            "sine": "Sine", "step": "Step", "bump": "Bump", "zigzag": "Zigzag", "chirp": "Chirp",
            YOURS: "Your own",
        },
        groups={
            "Two classes": datasets.NAMES, "Several classes": datasets.MANY,
            "Numbers": datasets.SURFACES, "Curves": datasets.CURVES, "Your own": (YOURS,),
        },
        default=USUAL, label="Dataset", control="pictures",
        doc="The points that the network learns to tell apart, or to which it learns the numbers.",
    )  # fmt: skip
    points = Drawn(label="Points", doc="Your own points, for the dataset of that name.")
    classes = Whole(
        3, bounds=(2, MOST_CLASSES), step=1, label="Classes",
        doc="How many classes there are, where there are several.",
    )  # fmt: skip
    noise = Whole(
        0, bounds=(0, 50), step=5, unit=" %", label="Noise",
        doc="How far points stray from their shape.",
    )  # fmt: skip
    label_noise = Whole(
        0, bounds=(0, 50), step=5, unit=" %", label="Label noise",
        doc="How many points, of training and test alike, have the wrong label.",
    )  # fmt: skip
    imbalance = Whole(
        0, bounds=(0, 90), step=10, unit=" %", label="Class imbalance",
        doc="How many points of the last class are missing beside those of the first; of two, of −1 beside +1.",
    )  # fmt: skip
    train_share = Whole(
        50, bounds=(10, 90), step=10, unit=" %", label="Training share",
        doc="How many of the points are trained on; the others test.",
    )  # fmt: skip
    batch_size = Whole(
        10, bounds=(1, 64), step=1, scope=LIVE, label="Batch size",
        doc="Points that one step learns from.",
    )  # fmt: skip
    features = Several(
        {
            "x1": "x₁", "x2": "x₂", "x1^2": "x₁²", "x2^2": "x₂²", "x1x2": "x₁x₂",
            "sin x1": "sin x₁", "sin x2": "sin x₂",
        },
        default=["x1", "x2", "sin x1", "sin x2"], label="Features", doc="What the network is told about a point.",
    )  # fmt: skip
    standardise = Flag(
        False, label="Standardise",
        doc="Bring every feature to mean 0 and variance 1, as measured on the training points.",
    )  # fmt: skip
    hidden = Layers(
        [6, 5], bounds=(0, MAX_LAYERS), most=MAX_NEURONS, label="Hidden layers",
        doc="Neurons of every hidden layer.",
    )  # fmt: skip
    activation = Choice(
        ACTIVATIONS, default="tanh", label="Activation", doc="What a hidden neuron makes of its weighted sum.",
    )  # fmt: skip
    activations = Each(
        ACTIVATIONS, of="hidden", like="activation", bounds=(0, MAX_LAYERS), label="Activation by layer",
        doc="What the neurons of a hidden layer make of it, layer by layer, where that is another activation.",
    )  # fmt: skip
    loss = Choice(
        {
            "mean squared error": "mean squared error", CROSS_ENTROPY: "cross-entropy",
            SOFTMAX: "cross-entropy", "hinge": "hinge", "huber": "Huber",
        },
        default="mean squared error", label="Loss",
        doc="What training makes small; where it does not fit the dataset, one that does.",
    )  # fmt: skip
    learning_rate = Choice(
        {rate: f"{rate:.5f}".rstrip("0").rstrip(".") for rate in LEARNING_RATES},
        default=0.03, scope=LIVE, label="Learning rate", doc="How far a step goes against the gradient.",
    )  # fmt: skip
    optimizer = Choice(
        {
            "sgd": "SGD", "momentum": "Momentum", "nesterov": "Nesterov", "adagrad": "AdaGrad", "rmsprop": "RMSProp",
            "adam": "Adam", "adamw": "AdamW",
        },
        default="sgd", scope=LIVE, label="Optimizer", doc="What makes a step of the gradient.",
    )  # fmt: skip
    beta = Choice(
        {beta: f"{beta:g}" for beta in BETAS},
        default=0.9, scope=LIVE, label="Momentum β", doc="How much of the velocity, or of the mean gradient, stays.",
    )  # fmt: skip
    rho = Choice(
        {rho: f"{rho:g}" for rho in BETAS}, default=0.9, scope=LIVE, label="Squares ρ",
        doc="How much of the squares stays that RMSProp remembers.",
    )  # fmt: skip
    beta2 = Choice(
        {beta: f"{beta:g}" for beta in SLOW_BETAS}, default=0.999, scope=LIVE, label="Squares β₂",
        doc="How much of the squares stays that Adam remembers.",
    )  # fmt: skip
    decay = Choice(
        {decay: f"{decay:g}" for decay in DECAYS}, default=0.01, scope=LIVE, label="Weight decay",
        doc="How much of every weight AdamW takes away, times the learning rate.",
    )  # fmt: skip
    schedule = Choice(
        {"constant": "constant", "step": "step decay", "cosine": "cosine", "warm-up": "warm-up"},
        default="constant", scope=LIVE, label="Schedule",
        doc="How the learning rate goes on: constant, down in steps, down along a cosine, or first up from 0.",
    )  # fmt: skip
    decay_steps = Choice(
        {steps: f"{steps:,}" for steps in SPANS}, default=1000, scope=LIVE, label="Decay steps",
        doc="After every so many steps a step decay multiplies the learning rate.",
    )  # fmt: skip
    decay_factor = Choice(
        {factor: f"{factor:g}" for factor in FACTORS}, default=0.5, scope=LIVE, label="Decay factor",
        doc="What a step decay multiplies the learning rate with.",
    )  # fmt: skip
    cosine_steps = Choice(
        {steps: f"{steps:,}" for steps in SPANS}, default=5000, scope=LIVE, label="Cosine steps",
        doc="So many steps a cosine takes down to its end.",
    )  # fmt: skip
    cosine_least = Choice(
        {least: f"{least:g}" for least in LEASTS}, default=0.0, scope=LIVE, label="Cosine end",
        doc="The part of the learning rate that a cosine leaves at its end.",
    )  # fmt: skip
    warm_up_steps = Choice(
        {steps: f"{steps:,}" for steps in SPANS}, default=500, scope=LIVE, label="Warm-up steps",
        doc="So many steps the learning rate takes from 0 to all of it.",
    )  # fmt: skip
    after_warm_up = Choice(
        {"constant": "constant", "step": "step decay", "cosine": "cosine"}, default="constant", scope=LIVE,
        label="After warm-up", doc="How the learning rate goes on after a warm-up.",
    )  # fmt: skip
    regularisation = Choice(
        {"none": "none", "l1": "L1", "l2": "L2"}, default="none", scope=LIVE, label="Regularisation",
        doc="What keeps weights small: a penalty on their magnitudes, or on their squares.",
    )  # fmt: skip
    regularisation_rate = Choice(
        {rate: f"{rate:g}" for rate in REGULARISATION_RATES},
        default=0.001, scope=LIVE, label="Regularisation rate", doc="How much the penalty counts beside the loss.",
    )  # fmt: skip
    initialiser = Choice(
        {
            "xavier": "Xavier", "he": "He", "lecun": "LeCun", "orthogonal": "orthogonal", "uniform": "uniform",
            "normal": "normal", "zeros": "zeros",
        },
        default="xavier", label="Initialiser", doc="How the first weights are drawn.",
    )  # fmt: skip
    seed = Whole(
        1, bounds=(0, 9999), step=1, control="number", label="Seed",
        doc="Of the data, their split and the order of training.",
    )  # fmt: skip
    weights = Whole(0, bounds=(0, 9999), step=1, control="", label="Weights", doc="Which draw of initial weights.")
    speed = speed_choice(500)
    bookmarks = bookmark_list()
    discretise = Flag(
        False, scope=VIEW, label="Discretise output", doc="Draw the answer alone, without how sure it is."
    )
    show_test = Flag(False, scope=VIEW, label="Show test points", doc="Draw the points that are not trained on, too.")

    show = Several(
        {
            "header": "header", "play": "play", "timeline": "timeline", "speed": "speed", "data": "data",
            "settings": "settings", "network": "network", "output": "output", "loss": "loss",
        },
        default=[], least=0, scope=VIEW, control="", label="Show",
        doc="Which parts of the page are shown, for who embeds it; all, if none is named.",
    )  # fmt: skip
    hide = Names(
        {name: name for name in (*CONTROLS, *BUTTONS)}, default=[], least=0, scope=VIEW, control="", label="Hide",
        doc="Which single controls are not shown, by the names of their settings or of the page’s buttons; "
        "hyphens do, too.",
    )  # fmt: skip

    @property
    def is_own(self) -> bool:
        """Whether one's own points are learned: they are chosen, and there are enough of them."""
        return self.dataset == YOURS and self.points.suffice

    @cached_property
    def task(self) -> str:
        """What is to be learned, see `nets.datasets.Dataset`."""
        return self.points.task if self.is_own else TASKS.get(self.dataset, TASKS[USUAL])

    @property
    def is_curve(self) -> bool:
        """Whether points lie on a line, and have x₁ alone."""
        return self.dataset in datasets.CURVES

    @property
    def outputs(self) -> int:
        """How many outputs the network has."""
        if self.task != CLASSES:
            return 1
        return self.points.classes if self.is_own else self.classes

    @property
    def shape(self) -> tuple[int, ...]:
        """How many units every column of the network has, features first, outputs last."""
        return (len(self.features), *self.hidden, self.outputs)

    def activation_of(self, layer: int) -> str:
        """The activation of a hidden layer, counted from 0."""
        own = self.activations[layer : layer + 1]
        return own[0] if own and own[0] else self.activation

    def possible(self, name: str) -> list[Any]:
        """Losses of the task, features that the points have, and one's own dataset if it is one."""
        found = super().possible(name)
        if name == "dataset" and not self.points.suffice:
            return [USUAL, *(dataset for dataset in found if dataset not in (USUAL, YOURS))]
        if name == "loss":
            return [loss for loss in found if loss in FITTING[self.task]]
        if name == "features" and self.is_curve:
            return [feature for feature in found if feature in OF_X1]
        return found

    def beside(self, name: str) -> list[Any]:
        """One's own dataset stands beside all others, and has those of its task beside it."""
        found = super().beside(name)
        if name != "dataset":
            return found
        of_task = next(group for group, task in OF_TASK.items() if task == self.task)
        return [*(self.declared()[name].groups[of_task] if self.dataset == YOURS else found), YOURS]

    @property
    def lacking(self) -> dict[str, str]:
        """One's own dataset, if it is chosen and is none."""
        if self.dataset != YOURS or self.is_own:
            return {}
        return {"dataset": f"cannot be “{self.declared()['dataset'].words[YOURS]}”: {self.points.lack}"}

    @property
    def idle(self) -> set[str]:
        """What only classes have, or only several, what only a region has, and what other rules of a step have."""
        found = {SIGNS: ["classes"], CLASSES: [], NUMBERS: ["classes", "label_noise", "imbalance"]}[self.task]
        own = ["classes", "noise", "label_noise", "imbalance"] if self.is_own else ["points"]
        others = unused(self.optimizer, self.schedule, self.after_warm_up)
        alone = len(self.hidden) < 2
        return {*found, *own, *others, *["discretise"] * self.is_curve, *["activations"] * alone}

    def entry(self, name: str) -> Any:
        """What a log may name: the declaration of a live setting, or a weight or bias; KeyError for all else."""
        return number_named(self.fitted, name) if is_place(name) else super().entry(name)

    def run(self, own: "Owned | None" = None) -> "Run":
        """The run of these settings, see `PlaneRun`."""
        from playground.core.plane.run import PlaneRun

        return PlaneRun(self, own or {})
