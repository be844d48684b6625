"""Exhibitions and paths for readers: their lists, their pages, their sheets, the files they are taken away as."""
