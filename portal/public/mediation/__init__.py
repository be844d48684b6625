"""Exhibitions, paths and articles for readers: their lists, their pages, the agenda, sheets, the files they are taken away as."""
