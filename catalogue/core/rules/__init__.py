"""What is decided of a description once, for search, citations, pages and exports alike: its date, its imprint, its titles."""
