"""The link."""
