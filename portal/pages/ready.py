"""Whether a page may go to readers: asked of every publication, whichever way it comes; what is refused stays as it was.

A form, a review, an action on a list, the schedule, the interface for machines and code all end in ``Mediation.publish`` or in
``Mediation.save``: both ask here.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from portal.pages.checking import problems
from portal.pages.reading import pieces

_unasked: ContextVar[bool] = ContextVar("unasked", default=False)


class NotReady(ValidationError):
    """A page that readers would stumble on. ``said``: what to mend, in the language of who asked; its messages: one for each problem."""

    def __init__(self, page: Any, sentences: list[str]) -> None:
        super().__init__({NON_FIELD_ERRORS: sentences})
        self.page_id: int | None = page.pk
        self.said = " ".join([_("“%(title)s” was not published; this is to be mended first:") % {"title": page.title}, *sentences])

    def __str__(self) -> str:
        return self.said


@contextmanager
def unasked() -> Iterator[None]:
    """For who publishes pages before the records that they name have come, and answers for them: the demonstration set."""
    token = _unasked.set(True)
    try:
        yield
    finally:
        _unasked.reset(token)


def must_be(page: Any) -> None:
    """Raises :class:`NotReady` for a page with problems."""
    found = [] if _unasked.get() else problems(page.summary, pieces(page.stream), page.facts)
    if found:
        raise NotReady(page, [str(problem) for problem in found])


def is_shown_anew(page: Any, update_fields: Any = None) -> bool:
    """Whether saving ``page`` shows readers what they did not see before: a page that was hidden, or another version of it."""
    if not page.live or (update_fields is not None and "live" not in update_fields):
        return False
    return not (page.pk and type(page).objects.filter(pk=page.pk, live=True, live_revision=page.live_revision_id).exists())
