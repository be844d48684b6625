"""The last application: what is done once every other one is there."""
