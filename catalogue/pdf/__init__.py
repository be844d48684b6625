"""PDF files that libraries hand in: opened in a process of their own, of which a hostile file may make what it wants."""
