"""What every face says of the same things: words, lines, notices, citations, searches; given to readers and to machines alike."""
