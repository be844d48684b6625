"""Titles of the press and their issues, written a list at a time: what is in the list stays or comes, what is not leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db import transaction

from catalogue.core.description import Description
from catalogue.core.rules.imprint import principal_publication
from catalogue.core.rules.titles import sorting_title, subtitle_of
from catalogue.formats.press_list import Listed
from catalogue.geography.communes import commune
from catalogue.geography.departments import departments_of
from catalogue.geography.resolve import communes_of
from catalogue.models import Institution, PressIssue, PressTitle

_AT_ONCE = 1000
_TOLD = ("label", "ark", "address", "manifest")


class Replaced(NamedTuple):
    """How many issues of a list came, changed, and left."""

    added: int
    changed: int
    removed: int


def add_title(notice: str, description: Description, *, institution: Institution, gallica: str = "") -> PressTitle:
    """The title whose notice has this ark ("NAAN/name"), made or brought up to date with what its notice says."""
    place, code = _place(description)
    told = {
        "title": " : ".join(filter(None, (description.title, subtitle_of(description))))[:500],
        "sorting": sorting_title(description)[:300],
        "place": place[:200],
        "commune": code,
    }
    title, made = PressTitle.objects.update_or_create(
        notice=notice, defaults=told, create_defaults=told | {"institution": institution, "gallica": gallica}
    )
    if not made and gallica:
        name_in_gallica(title, gallica)
    return title


def name_in_gallica(title: PressTitle, collection: str) -> None:
    """Say under which name ("cb328261098") Gallica has a title."""
    if collection != title.gallica:
        title.gallica = collection
        title.save(update_fields=["gallica"])


def remove_title(title: PressTitle) -> None:
    """Forget a title, its issues and their words; its notice stays."""
    title.delete()


def _place(description: Description) -> tuple[str, str]:
    """The place of publication as it is called today, and the code of its commune; as it is written and "" where it is no commune."""
    published = principal_publication(description)
    written = published.places[0] if published and published.places else ""
    near = frozenset(one.code for one in departments_of(settings.REGION_CODE))
    codes = communes_of(written, near=near) if written else ()
    known = commune(codes[0]) if len(codes) == 1 else None
    return (known.name, known.code) if known else (written, "")


def replace_issues(title: PressTitle, listed: Iterable[Listed], *, keeper: Institution | None, year: int | None = None) -> Replaced:
    """Make the issues that ``keeper`` gives of a title (None: Gallica) those of a list, of one ``year`` or of all.

    Issues are told apart by their day and their rank in it, so that an address may change; one whose words are here stays, listed or not.
    """
    wanted = _keyed(one for one in listed if year is None or one.year == year)
    with transaction.atomic():
        PressTitle.objects.select_for_update().get(pk=title.pk)
        there = PressIssue.objects.filter(title=title, keeper=keeper, **({"year": year} if year is not None else {}))
        known = {(one.year, one.day, one.place): one for one in there}
        gone = [one.pk for key, one in known.items() if key not in wanted]
        removed = 0
        for start in range(0, len(gone), _AT_ONCE):
            _all, of_each = PressIssue.objects.filter(pk__in=gone[start : start + _AT_ONCE], pages__isnull=True).delete()
            removed += of_each.get("catalogue.PressIssue", 0)
        changed = [known[key] for key, one in wanted.items() if key in known and _take(known[key], one)]
        PressIssue.objects.bulk_update(changed, _TOLD, batch_size=_AT_ONCE)
        new = [issue_of(title, one, key[2], keeper) for key, one in wanted.items() if key not in known]
        PressIssue.objects.bulk_create(new, batch_size=_AT_ONCE)
    return Replaced(len(new), len(changed), removed)


def _keyed(listed: Iterable[Listed]) -> dict[tuple[int, date | None, int], Listed]:
    """Each issue under its year, its day and its rank in that day, in the order of the list; those without a day have ranks too."""
    ranks: Counter[tuple[int, date | None]] = Counter()
    keyed: dict[tuple[int, date | None, int], Listed] = {}
    for one in listed:
        here = (one.year, one.day)
        keyed[(*here, ranks[here])] = one
        ranks[here] += 1
    return keyed


def _take(issue: PressIssue, one: Listed) -> bool:
    """Bring an issue up to date; whether anything changed."""
    before = [getattr(issue, name) for name in _TOLD]
    for name in _TOLD:
        setattr(issue, name, getattr(one, name))
    return before != [getattr(issue, name) for name in _TOLD]


def issue_of(title: PressTitle, one: Listed, place: int, keeper: Institution | None) -> PressIssue:
    """An issue that is not written yet."""
    return PressIssue(
        title=title,
        year=one.year,
        day=one.day,
        anniversary=one.day.month * 100 + one.day.day if one.day else None,
        place=place,
        keeper=keeper,
        label=one.label,
        ark=one.ark,
        address=one.address,
        manifest=one.manifest,
    )
