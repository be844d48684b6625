"""How records arrive: protocols, runs, raw records. The only part that speaks to partners."""
