"""Colours, sizes and words, once, for Python and the style sheets."""
