"""The one error of the launcher: a sentence for the person at the terminal."""


class ServiceError(Exception):
    """A service of the clone cannot be started or stopped; the text says why and what to do about it."""
