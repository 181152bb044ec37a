"""The stand-in for the playground."""
