"""Training: what a run is, how it is remembered, and the trainer that moves it.

Read `plain` first: all of it in twenty lines. Then `update` (one step's last part), `order`, `log` and `history` (how
any step can be reached again), `trainer`.
"""
