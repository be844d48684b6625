"""Persons and subjects: indexes, and a page for each."""
