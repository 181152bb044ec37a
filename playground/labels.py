"""The words on the page for the names in the code."""

DATASET_LABELS = {"circle": "Circle", "xor": "XOR", "gaussian": "Gaussian", "spiral": "Spiral"}
FEATURE_LABELS = {
    "x1": "x₁",
    "x2": "x₂",
    "x1^2": "x₁²",
    "x2^2": "x₂²",
    "x1x2": "x₁x₂",
    "sin x1": "sin x₁",
    "sin x2": "sin x₂",
}
ACTIVATION_LABELS = {"tanh": "tanh", "sigmoid": "sigmoid", "relu": "ReLU", "linear": "linear"}
LOSS_LABELS = {"mean squared error": "mean squared error", "cross-entropy": "cross-entropy"}


def speed_label(speed: int) -> str:
    """Steps a second in words; 0 is as fast as it goes."""
    if speed == 0:
        return "max"
    return f"{speed} step{'' if speed == 1 else 's'}/s"
