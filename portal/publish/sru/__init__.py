"""SRU 1.1, 1.2 and 2.0: the catalogue's search for other catalogues, its queries in CQL."""
