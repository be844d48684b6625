"""The faces: public pages, back office, machine interfaces. The only part that speaks HTTP to people and machines."""
