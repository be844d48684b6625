"""Pictures that libraries deposit: read whatever they are, made harmless, cut into the tiles of IIIF; in a process of their own."""
