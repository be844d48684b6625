"""What tells that a document of a large library is of local interest: rules, each with its reason (pure: no Django, no network)."""

from __future__ import annotations

from catalogue.local_interest.candidate import Candidate, of_description, of_dublin_core
from catalogue.local_interest.judging import Interest, Reason, Region
from catalogue.local_interest.knowledge import Knowledge, Known, Weights, shipped

__all__ = ["Candidate", "Interest", "Knowledge", "Known", "Reason", "Region", "Weights", "of_description", "of_dublin_core", "shipped"]
