"""What Python must know of colours. All others stand in `web/base.css`; `web/plots.mjs` gives them to plots."""

MINUS = "#3b62a8"
PLUS = "#d33a2c"
"""The classes' colours, for pictures that no style sheet reaches."""
