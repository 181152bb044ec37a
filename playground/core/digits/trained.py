"""The network of the first settings, trained already: its numbers travel with the site.

`python build --trained` makes them, in the page's own Python: sums in another order would end elsewhere.
"""

from functools import cache
from pathlib import Path

from nets.stepped import finished
from playground.core.address import Place
from playground.core.curve import Losses, Scored
from playground.core.digits.settings import DigitsSettings
from playground.core.keepsake import Standing, from_bytes, to_bytes

FILE = Path(__file__).with_name("trained.keepsake")
MOMENTS = (0, 10, 20, 50, 100, 150, 200, 300, 400, 600, 800, 1000, 1200)
"""The steps at which its losses were measured; it stands at the last."""


@cache
def trained() -> tuple[Place, Standing]:
    """Where it stands, and the numbers there."""
    return from_bytes(FILE.read_bytes(), DigitsSettings)


def train() -> bytes:
    """Train it from random weights, and keep what comes out."""
    settings, losses = DigitsSettings(), Losses()
    run = settings.run()
    for step in MOMENTS:
        run.trainer.run(step - run.trainer.step_number)
        losses.add(Scored(step, run.trainer.epochs, finished(run.evaluating())))
    return to_bytes(Place(settings, (), MOMENTS[-1]), run.trainer.checkpoint(), losses)
