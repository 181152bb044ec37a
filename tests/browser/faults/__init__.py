"""A start on a bad network."""
