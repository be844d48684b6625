"""The domain without Django: description, vocabularies, identifiers, dates, text."""
