"""Partners to raw records: one client per protocol behind one contract, one guarded HTTP transport."""
