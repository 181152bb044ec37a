"""Probes look inside a network and never change it.

All are called in one way: made once with what they look at, which is when mistakes are found; then `measure()` reads
the present state, as often as one likes. One kind a file.
"""

from typing import TYPE_CHECKING

from nets.lazy import lazy

if TYPE_CHECKING:
    from nets.blocks import Block, blocks_of
    from nets.probes.activations import Activations
    from nets.probes.edges import count, symlog_edges
    from nets.probes.gradients import GradientReading, Gradients
    from nets.probes.histograms import BlockHistogram, Histograms
    from nets.probes.plane import Plane, PlaneRow
    from nets.probes.quantiles import percentiles
    from nets.probes.receptive import Box, Span, receptive_field
    from nets.probes.regions import Regions
    from nets.probes.scores import ClassScores, Score, Scores, by_class
    from nets.probes.step import BlockReading, ParameterReading, Step, StepReading
    from nets.probes.summary import LayerSummary, Summary
    from nets.probes.timeline import Timeline
    from nets.probes.unit import Unit, UnitReading
    from nets.probes.window import Window, WindowReading
else:
    __all__, __getattr__, __dir__ = lazy(
        __name__,
        {
            "nets.blocks": ["Block", "blocks_of"],
            "nets.probes.activations": ["Activations"],
            "nets.probes.edges": ["count", "symlog_edges"],
            "nets.probes.gradients": ["GradientReading", "Gradients"],
            "nets.probes.histograms": ["BlockHistogram", "Histograms"],
            "nets.probes.quantiles": ["percentiles"],
            "nets.probes.plane": ["Plane", "PlaneRow"],
            "nets.probes.receptive": ["Box", "Span", "receptive_field"],
            "nets.probes.regions": ["Regions"],
            "nets.probes.scores": ["ClassScores", "Score", "Scores", "by_class"],
            "nets.probes.step": ["BlockReading", "ParameterReading", "Step", "StepReading"],
            "nets.probes.summary": ["LayerSummary", "Summary"],
            "nets.probes.timeline": ["Timeline"],
            "nets.probes.unit": ["Unit", "UnitReading"],
            "nets.probes.window": ["Window", "WindowReading"],
        },
    )
