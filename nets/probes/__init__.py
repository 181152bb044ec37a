"""Probes look inside a network and never change it."""

from nets.probes.regions import Regions

__all__ = ["Regions"]
