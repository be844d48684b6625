"""Facsimile-like pages drawn from the transcriptions of digitised notices: paper, ink, ornaments, and a label that says what they are."""
