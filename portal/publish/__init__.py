"""What is given to machines: feeds, sitemaps, robots, OpenSearch, references, unAPI."""
