"""Exhibitions and paths as readers see them: pieces laid out with the records, pictures, rights and places of today."""
