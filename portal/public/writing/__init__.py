"""Writing to who keeps a document: a mistake in its record, a question about it."""
