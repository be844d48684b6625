"""The blocks of which exhibitions and paths are made: what editors fill in; how readers see them is ``portal.shown.mediation``'s."""
