"""What is read of a notice before anything is compared: titles, towns, printers, years, pages, names, as cataloguers write them."""

import pytest

from catalogue.clustering.deriving import traits_of
from catalogue.clustering.normalising.extents import extents_of, format_of
from catalogue.clustering.normalising.imprints import publisher_words, towns_in
from catalogue.clustering.normalising.names import initials_of, surname_of
from catalogue.clustering.normalising.numbers import numbers_in, volumes_in
from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Note, Publication, Text, Title


def titled(*values: str) -> Description:
    return Description(titles=tuple(Title(value=value, kind="proper" if not i else "remainder") for i, value in enumerate(values)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Le poëme de la vie",), ("LE POËME DE LA VIE",)),
        (("Hiſtoire de la noblesse",), ("Histoire de la noblesse",)),
        (("L'vniuersité de Paris",), ("L'Université de Paris",)),
        (("Iournal des sçavans",), ("Journal des sçavans",)),
        (("Œuvres de Boileau",), ("Oeuvres de Boileau",)),
        (("Germinal, roman",), ("Germinal", "roman")),
        (("Les mystères de Paris [et al.]",), ("Les mystères de Paris",)),
    ],
)
def test_the_words_of_a_title_are_the_same_however_it_is_set(one, other):
    assert traits_of(titled(*one)).title == traits_of(titled(*other)).title


@pytest.mark.parametrize(
    ("written", "pages", "volumes"),
    [
        ("xiv, 235 p.", 235, 0),
        ("[2], iv, 108 p.", 108, 0),
        ("[2]-XII-404-[3] p., [4] f. de pl. dépl.", 404, 0),
        ("2 vol. (XII-340 p.)", 340, 2),
        ("Trois volumes", 0, 3),
        ("11 v. (6209 p.)", 0, 11),
        ("p. cm.", 0, 0),
        ("v.", 0, 0),
        ("v. <1-8>", 0, 0),
        ("3 p. l., 180 p.", 180, 0),
        ("xvi, 1,042 p.", 1042, 0),
        ("4l6 p.", 416, 0),
        ("xxiii p., 1 l.", 23, 0),
        ("19 x 12.5 cm", 0, 0),
        ("64 p., 12 pl. dépl.", 64, 0),
    ],
)
def test_pages_and_volumes_are_read_out_of_an_extent(written, pages, volumes):
    found = extents_of(Description(extents=(Extent(value=written),)))
    assert (found.pages, found.in_volumes) == (pages, volumes)


@pytest.mark.parametrize(
    ("written", "leaves"),
    [("in-8°", "8"), ("In-folio", "2"), ("in-fol.", "2"), ("12mo", "12"), ("in-4", "4"), ("26 cm", ""), ("in-16", "16")],
)
def test_a_bibliographic_format_is_known_by_its_leaves(written, leaves):
    assert format_of(written) == leaves


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lugduni", "A Lyon"),
        ("Gratianopoli", "Grenoble"),
        ("Claromonti", "Clermont-Ferrand"),
        ("Genevae", "Genève"),
        ("London", "Londres"),
        ("Lutetiae Parisiorum", "Paris"),
        ("New York, N.Y.", "New York"),
    ],
)
def test_a_town_is_one_under_all_its_names(one, other):
    assert towns_in(one) == towns_in(other) != ()


def test_a_book_without_place_has_none():
    assert towns_in("[S.l.]") == towns_in("[Sans lieu]") == ()


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("chez Desaint, rue S. Jean de Beauvais", ("desaint",)),
        ("Apud Gryphium", ("griphium",)),
        ("[s.n.]", ()),
        ("chez l'auteur", ()),
        ("University Press", ()),
        ("Librairie Hachette et Cie", ("hachette",)),
    ],
)
def test_a_printer_is_known_by_his_name_and_not_by_his_address(written, words):
    assert publisher_words(written) == words


@pytest.mark.parametrize(
    ("name", "surname", "initials"),
    [
        ("La Fontaine, Jean de", "fontaine", "i"),
        ("Hugo, V.", "hugo", "u"),
        ("Monfalcon, Jean-Baptiste", "monfalcon", "ib"),
        ("Molière", "moliere", ""),
        ("Jean de Tournes", "tourne", "i"),
    ],
)
def test_a_name_is_a_surname_and_initials(name, surname, initials):
    assert (surname_of(name), initials_of(name)) == (surname, initials)


def test_numbers_in_words_roman_and_figures_are_the_same():
    assert numbers_in("Tome second") == numbers_in("Tome II") == numbers_in("t. 2") == ("2",)
    assert volumes_in("Tome premier") == volumes_in("volume I") == ("1",)
    assert numbers_in("De la démocratie") == ()
    assert volumes_in("Philippe II") == ()


def years(text: str, **more) -> Description:
    return Description(publications=(Publication(date=text),), dates=(parse(text, place="210[1]"),), **more)


def test_a_year_is_read_in_roman_of_the_republic_and_beside_its_copyright():
    assert traits_of(years("M. DCC. LXXXIX")).years == (1789,)
    assert set(traits_of(years("an VII")).years) == {1798, 1799}
    assert traits_of(years("1886, c1885")).copyrighted == (1885,)
    assert traits_of(years("1857-72")).years == (1857, 1872)


def test_sudoc_says_the_years_of_later_printings_in_a_note():
    found = traits_of(years("1957", notes=(Note(value="Autre tirage : 1964, réimpr. 1971", kind="edition"),)))
    assert found.reprinted == (1964, 1971)


def test_what_may_be_from_before_1831_is_an_early_print():
    assert traits_of(years("1830")).early
    assert not traits_of(years("1831")).early
    assert traits_of(years("[18--]")).early


def test_the_number_of_an_edition_is_not_that_of_a_printing():
    assert traits_of(Description(editions=(Text(value="2e édition"),))).edition == 2
    assert traits_of(Description(editions=(Text(value="12e mille"),))).edition == 0


def test_a_body_and_a_person_are_told_apart():
    found = traits_of(Description(agents=(Agent(name="Académie de Lyon", kind="corporate"), Agent(name="Zola, Émile"))))
    assert found.authors == ("academie lion", "zola,e")
