"""Pictures that libraries deposit: taken in, made, arranged, shown, removed; the rights of persons are looked at by who calls."""
