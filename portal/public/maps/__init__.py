"""Maps drawn by the server."""
