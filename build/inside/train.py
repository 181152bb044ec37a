"""Runs in Pyodide: trains the network that travels with the site."""


def train() -> bytes:
    """What belongs into its file."""
    from playground.core.digits import trained

    return trained.train()
