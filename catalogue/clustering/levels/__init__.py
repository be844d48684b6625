"""How two values of one field compare, as words from the best to the worst: one module per field."""
