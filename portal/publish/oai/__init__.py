"""The portal's own OAI-PMH 2.0 repository (openarchives.org, 2015-01-08): notices as received, for CCFr and any harvester."""
