"""Search: our own request, document and result, and the contract that every engine fulfils."""
