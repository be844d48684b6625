"""Finding aids: a page for each, and for each of their components."""
