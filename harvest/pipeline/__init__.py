"""One run at work: claim, plan, fetch, map, load, retire; every step is in PostgreSQL before the next."""
