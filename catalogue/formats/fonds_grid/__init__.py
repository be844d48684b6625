"""Fonds as a grid, a line for each, that a spreadsheet opens: read with what is wrong of each cell, and written in the same form.

Where do I change …? A column: ``columns``. How a value stands in a cell: ``cells``. CSV, XLSX: ``files``.
"""
