"""Somebody who visits a page, without a browser."""

from typing import Any

from playground.pages.house import House
from tests.playground.stage import come_to_rest

SMALL = "blocks=c4x5,m4,d12&batch_size=50"
"""A network that is quick."""


class Visit:
    """Somebody who has opened a page, the digits page if it has no name."""

    def __init__(self, fragment=SMALL, page="digits"):
        self.house = House(fragment, first=page, wake=lambda: None)
        self.page: Any = self.house.show(page)

    def said(self, name):
        return self.page.bulletin.source.data[name][0]

    def hear(self, kind, value=None):
        self.page.hear(kind, value)

    @property
    def experiment(self):
        return self.page.experiment

    @property
    def settings(self):
        return self.experiment.settings

    def settle(self):
        """Let everything come to rest that goes on by itself."""
        come_to_rest(self.house.tick, lambda: self.hear("drawn", self.said("frame")))
        return self

    def columns(self, name):
        return self.page.maps.sources[name].data
