"""What a clone needs around Django: typed environment, embedded PostgreSQL and Valkey, supervision, set-up."""
