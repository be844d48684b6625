"""What readers see: home, search, notices, errors, health."""
