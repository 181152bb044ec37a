"""Diagnosis: what is going wrong in a run, in plain words, each finding with its evidence and with what to try.

A `Monitor` looks at a trainer from time to time; the rules draw findings from what it saw.
"""

from nets.diagnosis.monitor import Monitor
from nets.diagnosis.remedies import REMEDIES, Remedy
from nets.diagnosis.rules import EARLY, KINDS, Finding, Observation, diagnose

__all__ = ["EARLY", "KINDS", "REMEDIES", "Finding", "Monitor", "Observation", "Remedy", "diagnose"]
