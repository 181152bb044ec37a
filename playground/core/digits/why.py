"""Why the network gives an answer: the questions that can be asked, and what every attribution method says to them.

Each method is a slow answer of its own: quick ones are there at once, long ones hold up nobody. What the methods are is
loaded with the first question.
"""

from collections.abc import Callable, Generator, Hashable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from nets.arrays import Array
from playground.core.digits.measures import Easel
from playground.core.digits.place import Place, Spot, is_within
from playground.core.digits.run import DigitsRun
from playground.core.settings import Settings
from playground.core.slow import RARELY, Answer, Slow

if TYPE_CHECKING:
    from nets.attribution import Attribution, Method
    from playground.core.experiment import Experiment

ORDER = (
    "gradient", "gradient x input", "integrated gradients", "occlusion", "smoothgrad", "guided backpropagation",
    "deconvolution", "lrp epsilon", "lrp alpha-beta", "lrp z-plus", "deep taylor", "grad-cam",
)  # fmt: skip
"""The methods, in an order in which they can be learned."""

NOTHING_SEEN = "Nothing is looked at: choose a number of a map."
A_PIXEL = "A pixel of the image is what it is: there is nothing before it that could be its reason."
A_WEIGHT = "A weight is the same for every image: no image is its reason. Activations and Gradients show numbers of it."
NOT_THERE = "The number that was looked at is not in this network."


class Aim(NamedTuple):
    """What is to be explained: a unit of a layer.

    layer   its number in the network; None stands for the last
    unit    the number of the unit, or (row, column, map); None stands for the digit that is the answer
    place   where it stands on the maps, if it was looked at there
    whole   whether it is the sum of the whole map; unit is the map's number then
    """

    layer: int | None = None
    unit: int | tuple[int, int, int] | None = None
    place: Place | None = None
    whole: bool = False


class Reason(NamedTuple):
    """What a method says of one image; or why it says nothing.

    unit          what was explained; the digit, where the answer was asked for
    attribution   of one sample
    refusal       empty if there is an attribution
    """

    unit: int | tuple[int, int, int]
    attribution: "Attribution | None"
    refusal: str = ""


class Forgotten(NamedTuple):
    """What a method says of networks that forget, layer after layer from the top, beside what it said before.

    unit              what was explained
    original          (SIDE, SIDE)
    steps             what was forgotten in each
    pictures          (SIDE, SIDE) after each
    signed, absolute  the rank correlation of each with the original, with and without signs; NaN where there is none
    """

    unit: int | tuple[int, int, int]
    original: Array
    steps: tuple[str, ...] = ()
    pictures: tuple[Array, ...] = ()
    signed: tuple[float, ...] = ()
    absolute: tuple[float, ...] = ()
    refusal: str = ""


class Told(NamedTuple):
    """One answer; `is_old` if it is of another image, another aim or other settings than the present ones."""

    answer: Answer[Any]
    is_old: bool


class Reasons(NamedTuple):
    """All that is known of the present question.

    methods   by name, in ORDER
    titles    of layers that learn, by their names in the network
    aim       None if there is nothing to explain; `refusal` then says why
    told      by method; those that have answered
    checked   the method under the sanity check, if any, and `check`, what is known of it
    """

    methods: "Mapping[str, Method]"
    titles: Mapping[str, str]
    aim: Aim | None
    refusal: str
    told: dict[str, Told]
    checked: str | None
    check: Told | None


@dataclass(eq=False)
class Check:
    """The method whose pictures are compared with those of a network that forgets; or none."""

    method: str | None = None


def aim_of(run: DigitsRun, settings: Settings, spot: Spot) -> Aim | str:
    """What a person wants explained, or a sentence that says why that cannot be."""
    if settings.why == "answer":
        return Aim()
    if settings.why not in ("spot", "map"):
        return Aim(unit=int(settings.why))
    place = spot.at
    if place is None:
        return NOTHING_SEEN
    if settings.show == "filters":
        return A_WEIGHT
    if not 0 <= place.stage < len(run.stages):
        return NOT_THERE
    layer, shape = run.stages[place.stage].layer, run.shape(place.stage)
    if layer < 0:
        return A_PIXEL
    at = (place.row, place.column, place.unit)[-len(shape) :]
    if not is_within(at, shape):
        return NOT_THERE
    if settings.why == "map" and len(at) == 3:
        return Aim(layer, place.unit, Place(place.stage, place.unit, 0, 0), whole=True)
    return Aim(layer, at if len(at) == 3 else place.unit, place)


@dataclass(frozen=True)
class Why:
    """What every method says of the image on an easel, and how the one under the check fares."""

    easel: Easel
    spot: Spot
    check: Check

    def probe(self, experiment: "Experiment") -> Callable[[], Reasons]:
        """Asked anew, as the run moves, in turns that leave the run its time."""
        from nets.attribution import METHODS
        from playground.core.digits.explaining import explaining, forgetting

        run = cast("DigitsRun", experiment.run)
        methods = {name: METHODS[name] for name in ORDER}
        learning = [stage for stage in run.stages if stage.weights is not None]
        titles = {run.network.layers[cast("int", stage.weights)].name: stage.title for stage in learning}
        rarely = RARELY * (len(ORDER) + 1)
        slow: dict[str, Slow[Any]] = {name: experiment.slowly(each.title, rarely) for name, each in methods.items()}
        checking: Slow[Any] = experiment.slowly("Sanity check", rarely)

        def measure() -> Reasons:
            settings, step = experiment.settings, run.trainer.step_number
            aim = aim_of(run, settings, self.spot)
            if isinstance(aim, str):
                return Reasons(methods, titles, None, aim, {}, self.check.method, None)
            image, asked = self.easel.image, (self.easel.number, aim)
            taken = cache(run.network.copy)

            def ask(work: Callable[..., Generator[float, None, Any]], each: Slow[Any], name: str) -> Told | None:
                more = of_method(name, settings)

                def parts() -> Generator[float, None, Any]:
                    network = taken()
                    yield 0.0
                    return (yield from work(name, network, image, aim.layer, aim.unit, more))

                subject: Hashable = (name, *asked, *more.items())
                answer = each.ask(subject, step, parts)
                if answer is None or cast("tuple[Any, ...]", answer.subject)[0] != name:
                    return None
                return Told(answer, answer.subject != subject)

            told = {name: ask(explaining, each, name) for name, each in slow.items()}
            name = self.check.method
            check = None if name is None else ask(forgetting, checking, name)
            return Reasons(methods, titles, aim, "", {name: one for name, one in told.items() if one}, name, check)

        return measure


def of_method(name: str, settings: Settings) -> dict[str, Any]:
    """The settings of a method that a person has chosen."""
    if name != "occlusion":
        return {}
    return {"size": settings.patch_size, "stride": settings.patch_stride, "patch": settings.patch}
