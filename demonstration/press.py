"""The newspaper of the demonstration, made up from its title to its last issue: its issues day by day, the words of some of its pages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from demonstration.institutions import by_code
from demonstration.notices import all_notices
from demonstration.oai.repository import oai_identifier
from demonstration.records import all_records

SLUG, SOURCE = "reveil-des-pentes", "lyon"
FIRST, LAST = date(1884, 3, 1), date(1889, 6, 29)
APPEARS = (1, 3, 5)  # Tuesday, Thursday, Saturday
ABSENT = ((date(1886, 5, 1), date(1886, 8, 31)), (date(1888, 1, 1), date(1888, 12, 31)))
TWICE = date(1887, 5, 26)
PAGES = {
    "1884-03-01": (
        "Le réveil des pentes. Journal du soir du quartier de la Croix-Rousse.\n\n"
        "À nos lecteurs. La navette du plateau s’est tue cet hiver ; ses abonnés nous demandent de la reprendre. Nous le faisons sous un "
        "titre nouveau, avec les mêmes amis et le même souci : dire ce qui se passe de la montée Saint-Sébastien au boulevard.",
        "Chronique du quartier. La ficelle de la rue Terme a transporté, le dimanche gras, plus de douze mille voyageurs.\n\n"
        "Tissage. Les façonnés reprennent ; les métiers mécaniques de l’Isère inquiètent toujours les ateliers de la rue d’Austerlitz.",
    ),
    "1887-05-26": (
        "Édition spéciale. Incendie de l’Opéra-Comique, à Paris. Une dépêche arrivée cette nuit annonce un grand nombre de victimes. "
        "Le théâtre brûlait encore au matin.",
    ),
    "1889-05-07": (
        "L’Exposition est ouverte. Les soieries lyonnaises occupent une galerie entière ; nos tisseurs de la Croix-Rousse y retrouveront "
        "leurs pièces, sinon leurs noms.",
    ),
}


class Issue(NamedTuple):
    """An issue: its year, its day (None where nobody knows it), what is said of it, what names it within the address of its document."""

    year: int
    day: date | None
    label: str
    name: str


def issues() -> Iterator[Issue]:
    """Three a week but for what the library lacks, two on one day, one whose day is lost."""
    number = 0
    yield Issue(FIRST.year, None, "Numéro spécimen, février 1884", "specimen")
    for count in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=count)
        if day.weekday() not in APPEARS:
            continue
        number += 1
        if any(first <= day <= last for first, last in ABSENT):
            continue
        yield Issue(day.year, day, f"N° {number}", f"{day}")
        if day == TWICE:
            yield Issue(day.year, day, "Édition spéciale", f"{day}-2")


def words() -> list[tuple[str, bytes]]:
    """The words of some pages, as a library delivers them: a file of text for each issue, a form feed between pages."""
    return [(f"{day}{'_2' if day == f'{TWICE}' else ''}.txt", "\f".join(pages).encode()) for day, pages in PAGES.items()]


def keeper() -> str:
    """The RCR of the library that gives the calendar."""
    return by_code()["LYO"].rcr


def identifier() -> str:
    """What the partner calls the notice of the newspaper."""
    return oai_identifier(next(one for one in all_records() if one.source.slug == SOURCE and one.identifier == SLUG))


def title() -> tuple[str, str]:
    """Its title and what completes it."""
    notice = next(one for one in all_notices() if one.slug == SLUG)
    return notice.get("title"), " : ".join(notice.all("sub"))
