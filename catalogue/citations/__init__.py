"""Citations: a description as reference managers and bibliographies want it, from the core alone."""
