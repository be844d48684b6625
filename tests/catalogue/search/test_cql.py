"""What a CQL query asks, and what is told of one that cannot be asked: the number of the diagnostic and where it went wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.search.cql import CqlError, parse, plan
from catalogue.search.cql.planning import INDEXES, RELATIONS
from catalogue.search.cql.tree import Boolean, Clause
from catalogue.search.plan import All, Any, Everything, Not, OneOf, Phrase, Prefix, Term

WRONG = [
    ("", 10), ("   ", 10), ("and", 10), ("not a", 10), ("a and", 10), ("a and and b", 10), ("dc.title =", 10), ("= a", 10), ("a = = b", 10),
    ("dc.title = (a)", 10), ("a sortBy", 10), ("sortBy dc.title", 10), ('"a" = b', 10), ("a /x", 10), ("()", 10), ("(a) b = c", 37),
    ("x" * 1025, 12), ("(a", 13), ("a)", 13), ("((a)", 13), ("(a))", 13), ('"a', 14), ('a "', 14), ('dc.title = "a b', 14),
    ("foo.bar = a", 15), ("info.x = a", 15), ("dc.foo = a", 16), ("foo = a", 16), ("bib.publishe = a", 16), ("dc.title like a", 19),
    ("dc.title encloses a", 19), ("dc.title =/stem a", 20), ("dc.title any/relevant a", 20), ("dc.title within a", 22),
    ("dc.title < a", 22),
    ("dc.type < book", 22), ("dc.identifier adj 1", 22), ("cql.allRecords > 1", 22), ("dc.type = zzz", 24), ("dc.language = zzz", 24),
    ("dc.date = now", 24), ('dc.date = "1700 1800"', 24), ("dc.date within 1700", 24), ('""', 27), ('dc.title = ""', 27),
    ('dc.title = "..."', 27),
    ("dc.title = ph?nix", 28), ("dc.title = *nix", 28), ("dc.title = ph*nix", 28), ("dc.identifier = 97*", 28), ("dc.title = p*", 29),
    ("dc.title = *", 29), ("dc.title = ^le", 31), ("a b", 37), ("a nor b", 16), ("a xor b", 16), ("a or " * 33 + "a", 38), ("a prox b", 39),
    ("a prox/distance<3 b", 39), ("a and/rel.combine=sum b", 46), ('> dc = "info:x" a', 48), ("(" * 9 + "a" + ")" * 9, 48),
    ("a sortBy dc.title dc.date", 80), ("a sortBy dc.subject", 88), ("a sortBy dc.date/sort.ignoreCase", 88),
    ("a sortBy dc.title/descending", 88),
]  # fmt: skip


@pytest.mark.parametrize(("query", "number"), WRONG)
def test_a_query_that_cannot_be_asked_has_its_diagnostic(query: str, number: int) -> None:
    with pytest.raises(CqlError) as refusal:
        plan(parse(query))
    assert refusal.value.number == number and 0 <= refusal.value.position <= len(query)


def test_the_position_is_that_of_the_fault() -> None:
    with pytest.raises(CqlError) as refusal:
        plan(parse("dc.title = a and foo.bar = b"))
    assert refusal.value.position == 17 and refusal.value.details == "foo"


def test_booleans_join_from_the_left_and_parentheses_bind() -> None:
    a, b, c = (Clause(word, position=place) for word, place in (("a", 0), ("b", 6), ("c", 12)))
    assert parse("a and b or  c").root == Boolean("or", (Boolean("and", (a, b)), c))
    inner = parse("a and (b or c)").root
    assert isinstance(inner, Boolean) and inner.operator == "and" and isinstance(inner.parts[1], Boolean)


def test_a_long_chain_is_one_node() -> None:
    root = parse(" or ".join(["a"] * 32)).root
    assert isinstance(root, Boolean) and len(root.parts) == 32


@pytest.mark.parametrize(
    ("query", "node"),
    [
        ("cql.allRecords = 1", Everything()),
        ("bib.doctype = book", OneOf("document_type", ("book",))),
        ('bib.doctype any "book map"', OneOf("document_type", ("book", "map"))),
        ("dc.language = français", OneOf("languages", ("fre",))),
        ("bib.rcr = FR-690001001", OneOf("institutions", ("690001001",))),
        ('bib.cote = "Ms. 0123"', Term("call_number_keys", "ms123")),
        ("dc.title = phen*", Prefix("title", "phen")),
        ('dc.title adj "jardin soyeux"', Phrase("title", ("jardin", "soyeux"))),
        ("dc.title == Phénix", Term("whole_titles", "phenix")),
    ],
)
def test_an_index_asks_for_what_it_says(query: str, node: object) -> None:
    assert plan(parse(query)).matching == node


def test_relations_of_words() -> None:
    every, some = plan(parse('dc.creator all "hugo victor"')).matching, plan(parse('dc.creator any "hugo victor"')).matching
    assert isinstance(every, All) and isinstance(some, Any) and every.parts == some.parts
    without = plan(parse("dc.creator <> hugo")).matching
    assert isinstance(without, All) and isinstance(without.parts[1], Not)


def test_the_order_is_said_by_sortby() -> None:
    keys = ("dc.date", "dc.date/sort.descending", "bib.title")
    assert [plan(parse(f"a sortBy {key}")).sort for key in keys] == ["oldest", "newest", "title"]


def test_names_are_read_in_any_case_and_without_their_set() -> None:
    assert plan(parse("DC.Title = a AND TITLE = b")).matching == plan(parse("dc.title = a and dc.title = b")).matching


_piece = st.sampled_from(
    ["a", "b*", '"le phénix"', "dc.title", "dc.date", "=", "any", "<", ">=", "and", "or", "not", "prox", "(", ")", "/x", "sortBy",
     '"', "1700", "é", "\\"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(_piece, max_size=14).map(" ".join) | st.text(max_size=40))
def test_whatever_is_typed_is_a_plan_or_a_diagnostic(query: str) -> None:
    try:
        plan(parse(query))
    except CqlError as refusal:
        assert refusal.number > 0


@pytest.mark.parametrize("name", [name for index in INDEXES for name in (index.name, *index.also)])
def test_every_index_that_is_listed_answers_each_of_its_relations(name: str) -> None:
    index = next(each for each in INDEXES if name in (each.name, *each.also))
    terms = {"date": "1700", "value": {"document_type": "book", "language": "fre"}.get(index.field, "690001001"), "code": "Ms 12"}
    for relation in RELATIONS[index.kind]:
        term = "1700 1800" if relation == "within" else terms.get(index.kind, "phenix")
        plan(parse(f'{name} {relation} "{term}"'))
