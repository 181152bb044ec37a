"""Whatever stands after the # of an address: it is read or pointed out, and what was read can be run."""

import random

from playground.core.address import read
from playground.core.plane.settings import PlaneSettings
from tests.playground.links import link
from tests.playground.stage import experiment

LINKS = 2000


def test_two_thousand_links_are_read_or_pointed_out(pytestconfig):
    chance = random.Random(pytestconfig.getoption("--seed"))
    understood = 0
    for number in range(LINKS):
        fragment = link(chance)
        try:
            place, problems = read(fragment, PlaneSettings)
            assert not place.settings.replace().differences(place.settings)
            assert all(isinstance(problem, str) and 0 < len(problem) < 200 for problem in problems)
            if number % 40 == 0:
                again, others = read(place.write(), PlaneSettings)
                assert (again.settings.values, again[1:], others) == (place.settings.values, place[1:], [])
                experiment(place.log, 2, **place.settings.values)
        except BaseException as error:
            error.add_note(f"the link was {fragment!r}")
            raise
        understood += not problems
    assert LINKS * 0.02 < understood < LINKS * 0.9, "the links are all alike"
