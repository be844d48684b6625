"""What people and schedules ask of harvests: start, abort, resume, decide, replay; each returns at once."""
