"""From what the catalogue holds to what a page says: frozen dataclasses that templates only lay out."""
