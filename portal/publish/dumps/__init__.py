"""The whole catalogue as files to take away: written once a week beside those that stand, then put in their place."""
