"""A French gold set: editions known to everybody, each described as several cataloguers would, beside what is easily taken for it.

Author, title, town, publisher and year of ``editions.csv`` are public facts; the extents stand for what a cataloguer counts. A case is a
function from one description to another; its name says the difference, its list whether the edition stays the same.
"""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from catalogue.core.dates import parse
from catalogue.core.dates.roman import to_roman
from catalogue.core.description import Agent, Description, Extent, Identifier, Language, Link, Note, Publication, Text, Title

EDITIONS = Path(__file__).parent / "editions.csv"
EARLY = 1831
LATIN = {"Lyon": "Lugduni", "Genève": "Genevae", "Bâle": "Basileae", "Paris": "Lutetiae Parisiorum", "Leyde": "Lugduni Batavorum"}


class Case(NamedTuple):
    name: str
    one: Description
    other: Description
    same: bool
    year_shared: bool
    early: bool


def editions() -> list[dict[str, str]]:
    with EDITIONS.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def described(row: dict[str, str]) -> Description:
    """The edition as a careful cataloguer describes it."""
    titles = [Title(value=row["title"], kind="proper", place="200[1]")]
    if row["subtitle"]:
        titles.append(Title(value=row["subtitle"], kind="remainder", place="200[1]"))
    return Description(
        material="text",
        document_type="book",
        level="monograph",
        titles=tuple(titles),
        agents=(Agent(name=row["author"], roles=("070",), place="700[1]"),),
        publications=(published(row["town"], row["publisher"], row["year"]),),
        dates=(parse(row["year"], place="210[1]"),),
        languages=(Language(code="lat" if row["author"] in ("Vésale, André", "Alciat, André") else "fre"),),
        extents=(Extent(value=f"1 vol. (XII-{row['extent'].replace(' p.', '')} p.)", format=row["format"]),),
    )


def published(town: str, name: str, date: str) -> Publication:
    return Publication(places=(town,), names=(name,), date=date, place="210[1]")


def _imprint(one: Description, *, town: str | None = None, name: str | None = None, date: str | None = None) -> Description:
    old = one.publications[0]
    date = date if date is not None else old.date
    new = published(town if town is not None else old.places[0], name if name is not None else old.names[0], date)
    return replace(one, publications=(new,), dates=(parse(date, place="210[1]"),))


def _year(one: Description) -> int:
    return one.dates[0].start or 0


def _pages(one: Description) -> int:
    return int(one.extents[0].value.partition("XII-")[2].partition(" ")[0])


# The same edition, catalogued by somebody else.


def as_the_title_page_has_it(one: Description) -> Description:
    """« A Lyon, chez … », the year in Roman figures, where title pages had them."""
    old = one.publications[0]
    date = to_roman(_year(one)) if _year(one) < EARLY else f"[{old.date}]"
    return _imprint(one, town=f"A {old.places[0]}", name=f"chez {old.names[0]}", date=date)


def in_few_words(one: Description) -> Description:
    """The subtitle run on, the forename abbreviated, the last word of the publisher, centimetres for a format."""
    title = Title(value=", ".join(title.value for title in one.titles), kind="proper")
    surname, _, forenames = one.agents[0].name.partition(", ")
    name = f"{surname}, {forenames[:1]}." if forenames else surname
    publisher = one.publications[0].names[0].split()[-1]
    short = replace(one, titles=(title,), agents=(replace(one.agents[0], name=name),))
    return replace(_imprint(short, name=publisher), extents=(Extent(value=f"{_pages(one)} p.", format="21 cm"),))


def without_a_heading(one: Description) -> Description:
    """No access point; « par … » after the title, and [et al.]; the subtitle left out."""
    surname, _, forenames = one.agents[0].name.partition(", ")
    said = Text(value=f"par {forenames} {surname} [et al.]")
    extent = Extent(value=f"[2]-XII-{_pages(one)}-[3] p., [4] f. de pl. dépl.", format=one.extents[0].format)
    return replace(one, agents=(), titles=one.titles[:1], responsibility=(said,), extents=(extent,))


def in_capitals_and_latin(one: Description) -> Description:
    """The title in capitals with v for u, as the printer set it; the town in Latin for an early print."""
    early = _year(one) < EARLY
    title = one.titles[0].value.upper().replace("U", "V") if early else one.titles[0].value.upper()
    named = replace(one, titles=(replace(one.titles[0], value=title), *one.titles[1:]))
    return _imprint(named, town=LATIN.get(one.publications[0].places[0], one.publications[0].places[0])) if early else named


# What is easily taken for it, of the same year.


def second_edition_of_the_year(one: Description) -> Description:
    return replace(one, editions=(Text(value="2e édition"),))


def counterfeit(one: Description) -> Description:
    return _imprint(one, town="Bruxelles", name="Méline, Cans et compagnie" if _year(one) >= EARLY else "[s.n.]")


def counterfeit_under_its_own_town(one: Description) -> Description:
    """Another printer's pages, another setting."""
    print_ = Identifier(scheme="fingerprint", value="n-e- u-es t,e, qula (3) 1700 (A)")
    return replace(_imprint(one, name="Aux dépens de la Compagnie"), identifiers=(print_,))


def other_format(one: Description) -> Description:
    new = "in-4" if one.extents[0].format != "in-4" else "in-12"
    return replace(one, extents=(replace(one.extents[0], format=new),))


def on_microfiches(one: Description) -> Description:
    return replace(one, extents=(Extent(value=f"4 microfiches ({_pages(one)} p.)", format="105 x 148 mm"),))


def translated(one: Description) -> Description:
    translator = Agent(name="Smith, John", roles=("730",), rank="other")
    languages = (Language(code="eng"), Language(code="fre", role="original"))
    return replace(one, languages=languages, agents=(*one.agents, translator))


def other_volume(one: Description) -> Description:
    return replace(one, titles=(*one.titles, Title(value="Tome second", kind="part")))


def set_to_music(one: Description) -> Description:
    return replace(one, material="score", document_type="score", extents=(Extent(value=f"1 partition ({_pages(one)} p.)"),))


def of_a_namesake(one: Description) -> Description:
    """A book of the same title by another hand of the same name."""
    surname = one.agents[0].name.partition(",")[0]
    return _imprint(replace(one, agents=(replace(one.agents[0], name=f"{surname}, Zéphirin"),), titles=one.titles[:1]), name="Delagrave")


# Of another year.


def page_for_page(one: Description) -> Description:
    return _imprint(one, date=str(_year(one) + 2))


def reissued_the_year_after(one: Description) -> Description:
    return _imprint(replace(one, editions=(Text(value="Nouvelle édition"),)), date=str(_year(one) + 1))


def facsimile(one: Description) -> Description:
    note = Note(value=f"Fac-similé de l'édition de {one.publications[0].names[0]}, {_year(one)}")
    link = Link(relation="reproduction_of", title=one.title)
    return replace(_imprint(one, town="Genève", name="Slatkine reprints", date="1970"), notes=(note,), links=(link,))


def reprinted(one: Description) -> Description:
    """Sudoc keeps one record for the printings of an edition, and says their years in 305."""
    note = Note(value=f"Réimpr. de l'édition de {_year(one)}", kind="edition")
    return replace(_imprint(one, date=str(_year(one) + 9)), notes=(note,))


def elsewhere_later(one: Description) -> Description:
    new = _imprint(one, town="Lausanne", name="Rencontre", date=str(_year(one) + 40))
    return replace(new, extents=(Extent(value=f"{_pages(one) - 31} p.", format="18 cm"),))


Change = Callable[[Description], Description]
SAME: tuple[Change, ...] = (as_the_title_page_has_it, in_few_words, without_a_heading, in_capitals_and_latin)
OF_THE_YEAR: tuple[Change, ...] = (
    second_edition_of_the_year, counterfeit, counterfeit_under_its_own_town, other_format, on_microfiches, translated, other_volume,
    set_to_music, of_a_namesake,
)  # fmt: skip
OF_OTHER_YEARS: tuple[Change, ...] = (page_for_page, reissued_the_year_after, facsimile, reprinted, elsewhere_later)


def cases() -> list[Case]:
    """Every edition under every case. A volume is compared with another volume; a change of format with a format that was said."""
    found = []
    for row in editions():
        one, early = described(row), int(row["year"]) < EARLY
        found += [Case(change.__name__, one, change(one), True, True, early) for change in SAME]
        for change in OF_THE_YEAR:
            base = replace(one, titles=(*one.titles, Title(value="Tome premier", kind="part"))) if change is other_volume else one
            if change is not other_format or row["format"]:
                found.append(Case(change.__name__, base, change(one), False, True, early))
        found += [Case(change.__name__, one, change(one), False, False, early) for change in OF_OTHER_YEARS]
    return found
