"""From the tree of a query to the plan that engines compile: what each index and each relation asks for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from catalogue.core.headings import heading_key
from catalogue.core.vocabularies import DOCUMENT_TYPES, language_code
from catalogue.search.codes import call_number_key, typed_identifiers
from catalogue.search.cql import errors
from catalogue.search.cql.errors import CqlError
from catalogue.search.cql.tree import Boolean, Clause, Query
from catalogue.search.facets import FACETS
from catalogue.search.plan import All, Any, Everything, Node, Not, OneOf, Phrase, Prefix, Term, all_of, any_of
from catalogue.search.planning import CALL_NUMBERS, IDENTIFIERS, TITLES, headings, period, word_anywhere, word_in
from catalogue.search.titles import wholes_of
from catalogue.search.words import read_words

TEXT, CODE, DATE, VALUE, HEADING, ALL_RECORDS = "text", "code", "date", "value", "heading", "everything"
_ANYWHERE_FIELDS = ("title", "agents", "subjects", "places", "publishers", "notes")
_OF_A_WORD = frozenset({"=", "any", "all", "adj"})  # relations that ask the same of a single word
_SHORTEST_MASKED = 2
_YEAR = re.compile(r"-?\d{1,4}")


class Index(NamedTuple):
    """``name`` as explain gives it first, ``also`` other names of the same; ``field`` of the plan; ``kind`` says its relations."""

    name: str
    title: str
    kind: str
    field: str = ""
    also: tuple[str, ...] = ()


INDEXES = (
    Index("cql.anywhere", "Tous les mots", TEXT, "", ("cql.serverchoice", "bib.anywhere", "cql.keywords")),
    Index("cql.allrecords", "Toutes les notices", ALL_RECORDS),
    Index("dc.title", "Titre", TEXT, "title", ("bib.title",)),
    Index("dc.creator", "Auteur", TEXT, "agents", ("dc.contributor", "bib.author")),
    Index("dc.subject", "Sujet", TEXT, "subjects", ("bib.subject",)),
    Index("dc.publisher", "Éditeur ou imprimeur", TEXT, "publishers", ("bib.publisher",)),
    Index("dc.description", "Note", TEXT, "notes", ("bib.note",)),
    Index("bib.place", "Lieu de publication", TEXT, "places"),
    Index("dc.date", "Date de publication", DATE, "", ("bib.date",)),
    Index("dc.type", "Type de document", VALUE, "document_type", ("bib.doctype",)),
    Index("dc.language", "Langue", VALUE, "language", ("bib.language",)),
    Index("bib.rcr", "Établissement (RCR)", VALUE, "institution"),
    Index("bib.nameany", "Nom, en entier, de qui a fait le document", HEADING, "person"),
    Index("bib.subjectany", "Vedette-matière, en entier", HEADING, "subject"),
    Index("bib.originplace", "Ville de publication, nom français", HEADING, "place"),
    Index("bib.owner", "Ancien possesseur, nom en entier", HEADING, "owner"),
    Index("dc.identifier", "Identifiant", CODE, IDENTIFIERS,
          ("bib.isbn", "bib.issn", "bib.ean", "bib.persistentid", "rec.identifier", "bath.isbn", "bath.issn")),
    Index("bib.callnumber", "Cote", CODE, CALL_NUMBERS, ("bib.cote",)),
)  # fmt: skip
SETS = {"cql": "info:srw/cql-context-set/1/cql-v1.1", "dc": "info:srw/cql-context-set/1/dc-v1.1",
        "rec": "info:srw/cql-context-set/2/rec-1.1",
        "bath": "http://zing.z3950.org/cql/bath/2.0/", "bib": "info:srw/cql-context-set/1/bib-v1"}  # fmt: skip
RELATIONS = {
    TEXT: ("=", "==", "exact", "adj", "all", "any", "<>"), CODE: ("=", "==", "exact", "any", "all", "<>"),
    DATE: ("=", "==", "<", ">", "<=", ">=", "<>", "within", "any", "all"), VALUE: ("=", "==", "exact", "any", "<>"),
    HEADING: ("=", "==", "exact", "<>"),
    ALL_RECORDS: ("=", "=="),
}  # fmt: skip
KNOWN_RELATIONS = frozenset(relation for known in RELATIONS.values() for relation in known)
SORTS = {"dc.date": ("oldest", "newest"), "bib.date": ("oldest", "newest"), "dc.title": ("title", ""), "bib.title": ("title", "")}
LISTED = tuple(index for index in INDEXES if index.kind in (VALUE, HEADING))
"""Those whose terms are counted in an answer (facets)."""
SCANNED = (*(index for index in INDEXES if index.kind == TEXT), *LISTED)
"""Those whose terms can be gone through (scan): words one by one, codes and headings as wholes."""
_BY_NAME = {name: index for index in INDEXES for name in (index.name, *index.also)}
_UNPREFIXED = {name.partition(".")[2]: index for name, index in reversed(_BY_NAME.items())}


class Planned(NamedTuple):
    """What engines are asked: what must match, and the order ("" for relevance)."""

    matching: Node
    sort: str


def plan(query: Query) -> Planned:
    """The plan of a query; raises CqlError for what cannot be asked of this catalogue."""
    return Planned(_node(query.root), _sort(query))


def listed(name: str, *, position: int = 0) -> Index:
    """The index of a name whose terms are counted; raises CqlError for another."""
    found = index_of(Clause("", index=name, position=position))
    if found not in LISTED:
        raise CqlError(errors.INDEX, name, position=position)
    return found


def point_of(query: Query) -> tuple[Index, str]:
    """The index and the point in it that a scan asks for, by the order of its terms; raises CqlError."""
    clause = query.root
    if not isinstance(clause, Clause) or query.sorted_by:
        raise CqlError(errors.FEATURE, "one clause")
    found = index_of(clause)
    if found not in SCANNED:
        raise CqlError(errors.INDEX, clause.index, position=clause.position)
    relation = _relation(clause, found)
    if relation == "<>" or (found.kind == TEXT and relation not in _OF_A_WORD):
        raise CqlError(errors.RELATION_OF_INDEX, relation, position=clause.position)
    if found.kind == TEXT:
        return found, " ".join(_words(clause.term)[1])
    return found, heading_key(clause.term) if found.kind == HEADING else clause.term.strip().removeprefix("FR-")


def words_of(index: Index) -> tuple[str, ...]:
    """The fields of the engine whose words an index of texts has."""
    return (index.field,) if index.field else _ANYWHERE_FIELDS


def _sort(query: Query) -> str:
    if not query.sorted_by:
        return ""
    if len(query.sorted_by) > 1:
        raise CqlError(errors.SORT, "one index at a time")
    name, descending = query.sorted_by[0]
    found = SORTS.get(name.lower(), ("", ""))[descending]
    if not found:
        raise CqlError(errors.SORT_KEY, name)
    return found


def _node(part: Clause | Boolean) -> Node:
    if isinstance(part, Clause):
        return _clause(part)
    nodes = [_node(each) for each in part.parts]
    if part.operator == "not":
        return All((nodes[0], Not(nodes[1])))
    return all_of(nodes) if part.operator == "and" else any_of(nodes)


def _clause(clause: Clause) -> Node:
    index = index_of(clause)
    relation = _relation(clause, index)
    if clause.modifiers:
        raise CqlError(errors.MODIFIER, clause.modifiers[0], position=clause.position)
    if not clause.term.strip():
        raise CqlError(errors.EMPTY_TERM, position=clause.position)
    if relation == "<>":
        return All((Everything(), Not(_asked(index, "=", clause))))
    return _asked(index, relation, clause)


def index_of(clause: Clause) -> Index:
    """The index that a clause names; raises CqlError."""
    name = clause.index.lower()
    if not name:
        return _BY_NAME["cql.serverchoice"]
    context, dot, _ = name.partition(".")
    if dot and context not in SETS:
        raise CqlError(errors.CONTEXT_SET, context, position=clause.position)
    index = _BY_NAME.get(name) if dot else _UNPREFIXED.get(name)
    if index is None:
        raise CqlError(errors.INDEX, clause.index, position=clause.position)
    return index


def _relation(clause: Clause, index: Index) -> str:
    relation = clause.relation.removeprefix("cql.") or "="
    relation = {"scr": "="}.get(relation, relation)
    if relation not in KNOWN_RELATIONS:
        raise CqlError(errors.RELATION, clause.relation, position=clause.position)
    if relation not in RELATIONS[index.kind]:
        raise CqlError(errors.RELATION_OF_INDEX, clause.relation, position=clause.position)
    return relation


def _asked(index: Index, relation: str, clause: Clause) -> Node:
    return _KINDS[index.kind](index, relation, clause)


def _everything(index: Index, relation: str, clause: Clause) -> Node:
    return Everything()


def _text(index: Index, relation: str, clause: Clause) -> Node:
    """Words of a text: "=" and "all" every one, "any" one of them, "adj" side by side, "==" a whole title."""
    masked = _masked(clause, index)
    words, spoken = _words(masked[0] if masked else clause.term)
    if not words and not masked:
        raise CqlError(errors.EMPTY_TERM, position=clause.position)
    if relation in ("==", "exact") and index.field == "title" and not masked:
        return any_of([Term(TITLES, whole) for whole in wholes_of(spoken)])
    if relation in ("adj", "==", "exact") and len(spoken) > 1 and not masked:
        return any_of([Phrase(field, spoken) for field in words_of(index)])
    nodes: list[Node] = [word_in(index.field, word) if index.field else word_anywhere(word) for word in words]
    if masked:
        nodes.append(any_of([Prefix(field, masked[1]) for field in words_of(index)]))
    return any_of(nodes) if relation == "any" else all_of(nodes)


def _words(text: str) -> tuple[list[str], tuple[str, ...]]:
    """The folded words of a term, without what the box would take for signs: those to look for, and all of them with the little ones."""
    plain = text.replace('"', " ").replace("-", " ").replace("\\", "").lower()
    found = read_words(plain, dates=False)
    return [word for group in found.groups for word in group.words], found.spoken


def _masked(clause: Clause, index: Index) -> tuple[str, str] | None:
    """The words before a last word that ends in "*", and how that one begins; None where nothing is masked."""
    bare = re.sub(r"\\[*?^]", "", clause.term)
    if "^" in bare:
        raise CqlError(errors.ANCHOR, position=clause.position)
    if not re.search(r"[*?]", bare):
        return None
    before, _, last = bare.strip().rpartition(" ")
    if "?" in bare or "*" in before or not last.endswith("*") or "*" in last[:-1]:
        raise CqlError(errors.MASKING, "only * at the end of a term", position=clause.position)
    folded, _ = _words(last[:-1])
    if len(folded) != 1 or len(folded[0]) < _SHORTEST_MASKED:
        raise CqlError(errors.MASKED_SHORT, last, position=clause.position)
    return before, folded[0]


def _code(index: Index, relation: str, clause: Clause) -> Node:
    """An identifier or a call number, whole; several where any of them or all of them is asked."""
    if re.search(r"(?<!\\)[*?^]", clause.term):
        raise CqlError(errors.MASKING, clause.term, position=clause.position)
    terms = clause.term.split() if relation in ("any", "all") and index.field == IDENTIFIERS else [clause.term]
    nodes: list[Node] = []
    for term in terms:
        keys = typed_identifiers(term) if index.field == IDENTIFIERS else [call_number_key(term)]
        nodes.append(any_of([Term(index.field, key) for key in keys if key]))
    return all_of(nodes) if relation == "all" else any_of(nodes)


def _value(index: Index, relation: str, clause: Clause) -> Node:
    """A code of a closed list: a document type, a language in any usual writing, an institution."""
    terms = clause.term.split() if relation == "any" else [clause.term.strip()]
    return OneOf(FACETS[index.field].field, tuple(_coded(index.field, term, clause) for term in terms))


def _heading(index: Index, relation: str, clause: Clause) -> Node:
    """A heading as a whole, however each source writes it: a question mark is one of its doubts, not of the query."""
    if re.search(r"(?<!\\)[*]", clause.term):
        raise CqlError(errors.MASKING, clause.term, position=clause.position)
    key = heading_key(clause.term)
    if not key:
        raise CqlError(errors.EMPTY_TERM, position=clause.position)
    return headings(FACETS[index.field].field, [key])


def _coded(field: str, term: str, clause: Clause) -> str:
    known = {"document_type": lambda: term.lower() if term.lower() in DOCUMENT_TYPES else "", "language": lambda: language_code(term)}
    value = known[field]() if field in known else term.upper().removeprefix("FR-")
    if not value:
        raise CqlError(errors.TERM_OF_RELATION, term, position=clause.position)
    return value


def _date(index: Index, relation: str, clause: Clause) -> Node:
    """Years: those of the document meet those asked for."""
    years = clause.term.split()
    if not all(_YEAR.fullmatch(year) for year in years) or ((relation == "within") != (len(years) == 2) and relation not in ("any", "all")):
        raise CqlError(errors.TERM_OF_RELATION, clause.term, position=clause.position)
    numbers = [int(year) for year in years]
    if relation == "within":
        return period(min(numbers), max(numbers))
    if relation in ("any", "all"):
        parts = tuple(period(number, number) for number in numbers)
        return Any(parts) if relation == "any" else All(parts)
    year = numbers[0]
    bounds = {"<": (None, year - 1), "<=": (None, year), ">": (year + 1, None), ">=": (year, None)}
    return period(*bounds.get(relation, (year, year)))


_KINDS: dict[str, Callable[[Index, str, Clause], Node]] = {
    TEXT: _text, CODE: _code, DATE: _date, VALUE: _value, HEADING: _heading, ALL_RECORDS: _everything,
}  # fmt: skip
