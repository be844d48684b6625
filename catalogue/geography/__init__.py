"""Communes and departments of France: a table of facts made once, looked up by name, code or postal code; pure, no Django."""
