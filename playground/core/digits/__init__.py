"""Handwritten digits that a small convolutional network learns to read: settings, run, and what can be measured."""
