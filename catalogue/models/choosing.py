"""Fields that hold words of a closed list: one of them, or several that a person ticks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy

from catalogue.core.fonds import FONDS_TERMS

Choices = list[tuple[str, Any]]


def choices(vocabulary: str) -> Choices:
    """The words of a list of ``core.fonds`` with their labels, in the language of the page."""
    return labelled(FONDS_TERMS[vocabulary].items())


def labelled(words: Iterable[tuple[str, str]]) -> Choices:
    """Words with English labels, as choices in the language of the page."""
    return [(code, gettext_lazy(label)) for code, label in words]


class SeveralField(ArrayField):
    """Several words of a closed list, ticked in a form; stored in the order of the list."""

    def __init__(self, words: Choices | None = None, **kwargs: Any) -> None:
        self.words: Choices = words or []
        usual: dict[str, Any] = {"base_field": models.CharField(max_length=30), "default": list, "blank": True}
        super().__init__(**usual | kwargs)

    def deconstruct(self) -> Any:
        """The words are left out: a list that grows asks for no migration."""
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> Any:
        """Boxes to tick."""
        return forms.TypedMultipleChoiceField(
            label=self.verbose_name,
            help_text=self.help_text,
            required=not self.blank,
            choices=self.words,
            widget=forms.CheckboxSelectMultiple,
            coerce=str,
        )
