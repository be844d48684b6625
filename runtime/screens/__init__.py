"""Pictures of every state of the interface, taken by ``make screens`` into ``docs/screens``."""
