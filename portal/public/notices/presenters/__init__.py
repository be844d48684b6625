"""What stands around a notice, laid out."""
