"""Points of the plane that a small dense network learns to tell apart: settings, run, and what can be measured."""
