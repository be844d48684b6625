"""What is a client of SRU told of its query: which sign is wrong, where it stands, and how the query was read where nothing is?"""

from __future__ import annotations

import pytest

from catalogue.search.cql import CqlError, parse, plan, point_of
from catalogue.search.cql.planning import INDEXES, index_of, listed
from catalogue.search.cql.tree import Boolean, Clause
from catalogue.search.plan import All, Any, Everything, Node, Not, OneOf, Phrase, Prefix, Range, Term
from catalogue.search.planning import word_anywhere, word_in

BEFORE = "dc.date = 1557 and "  # a clause that is right: what is wrong stands after it
AT = len(BEFORE)


@pytest.mark.parametrize(
    ("query", "number", "details", "at"),
    [
        ("", 10, "", 0),
        ("and", 10, "and", 0),
        ("a and", 10, "", 5),
        ("dc.title =", 10, "=", 10),
        ("= a", 10, "=", 0),
        ("a = = b", 10, "=", 4),
        ("dc.title = (a)", 10, "(", 11),
        ("a sortBy", 10, "sortBy", 2),
        ("a sortBy dc.title (", 10, "(", 18),
        ("a sortBy dc.title/", 10, "/", 17),
        ("dc.title =/a", 10, "=", 12),
        ('dc.title =/= "a"', 10, "/", 10),
        ('"a" = b', 10, '"a"', 0),
        ("a /x", 10, "/", 2),
        ("()", 10, ")", 1),
        ("(a) b = c", 37, "b", 4),
        ("x" * 1025, 12, "1024", 0),
        ("é" * 513, 12, "1024", 0),
        ("(a and (b", 13, "", 7),
        ("(a))", 13, "", 3),
        ('dc.title = "a b', 14, "", 11),
        ("(" * 9 + "a" + ")" * 9, 48, "more than 8 levels of parentheses", 8),
        ('> dc = "info:x" a', 48, "prefix assignment", 0),
        (" or ".join(["a"] * 33), 38, "32", 160),
        ("a prox/distance<3 b", 39, "", 2),
        ("a and/Rel.combine=sum b", 46, "rel.combine=sum", 2),
        ('a or/x="y z" b', 46, "x=y z", 2),
        ("a sortBy dc.title dc.date", 80, "one index at a time", 0),
        ("a sortBy dc.subject", 88, "dc.subject", 0),
        ("a sortBy dc.date/sort.ignoreCase", 88, "sort.ignorecase", 9),
        ("a sortBy dc.title/descending", 88, "dc.title", 0),
    ],
)
def test_which_sign_of_the_query_is_wrong_and_where(query: str, number: int, details: str, at: int) -> None:
    with pytest.raises(CqlError) as refusal:
        plan(parse(query))
    told = refusal.value
    assert (told.number, told.details, told.position) == (number, details, at)


@pytest.mark.parametrize(
    ("clause", "number", "details"),
    [
        ("foo.bar = a", 15, "foo"),
        ("Dc.Foo = a", 16, "Dc.Foo"),
        ("dc.title like a", 19, "like"),
        ("dc.title =/Stem a", 20, "stem"),
        ("dc.title within a", 22, "within"),
        ("dc.type < book", 22, "<"),
        ("dc.type = zzz", 24, "zzz"),
        ("dc.language = zzz", 24, "zzz"),
        ("dc.date = now", 24, "now"),
        ('dc.date = "1700 1800"', 24, "1700 1800"),
        ("dc.date within 1700", 24, "1700"),
        ('dc.title = " "', 27, ""),
        ('dc.title = "..."', 27, ""),
        ("bib.owner = ...", 27, ""),
        ("dc.title = ph?nix", 28, "only * at the end of a term"),
        ('dc.title = "phe* nix*"', 28, "only * at the end of a term"),
        ("dc.title = phe**", 28, "only * at the end of a term"),
        ("dc.identifier = 97*", 28, "97*"),
        ("bib.owner = Coste*", 28, "Coste*"),
        ('dc.title = "le p*"', 29, "p*"),
        ("dc.title = ^le", 31, ""),
    ],
)
def test_a_clause_that_cannot_be_asked_is_pointed_at(clause: str, number: int, details: str) -> None:
    with pytest.raises(CqlError) as refusal:
        plan(parse(BEFORE + clause))
    told = refusal.value
    assert (told.number, told.details, told.position) == (number, details, AT)


def test_limits_are_those_that_are_told() -> None:
    assert isinstance(parse(" or ".join(["a"] * 32)).root, Boolean)
    assert parse("(" * 8 + "a" + ")" * 8).root == Clause("a", position=8)
    assert parse("x" * 1024).root == Clause("x" * 1024)
    assert plan(parse("dc.title = ph*")).matching == Prefix("title", "ph"), "two letters are enough to begin by"


@pytest.mark.parametrize(
    ("query", "root"),
    [
        ("Hugo", Clause("Hugo")),
        ('"le \\"phénix\\""', Clause('le "phénix"')),
        ("dc.title  ALL/a/B=2 'x'", Clause("'x'", "dc.title", "all", ("a", "b=2"))),
        ("a not b", Boolean("not", (Clause("a"), Clause("b", position=6)))),
        (
            "a not b not c",
            Boolean("not", (Boolean("not", (Clause("a"), Clause("b", position=6))), Clause("c", position=12))),
        ),
        ("(a) OR (b or c)", Boolean("or", (Clause("a", position=1), Boolean("or", (Clause("b", position=8), Clause("c", position=13)))))),
        ("a and b and c", Boolean("and", (Clause("a"), Clause("b", position=6), Clause("c", position=12)))),
    ],
)
def test_a_query_is_read_as_the_standard_says(query: str, root: object) -> None:
    assert parse(query).root == root


def test_the_order_asked_for_is_kept_as_written() -> None:
    assert parse("a sortBy dc.date/sort.descending dc.title").sorted_by == (("dc.date", True), ("dc.title", False))
    assert parse("a SORTBY Dc.Title/sort.ascending").sorted_by == (("Dc.Title", False),)
    assert [plan(parse(f"a sortBy {key}")).sort for key in ("DC.DATE/descending", "bib.date/ascending")] == ["newest", "oldest"]
    assert plan(parse("a")).sort == ""


EVERYWHERE = ("title", "agents", "subjects", "places", "publishers", "notes")


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("phénix", word_anywhere("phenix")),
        ("cql.anywhere = phénix", word_anywhere("phenix")),
        ('"le phénix"', word_anywhere("phenix")),
        ('"phénix soyeux"', All((word_anywhere("phenix"), word_anywhere("soyeux")))),
        ('anywhere adj "le phénix"', Any(tuple(Phrase(field, ("le", "phenix")) for field in EVERYWHERE))),
        ("anywhere adj phénix", word_anywhere("phenix")),
        ("anywhere = phé*", Any(tuple(Prefix(field, "phe") for field in EVERYWHERE))),
        ('dc.creator exact "hugo, victor"', Phrase("agents", ("hugo", "victor"))),
        ('dc.title = "jardin phé*"', All((word_in("title", "jardin"), Prefix("title", "phe")))),
        ('dc.title any "jardin phé*"', Any((word_in("title", "jardin"), Prefix("title", "phe")))),
        ('dc.title == "jardin phé*"', All((word_in("title", "jardin"), Prefix("title", "phe")))),
        ('dc.title = "dix\\-huit"', All((word_in("title", "dix"), word_in("title", "huit")))),
        ('dc.title = "un -jardin"', word_in("title", "jardin")),
        ('dc.title == "Le jardin"', Any((Term("whole_titles", "le jardin"), Term("whole_titles", "jardin")))),
        ("dc.subject scr lyon", word_in("subjects", "lyon")),
        ("dc.subject cql.any lyon", word_in("subjects", "lyon")),
        ("dc.title <> phénix", All((Everything(), Not(word_in("title", "phenix"))))),
        ("a and b", All((word_anywhere("a"), word_anywhere("b")))),
        ("a or b", Any((word_anywhere("a"), word_anywhere("b")))),
        ("a not dc.type = map", All((word_anywhere("a"), Not(OneOf("document_type", ("map",)))))),
        ("bib.isbn = 2-07-036822-X", Any((Term("identifiers", "207036822x"), Term("identifiers", "9782070368228")))),
        ('dc.identifier any "0395-2037 1234567X"', Any((Term("identifiers", "03952037"), Term("identifiers", "1234567x")))),
        ('dc.identifier all "0395-2037 1234567X"', All((Term("identifiers", "03952037"), Term("identifiers", "1234567x")))),
        ('bib.cote any "Ms 12"', Term("call_number_keys", "ms12")),
        ('dc.type any "Map BOOK"', OneOf("document_type", ("map", "book"))),
        ('bib.language any "fr latin"', OneOf("languages", ("fre", "lat"))),
        ("bib.rcr = fr-01053a001", OneOf("institutions", ("01053A001",))),
        ('bib.owner = "Coste, Jean?"', Prefix("owners", "coste-jean|")),
    ],
)
def test_what_is_asked_of_the_catalogue(query: str, asked: Node) -> None:
    assert plan(parse(query)).matching == asked


def years(query: str) -> tuple[Node, ...]:
    """What a query by date asks of the years, without the decades that find them sooner."""
    asked = plan(parse(query)).matching
    parts = asked.parts if isinstance(asked, All) else (asked,)
    return tuple(part for part in parts if not isinstance(part, OneOf))


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("dc.date = 1557", (Range("year_from", None, 1557), Range("year_to", 1557, None))),
        ("dc.date < 1557", (Range("year_from", None, 1556),)),
        ("dc.date <= 1557", (Range("year_from", None, 1557),)),
        ("dc.date > 1557", (Range("year_to", 1558, None),)),
        ("dc.date >= 1557", (Range("year_to", 1557, None),)),
        ('dc.date within "1560 1557"', (Range("year_from", None, 1560), Range("year_to", 1557, None))),
    ],
)
def test_the_years_asked_for(query: str, asked: tuple[Node, ...]) -> None:
    assert years(query) == asked


def test_several_years_are_any_or_all_of_them() -> None:
    one, other = plan(parse("dc.date = 1557")).matching, plan(parse("dc.date = 1600")).matching
    assert plan(parse('dc.date any "1557 1600"')).matching == Any((one, other))
    assert plan(parse('dc.date all "1557 1600"')).matching == All((one, other))


def test_a_list_is_entered_at_the_point_that_is_asked_for() -> None:
    by_name = {index.name: index for index in INDEXES}
    assert point_of(parse('bib.owner = "Coste, Jean"')) == (by_name["bib.owner"], "coste-jean")
    assert point_of(parse('bib.rcr = " FR-693836101 "')) == (by_name["bib.rcr"], "693836101")
    assert point_of(parse('dc.title all "Le PHÉNIX"')) == (by_name["dc.title"], "le phenix")
    assert point_of(parse('""')) == (by_name["cql.anywhere"], "")
    assert listed("bib.doctype") == by_name["dc.type"]


@pytest.mark.parametrize(
    ("query", "number", "details", "at"),
    [
        ("dc.type = a and dc.type = b", 48, "one clause", 0),
        ("dc.type = a sortBy dc.date", 48, "one clause", 0),
        ("(dc.type <> a)", 22, "<>", 1),
        ("(dc.date = a)", 16, "dc.date", 1),
        ("(dc.title == a)", 22, "==", 1),
        ("(dc.type < a)", 22, "<", 1),
    ],
)
def test_what_is_no_point_of_a_list_is_refused(query: str, number: int, details: str, at: int) -> None:
    with pytest.raises(CqlError) as refusal:
        point_of(parse(query))
    assert (refusal.value.number, refusal.value.details, refusal.value.position) == (number, details, at)


def test_a_list_that_there_is_not_is_refused_by_its_name() -> None:
    with pytest.raises(CqlError) as refusal:
        listed("dc.title", position=7)
    assert (refusal.value.number, refusal.value.details, refusal.value.position) == (16, "dc.title", 7)
    assert str(refusal.value) == "16 dc.title (7)"


def test_a_name_without_its_set_is_that_of_the_first_index_that_has_it() -> None:
    assert index_of(Clause("", index="date")).name == "dc.date"
    assert index_of(Clause("", index="ISBN")).name == "dc.identifier"
    assert index_of(Clause("")).name == "cql.anywhere"
