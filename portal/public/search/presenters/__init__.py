"""A search laid out: facets, the search as understood, ways out, timeline, form, suggestions."""
