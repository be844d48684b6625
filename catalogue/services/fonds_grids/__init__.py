"""Grids of fonds: what each line would do (``planning``), done (``applying``), taken back (``undoing``); checks of a line (``judging``)."""
