"""Partners to raw records: one client per protocol behind one contract, one guarded HTTP transport."""

from harvest.protocols import messages  # noqa: F401  (declares the sentences, wherever a protocol is used)
