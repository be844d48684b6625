"""Exhibitions, paths and articles of the demonstration: texts from public facts, on the demonstration's own notices, one file for each."""
