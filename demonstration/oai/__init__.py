"""OAI-PMH 2.0 as the demonstration's partners speak it: arguments, lists cut in pages, answers (openarchives.org, 2015-01-08)."""
