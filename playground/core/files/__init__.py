"""What leaves a run as a file, and what comes back: imported when somebody saves or loads for the first time."""
