"""Reconciliation (OpenRefine's API, version 0.2): a column of names becomes things of the portal (``sorts``)."""
