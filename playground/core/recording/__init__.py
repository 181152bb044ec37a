"""Recordings of runs: the columns of a run's Frames, in one file that is played where there is no Python."""
