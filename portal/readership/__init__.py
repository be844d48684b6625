"""How much the portal is read, without knowing by whom: counted in memory, carried to the broker, written once a minute."""
