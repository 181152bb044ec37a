"""Probes look inside a network and never change it.

All are called in one way: made once with what they look at, which is when buffers are made and mistakes are found; then
`measure()` reads the present state, as often as one likes. One kind a file.
"""

from nets.probes.activations import Activations
from nets.probes.gradients import GradientReading, Gradients
from nets.probes.histograms import Histograms, LayerHistogram, count
from nets.probes.regions import Regions
from nets.probes.scores import Score, Scores
from nets.probes.summary import LayerSummary, Summary
from nets.probes.timeline import Timeline
from nets.probes.unit import Unit, UnitReading

__all__ = [
    "Activations",
    "GradientReading",
    "Gradients",
    "Histograms",
    "LayerHistogram",
    "LayerSummary",
    "Regions",
    "Score",
    "Scores",
    "Summary",
    "Timeline",
    "Unit",
    "UnitReading",
    "count",
]
