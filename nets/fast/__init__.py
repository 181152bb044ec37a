"""How the plain code is made quick: it is run once on arrays that write down what is done to them, and the calls that
they wrote are improved by a few rules and played. Nothing outside this folder knows more than these names.
"""

from nets.fast.passes import Answers
from nets.fast.predictor import Predictor
from nets.fast.stepper import Stepper
from nets.fast.table import Table

__all__ = ["Answers", "Predictor", "Stepper", "Table"]
