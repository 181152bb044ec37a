"""What a run is and how it moves, without a page: settings, log, run, clock, Frame. No Panel, no Bokeh in here."""
