"""Reconciliation (OpenRefine's API, version 0.2): a column of names becomes institutions, communes, fonds or notices of the portal."""
