"""Fields of what people write: clean of controls, and of line breaks where a header may be made of them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.hygiene import without_controls
from portal.letters import tokens

LONGEST_NAME, LONGEST_ADDRESS, LONGEST_TEXT = 120, 254, 5000
HIDDEN_FROM_PEOPLE = "site"


class Line(forms.CharField):
    """Words on one line."""

    def to_python(self, value: Any) -> str:
        """Breaks and controls are blanks."""
        return " ".join(without_controls(super().to_python(value) or "").split())


class Address(forms.EmailField):
    """One e-mail address (RFC 5321, 4.5.3.1.3: 254 characters at most)."""

    def to_python(self, value: Any) -> str:
        """Without controls."""
        return without_controls(super().to_python(value) or "").strip()


class Paragraphs(forms.CharField):
    """A text of several lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """Lines end in one way."""
        return without_controls((super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")).strip()


class Sent(forms.Form):
    """A form that has the portal send something: with its token, and a field that only programs fill."""

    jeton = forms.CharField(required=False)
    site = forms.CharField(required=False)

    def __init__(self, *arguments: Any, about: str, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._about = about
        self.token = tokens.opened(self.data.get("jeton", "")[:500], about) if self.is_bound else None
        self.given_token = self.data["jeton"] if self.token else tokens.fresh(about)

    def clean(self) -> dict[str, Any]:
        """Refuse, with what was typed kept, what no person at this page can have sent."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get(HIDDEN_FROM_PEOPLE):
            raise ValidationError(
                _("A field that is hidden from people was filled, and nothing was sent. Your browser may have filled it: send it again.")
            )
        if self.token is None:
            raise ValidationError(
                _("This page had been open for a long time, and nothing was sent. Look at what you wrote, and send it again.")
            )
        if self.token.too_soon:
            raise ValidationError(_("That was quicker than a person writes, and nothing was sent. Wait a few seconds, and send it again."))
        return cleaned
