"""Whether records describe the same edition: keys, judgements with their evidence, groups. Pure: no database, no Django."""
