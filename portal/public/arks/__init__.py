"""Arks: the pages that they name, and the addresses that named them before."""
