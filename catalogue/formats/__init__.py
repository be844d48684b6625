"""One room per standard, reading and writing side by side: bytes to Description and back."""
