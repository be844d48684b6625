"""Sentences about what happened to a record or a run: a stable code, named arguments, an English sentence to translate.

No Django here: the sentence is a gettext msgid, translated where it is shown (``message.sentence(gettext)``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
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

    @classmethod
    def of_json(cls, value: Mapping[str, Any]) -> Message:
        """The message of what :meth:`as_json` made."""
        return cls(value["code"], value.get("args", {}))

    def as_json(self, *, fact_only: bool = False) -> dict[str, Any]:
        """The message as an argument of another one, which is translated with it; ``fact_only``: its first sentence, what happened,
        without those that say what will be done about it.
        """
        return {"code": self.code, "args": dict(self.args)} | ({"fact_only": True} if fact_only else {})

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, ``translate`` applied to its template and to those of the messages among its arguments.

        Arguments that do not fit leave the template as it is.
        """
        return self._filled(translate(self.template), translate)

    def _filled(self, template: str, translate: Callable[[str], str]) -> str:
        inner = {
            name: _inside(value, translate) if isinstance(value, dict) and "code" in value else value for name, value in self.args.items()
        }
        try:
            return template % inner
        except (KeyError, ValueError, TypeError):
            return template

    def __str__(self) -> str:
        return self.sentence()


def _inside(value: Mapping[str, Any], translate: Callable[[str], str]) -> str:
    message = Message.of_json(value)
    template = translate(message.template)
    first = _FIRST.match(template) if value.get("fact_only") else None
    return message._filled(first[0] if first else template, translate)


_FIRST = re.compile(r".+?\.(?=\s|$)", re.DOTALL)  # of a template: what fills it may hold any full stop
