"""Probes look inside a network and never change it.

All are called in one way: made once with what they look at, which is when mistakes are found; then `measure()` reads
the present state, as often as one likes. One kind a file.
"""

from nets.blocks import Block, blocks_of
from nets.probes.activations import Activations
from nets.probes.edges import count, symlog_edges
from nets.probes.gradients import GradientReading, Gradients
from nets.probes.histograms import BlockHistogram, Histograms
from nets.probes.plane import Plane, PlaneRow
from nets.probes.regions import Regions
from nets.probes.scores import Score, Scores
from nets.probes.step import BlockReading, ParameterReading, Step, StepReading
from nets.probes.summary import LayerSummary, Summary
from nets.probes.timeline import Timeline
from nets.probes.unit import Unit, UnitReading

__all__ = [
    "Activations",
    "Block",
    "BlockHistogram",
    "BlockReading",
    "GradientReading",
    "Gradients",
    "Histograms",
    "LayerSummary",
    "ParameterReading",
    "Plane",
    "PlaneRow",
    "Regions",
    "Score",
    "Scores",
    "Step",
    "StepReading",
    "Summary",
    "Timeline",
    "Unit",
    "UnitReading",
    "blocks_of",
    "count",
    "symlog_edges",
]
