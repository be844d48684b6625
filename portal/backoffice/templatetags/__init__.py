"""What the templates of the console need."""
