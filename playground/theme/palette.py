"""What Python must know of colours. All others stand in `web/base.css`; `web/plots.mjs` gives them to plots."""

MINUS = "#3b62a8"
PLUS = "#d33a2c"
"""The classes' colours, for pictures that no style sheet reaches."""
SHADES = ("#364b9a", "#6ea6cd", "#c9c9a0", "#f67e4b", "#a50026")
"""Numbers from -1 to +1."""
OF_CLASSES = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377")
"""Several classes: the bright scheme of Paul Tol, safe for colour-blind eyes."""
