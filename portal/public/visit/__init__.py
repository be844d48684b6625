"""The visit sheet: what a reader puts aside."""
