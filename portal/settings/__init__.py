"""Settings by use: development (make run), test, production."""
