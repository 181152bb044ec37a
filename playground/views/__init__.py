"""Views draw Frames and know nothing else."""
