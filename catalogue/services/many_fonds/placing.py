"""Where new fonds stand: each the last under its page above, as treebeard would place one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db import connection
from django.db.models import F, Max
from django.db.models.functions import Length, Substr
from treebeard.exceptions import PathOverflow
from wagtail.models import Page

from catalogue.models import Fonds

STEP = Page.steplen
LONGEST = Page._meta.get_field("path").max_length
COUNT = """
    UPDATE wagtailcore_page AS page SET numchild = page.numchild + given.more
    FROM unnest(%s::int[], %s::int[]) AS given (id, more) WHERE page.id = given.id
"""


def place(pages: Sequence[tuple[Page, Fonds]]) -> None:
    """Give each new fonds its place under a page, which is stored or stands before it in the sequence; four statements.

    Raises PathOverflow where a page would stand too deep. The pages above are locked until the transaction ends.
    """
    stored = {above.pk: above for above, _ in pages if above.pk is not None}
    fresh = {page.pk: page for page in Page.objects.select_for_update().filter(pk__in=stored).order_by("pk")}
    last = _last_below([page.path for page in fresh.values()])
    more: Counter[int] = Counter()
    for above, page in pages:
        parent = fresh[above.pk] if above.pk is not None else above
        page.depth = parent.depth + 1
        last[parent.path] = last.get(parent.path, 0) + 1
        page.path = _path(parent.path, page.depth, last[parent.path])
        page.numchild = 0
        page.locale_id = parent.locale_id
        page.set_url_path(parent)
        if above.pk is None:
            above.numchild += 1
        else:
            more[above.pk] += 1
    with connection.cursor() as cursor:
        cursor.execute(COUNT, [list(more), list(more.values())])


def children_of(paths: Iterable[str]) -> list[str]:
    """The places of the pages that stand right under these."""
    above = Substr("path", 1, Length("path") - STEP)
    return list(Page.objects.order_by().annotate(above=above).filter(above__in=list(paths)).values_list("path", flat=True))


def _last_below(paths: Sequence[str]) -> dict[str, int]:
    """The number of the last page under each of these that has one."""
    above = Substr("path", 1, Length("path") - STEP)
    found = Page.objects.order_by().annotate(above=above).filter(above__in=paths).values_list("above").annotate(last=Max(F("path")))
    return {path: Page._str2int(last[-STEP:]) for path, last in found}


def _path(above: str, depth: int, number: int) -> str:
    if len(Page._int2str(number)) > STEP or len(above) + STEP > LONGEST:
        raise PathOverflow(above)
    path: str = Page._get_path(above, depth, number)
    return path
