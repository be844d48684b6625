"""Catalogue commands for the command line."""
