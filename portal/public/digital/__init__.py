"""Digital copies on our own site, page by page."""
