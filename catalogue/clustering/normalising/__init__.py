"""From what a description says to what can be compared: one module per field."""
