"""Somebody who saves and loads on the playground, without a browser."""

import base64

from tests.playground.stage import bits
from tests.playground.visits import Visit


def visited(way="hidden=3,2", steps=20):
    """A visit of a run that was changed on its way."""
    visit = Visit(way, page="playground")
    for number in range(steps):
        if number == 5:
            visit.page.propose(learning_rate=0.1, optimizer="adam", regularisation="l2")
        if number == 9:
            visit.hear("edit", {"column": 1, "unit": 0, "number": 0, "value": 0.25})
            visit.page.propose(batch_size=7, schedule="cosine")
        visit.hear("press", "step")
    return visit


def saved(visit, what):
    visit.hear("save", what)
    return base64.b64decode(visit.said("file")["data"])


def bring(visit, stored):
    visit.hear("load", base64.b64encode(stored).decode())
    return visit.settle()


def stands(visit):
    return visit.experiment.place.write(), bits(visit.experiment)
