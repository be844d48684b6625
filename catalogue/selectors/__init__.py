"""What is read from the catalogue, for pages, tasks and commands alike."""
