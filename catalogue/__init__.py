"""The domain: descriptions, formats, records, search. Speaks to the database and the search engine, to nobody else."""
