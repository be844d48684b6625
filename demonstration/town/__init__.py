"""The site of a small library that does not exist, on an address of its own: it shows blocks of the portal and owes it nothing else."""
