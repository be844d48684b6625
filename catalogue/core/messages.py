"""Sentences about what happened to a record or a run: a stable code, named arguments, an English sentence to translate.

No Django here: the sentence is a gettext msgid, translated where it is shown (``gettext(message.template) % message.args``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

TEMPLATES: dict[str, str] = {}


def declare(templates: Mapping[str, str]) -> None:
    """Add sentences to the table, keyed by code; a code declared twice with two sentences is a programming error."""
    for code, template in templates.items():
        if TEMPLATES.setdefault(code, template) != template:
            raise ValueError(f"message code declared twice: {code}")


def N_(sentence: str) -> str:
    """Mark ``sentence`` for translation without translating it."""
    return sentence


@dataclass(frozen=True, slots=True)
class Message:
    """A coded sentence. ``args`` holds strings and numbers only, so that it can be stored as JSON."""

    code: str
    args: Mapping[str, Any] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The English sentence with its named placeholders; the code itself where it is not declared."""
        return TEMPLATES.get(self.code, self.code.replace("%", "%%"))

    def __str__(self) -> str:
        try:
            return self.template % self.args
        except (KeyError, ValueError, TypeError):
            return self.template
