"""What the rights that a partner states let others do with a picture: show it whole and in parts, whole only, or lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from catalogue.core.text import fold


class Use(StrEnum):
    """FREE: shown and cut; WHOLE: shown as it is, never cut; LINK: only its place is told. A picture without statement is FREE of any
    that forbids: it is shown with its credit, as the page of its notice shows it.
    """

    FREE = "free"
    WHOLE = "whole"
    LINK = "link"


# rightsstatements.org: InC (in copyright) asks for an authorisation, but for education (EDU); CNE and UND say that nobody knows.
_IN_COPYRIGHT = re.compile(r"rightsstatements\.org/(?:vocab|page)/inc(?!-edu)\b", re.IGNORECASE)
_NO_DERIVATIVES = re.compile(r"creativecommons\.org/licenses/[a-z-]*nd\b|\bcc[ -]by(?:[ -]nc)?[ -]nd\b", re.IGNORECASE)
_FORBIDDING = (
    "tous droits reserves", "all rights reserved", "reproduction interdite", "reproduction soumise a autorisation",
    "reproduction non autorisee", "diffusion interdite", "consultation sur place uniquement",
)  # fmt: skip


def use_of(statements: Iterable[str]) -> Use:
    """The narrowest use that any of some statements of rights asks for."""
    found = Use.FREE
    for text in statements:
        folded = fold(text)
        if _IN_COPYRIGHT.search(text) or any(words in folded for words in _FORBIDDING):
            return Use.LINK
        if _NO_DERIVATIVES.search(text):
            found = Use.WHOLE
    return found
