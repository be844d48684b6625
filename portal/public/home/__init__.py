"""The first page, what is new, and the pages in which the portal speaks of itself."""
