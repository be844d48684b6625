"""The figures: each one measured against its own baseline in the same run, printed as a table by ``make bench``."""
