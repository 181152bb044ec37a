"""The views whose columns a recording of a run on the plane has.

What is shown beside the page's own numbers is recorded in the page's own Python: other machines sum in another order.
"""

from collections.abc import Iterable

from bokeh.models import ColumnDataSource

from playground.core.address import Place
from playground.core.recording.file import Recording
from playground.core.recording.recorder import Faces, record
from playground.views.inspection import Inspection
from playground.views.loss import Loss
from playground.views.network import Edges, Network
from playground.views.output import Output
from playground.views.status import Status

SIDE = 24
"""Samples along each side of a recorded tile: half as many as in a live one, which a screen hardly shows."""


def faces() -> Faces:
    """Those of the page, with nobody looking at a neuron."""
    texts = ColumnDataSource()
    return {
        "network": Network(SIDE),
        "edges": Edges(),
        "output": Output(texts, Inspection()),
        "loss": Loss(),
        "status": Status(texts),
    }


def recorded(place: Place, also: Iterable[int] = ()) -> Recording:
    """The run of a place, from its beginning to there, with the steps `also` among those that are recorded."""
    return record(place, faces(), also)
