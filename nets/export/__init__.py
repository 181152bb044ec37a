"""What leaves the engine: networks as files and as source code for other libraries. A network knows none of this."""

from nets.export.architecture import from_json, to_json
from nets.export.files import load, load_weights, save
from nets.export.keras import to_keras
from nets.export.pytorch import to_pytorch
from nets.export.runs import load_run, save_run

__all__ = ["from_json", "load", "load_run", "load_weights", "save", "save_run", "to_json", "to_keras", "to_pytorch"]
