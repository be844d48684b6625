"""The form of a message to a library."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from portal.letters import fields


class MessageForm(fields.Sent):
    """Who writes, about which copy, what."""

    exemplaire = forms.ChoiceField(required=False)
    texte = fields.Paragraphs(max_length=fields.LONGEST_TEXT)
    nom = fields.Line(max_length=fields.LONGEST_NAME)
    courriel = fields.Address(max_length=fields.LONGEST_ADDRESS)
    copie = forms.BooleanField(required=False)

    def __init__(self, *arguments: Any, copies: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.fields["exemplaire"].choices = copies  # type: ignore[attr-defined]
        missing = {
            "texte": _("Write your message."),
            "nom": _("Give your name, so that the library knows whom it answers."),
            "courriel": _("Give your e-mail address, so that the library can answer."),
        }
        for name, said in missing.items():
            self.fields[name].error_messages["required"] = said
        self.fields["courriel"].error_messages["invalid"] = _("This is not an e-mail address: it looks like name@example.org.")
        self.fields["exemplaire"].error_messages["invalid_choice"] = _("This copy is not in the list: choose one of it.")
