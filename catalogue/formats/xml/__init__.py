"""XML from strangers: one cutter, one walk, one safety; see README.md for what lives where."""
