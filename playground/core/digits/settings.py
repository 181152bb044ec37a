"""The settings of the digits page: one declaration each."""

from typing import TYPE_CHECKING, Any, ClassVar

import param

from nets.training.log import parting
from playground.core.declare import LIVE, RUN, VIEW, Choice, Whole
from playground.core.digits.blocks import MOST_BLOCKS, MOST_NEURONS, Block, check
from playground.core.settings import Settings, bookmark_list, speed_choice

if TYPE_CHECKING:
    from nets.training.log import Change
    from playground.core.keepsake import Standing
    from playground.core.run import Owned, Run

LEARNING_RATES = (0.0001, 0.0003, 0.001, 0.002, 0.003, 0.005, 0.01, 0.03, 0.1)
DEFAULT = ["c8x5p", "m2", "c16x5p", "m3"]


class Blocks(param.List):
    """A row of blocks, as a list of texts; raises `blocks.ImpossibleError`, which is a ValueError."""

    __slots__ = ["control", "scope"]
    _slot_defaults: ClassVar = {**param.List._slot_defaults, "scope": RUN, "control": ""}

    def __init__(self, default: list[str] | None = None, *, scope: str = RUN, control: str = "", **more: Any) -> None:
        super().__init__(default=default or [], item_type=str, constant=True, **more)
        self.scope, self.control = scope, control

    def _validate(self, val: Any) -> None:
        super()._validate(val)
        check([Block.read(text) for text in val])

    def write(self, value: list[str]) -> str:
        """The value as an address carries it."""
        return ",".join(value)

    def read(self, text: str) -> list[str]:
        """The value that a text of an address stands for."""
        return text.split(",") if text else []

    def allowed(self) -> str:
        """What it may be, for people."""
        return "blocks such as " + ",".join(DEFAULT)


class DigitsSettings(Settings):
    """A run on handwritten digits, and how it is looked at."""

    subject = "digits"

    blocks = Blocks(DEFAULT, label="Network", doc="Convolutions, poolings and dense layers, in their order.")
    activation = Choice(
        {"relu": "ReLU", "leaky relu": "Leaky ReLU", "tanh": "tanh", "sigmoid": "sigmoid"},
        default="relu", label="Activation", doc="What every map and hidden neuron makes of its weighted sum.",
    )  # fmt: skip
    norm = Choice(
        {"no": "none", "yes": "batch norm"}, default="no", label="Normalisation",
        doc="Whether weighted sums are normalised over the mini-batch.",
    )  # fmt: skip
    dropout = Choice(
        {0: "none", 10: "10 %", 25: "25 %", 50: "50 %"}, default=0, label="Dropout",
        doc="How many of the numbers before the last layer are left out while training, in percent.",
    )  # fmt: skip
    learning_rate = Choice(
        {rate: f"{rate:.4f}".rstrip("0") for rate in LEARNING_RATES},
        default=0.005, scope=LIVE, label="Learning rate", doc="How far a step goes.",
    )  # fmt: skip
    batch_size = Whole(
        20, bounds=(1, 100), step=1, scope=LIVE, label="Batch size", doc="Images that one step learns from.",
    )  # fmt: skip
    shift = Whole(
        1, bounds=(0, 2), step=1, unit=" px", label="Shifts",
        doc="By how many pixels training images are shifted, anew in every epoch.",
    )  # fmt: skip
    seed = Whole(
        1, bounds=(0, 9999), step=1, control="number", label="Seed", doc="Of the weights and the order of training.",
    )  # fmt: skip
    speed = speed_choice(0)
    bookmarks = bookmark_list()
    show = Choice(
        {"maps": "Activations", "gradients": "Gradients", "filters": "Filters", "drawing": "Architecture"},
        default="maps", scope=VIEW, control="tabs", label="Show", doc="What is shown of every layer.",
    )  # fmt: skip
    scale = Choice(
        {"layer": "each layer", "one": "all alike"}, default="layer", scope=VIEW, label="Colour scale",
        doc="Whether every layer has a scale of its own.",
    )  # fmt: skip
    panel = Choice(
        {"training": "Training", "why": "Why", "looks": "Units", "where": "Map", "mistakes": "Mistakes"},
        default="training", scope=VIEW, control="tabs", label="Panel", doc="What stands beside the layers.",
    )  # fmt: skip
    looks = Choice(
        {"excite": "Excite", "tests": "Test images", "again": "Invert", "dream": "Dream"},
        default="excite", scope=VIEW, control="tabs", label="What it looks for", doc="How it is found out.",
    )  # fmt: skip
    look_layer = Whole(
        0, bounds=(0, MOST_BLOCKS), scope=VIEW, control="", label="Layer of the unit",
        doc="Its block, counted from 1; 0 for the ten answers.",
    )  # fmt: skip
    look_unit = Whole(
        0, bounds=(0, MOST_NEURONS - 1), scope=VIEW, control="", label="Unit", doc="Its map or number, counted from 0.",
    )  # fmt: skip
    look_decay = Whole(
        2, bounds=(0, 20), step=1, unit=" %", scope=VIEW, label="Decay",
        doc="How much of every pixel of a growing image is lost in a step, in percent.",
    )  # fmt: skip
    look_blur = Choice(
        {0.0: "none", 0.25: "0.25 px", 0.5: "0.5 px", 0.75: "0.75 px", 1.0: "1 px", 1.5: "1.5 px", 2.0: "2 px"},
        default=0.5, scope=VIEW, control="steps", label="Blur",
        doc="How far a growing image is blurred, every fourth step.",
    )  # fmt: skip
    look_jitter = Whole(
        1, bounds=(0, 4), step=1, unit=" px", scope=VIEW, label="Jitter",
        doc="By how much a growing image is shifted at most, for the time of a step.",
    )  # fmt: skip

    map = Choice(
        {"tsne": "t-SNE", "pca": "Principal components", "neurons": "Neurons"},
        default="tsne", scope=VIEW, control="tabs", label="Map",
        doc="Where test images lie, or which units of a layer respond alike.",
    )  # fmt: skip
    map_stage = Whole(
        4, bounds=(0, MOST_BLOCKS + 1), step=1, scope=VIEW, control="", label="Mapped",
        doc="Whose numbers the map is of: 0 is the image, then every block, and last the answer.",
    )  # fmt: skip
    map_points = Choice(
        {250: "250", 500: "500", 1000: "1,000"}, default=500, scope=VIEW, label="Test images",
        doc="How many test images the map shows.",
    )  # fmt: skip
    perplexity = Whole(
        30, bounds=(2, 80), step=1, scope=VIEW, label="Perplexity",
        doc="About how many neighbours of an image count for t-SNE.",
    )  # fmt: skip
    map_clusters = Whole(
        4, bounds=(1, 12), step=1, scope=VIEW, label="Clusters", doc="Into how many the units are gathered.",
    )  # fmt: skip
    why = Choice(
        {"answer": "its answer", **{str(n): f"the digit {n}" for n in range(10)}, "spot": "the number looked at",
         "map": "the map looked at"},
        default="answer", scope=VIEW, label="Explain", doc="What the attribution methods are asked about.",
    )  # fmt: skip
    patch = Choice(
        {"grey": "grey", "random": "random"}, default="grey", scope=VIEW, label="Patch",
        doc="What the patch of the occlusion is filled with.",
    )  # fmt: skip
    patch_size = Whole(
        4, bounds=(1, 12), step=1, unit=" px", scope=VIEW, label="Patch size", doc="Side of the patch.",
    )  # fmt: skip
    patch_stride = Whole(
        2, bounds=(1, 8), step=1, unit=" px", scope=VIEW, label="Patch stride",
        doc="How far two neighbouring places of the patch are apart.",
    )  # fmt: skip

    def shortcut(self, log: "tuple[Change, ...]", step: int) -> "Standing | None":
        """The trained network's numbers, for a run that came by there."""
        from playground.core.digits.trained import trained

        place, standing = trained()
        same = self.part(RUN, LIVE) == place.settings.part(RUN, LIVE)
        return standing if same and place.step <= step and parting(log, ()) >= place.step else None

    def run(self, own: "Owned | None" = None) -> "Run":
        """The run of these settings, see `DigitsRun`; own code has no place in it."""
        from playground.core.digits.run import DigitsRun

        assert not own
        return DigitsRun(self)
