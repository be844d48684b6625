"""The words of the issues of a title, as a library delivers them in files: stored by page, under its own issues."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from math import inf
from typing import NamedTuple

from django.db import connection, transaction

from catalogue.core.messages import Message
from catalogue.formats.page_text import BadText, Named, read_name, read_pages
from catalogue.formats.press_list import Listed
from catalogue.models import Institution, PressIssue, PressPage, PressTitle
from catalogue.pdf.reading import SECONDS
from catalogue.search.page_words import indexed
from catalogue.services.press import issue_of

_STORE = """
    INSERT INTO catalogue_presspage (issue_id, title_id, number, text, words)
    VALUES (%s, %s, %s, %s, to_tsvector('simple', %s))
    ON CONFLICT (issue_id, number) DO UPDATE SET text = excluded.text, words = excluded.words
"""


class Delivered(NamedTuple):
    """How many issues and pages were stored, and why files were not taken."""

    issues: int
    pages: int
    refused: tuple[Message, ...]


def deliver(title: PressTitle, files: Iterable[tuple[str, bytes]], *, keeper: Institution, seconds: float = inf) -> Delivered:
    """Store the words of files ("1879-07-15.xml", its bytes); each is taken or refused alone. One that comes again replaces its pages.

    ``seconds``: after them no PDF is opened any more, and those that are left say so.
    """
    ends = time.monotonic() + seconds
    issues: set[int] = set()
    pages, refused = 0, []
    for name, data in files:
        try:
            named, texts = read_name(name), read_pages(data, name=name, seconds=min(SECONDS, ends - time.monotonic()))
        except BadText as bad:
            refused.append(bad.message)
            continue
        issues.add(_store(title, named, texts, keeper))
        pages += len(texts)
    return Delivered(len(issues), pages, tuple(refused))


@transaction.atomic
def _store(title: PressTitle, named: Named, texts: Mapping[int, str], keeper: Institution) -> int:
    PressTitle.objects.select_for_update().get(pk=title.pk)
    where = {"title": title, "year": named.day.year, "day": named.day, "keeper": keeper, "place": named.rank}
    issue = PressIssue.objects.filter(**where).first()
    if issue is None:
        issue = issue_of(title, Listed(named.day.year, named.day), named.rank, keeper)
        issue.save()
    if not named.page:
        PressPage.objects.filter(issue=issue).delete()
    with connection.cursor() as cursor:
        cursor.executemany(_STORE, [(issue.pk, title.pk, number, text, indexed(text)) for number, text in texts.items()])
    return issue.pk
