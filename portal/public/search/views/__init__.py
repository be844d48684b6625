"""One module per kind of page of a search."""
