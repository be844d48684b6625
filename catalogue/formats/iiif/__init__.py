"""IIIF: the pages of a digitised document (Presentation 2 and 3) and the grid of tiles of an image (Image 1, 2 and 3)."""
