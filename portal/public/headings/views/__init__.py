"""One module per kind of heading."""
