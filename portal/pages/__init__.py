"""Editorial pages: home, and later articles, exhibitions, conventions, training."""
