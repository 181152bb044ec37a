"""What Python must know of colours. All others stand in `web/base.css`; `web/plots.mjs` gives them to plots."""

from bokeh.models import LinearColorMapper

MINUS = "#3b62a8"
PLUS = "#d33a2c"
"""The classes' colours, for pictures that no style sheet reaches."""


def diverging(limit: float = 1.0) -> LinearColorMapper:
    """The scale from ``-limit`` to ``+limit``, as pale as paper until the page has given it its colours."""
    return LinearColorMapper(palette=["#ffffff"], low=-limit, high=limit)
