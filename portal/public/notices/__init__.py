"""A notice, what stands around it, and the record as its partner sent it."""
