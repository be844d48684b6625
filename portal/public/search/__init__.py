"""Searching: results, filters, the advanced form, suggestions."""
