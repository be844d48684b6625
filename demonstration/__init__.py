"""A demonstration set: notices written for the project, and the OAI-PMH server that gives them as six partners would."""
