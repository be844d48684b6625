"""What a search may cost, whatever is typed: the terms and ranges of the query that an engine is given are counted."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.search.engines.tantivy.queries import Compiler, narrowed
from catalogue.search.planning import plan_of
from catalogue.search.request import TEXT_FIELDS, SearchRequest
from catalogue.search.spelling import corrections, lookups
from catalogue.search.synonyms import MAX_ALSO, Row, synonyms_of
from catalogue.search.words import MAX_WORDS, read_request
from tests.cost import at_most

MOST = 600  # terms and ranges of one search
LETTERS = "abcdefghijklmnopqrstuvwxyz"
EVERYTHING = synonyms_of(
    [
        Row(f"mot{LETTERS[n]}", tuple(f"autre{LETTERS[n]} sens{LETTERS[i]} long{LETTERS[i]} dit{LETTERS[n]}" for i in range(20)))
        for n in range(26)
    ],
    version="every word has twenty synonyms of four words",
)
WORST = {
    "as many words as there may be": " ".join(f"uniuersite{LETTERS[n % 26]}{LETTERS[n // 26]}j" for n in range(60)),
    "every word with its synonyms": " ".join(f"mot{letter}" for letter in LETTERS),
    "years": " ".join(str(year) for year in range(1500, 1560)),
    "centuries": " ".join(f"{number}e siècle" for number in range(1, 22)),
    "periods": " ".join(f"entre {year} et {year + 150}" for year in range(1500, 1530)),
    "years of the Republic": " ".join(f"an {number}" for number in range(1, 15)) * 3,
    "identifiers": " ".join(f"978207036{n:04d}" for n in range(60)),
    "arks": " ".join(f"ark:/12148/cb{n:06d}" for n in range(40)),
    "one long number": "-".join(str(n) for n in range(300)),
    "towns in Latin": "lugduni parisiis romae basileae genevae venetiis coloniae argentorati " * 6,
    "phrases": " ".join(f'"mot{n} {n}"' for n in range(60)),
    "exclusions": " ".join(f"-mot{n}" for n in range(60)),
    "everything": ' '.join(f'mot{LETTERS[n % 26]} 15{n:02d} -x{n} "y{n}"' for n in range(60)),
}  # fmt: skip


def clauses(request: SearchRequest) -> int:
    """How many terms and bounds of ranges the query holds."""
    wanted = plan_of(request, read_request(request))
    compiler = Compiler(ManyWords())  # type: ignore[arg-type]
    query = narrowed(compiler.query(wanted.ranked), compiler.filters(wanted).values())
    return repr(query).count("Term(field=")


class ManyWords:
    """The lists of words of an index in which every word is, under forms as many as letters."""

    def terms_with_prefix(self, _field: str, beginning: str, *, limit: int) -> list[tuple[str, int]]:
        return [(f"{beginning}{letter}", 1) for letter in LETTERS][:limit]

    def doc_freq(self, _field: str, _word: str) -> int:
        return 1


@pytest.mark.parametrize("case", WORST)
def test_the_worst_that_can_be_typed_is_bounded(case: str) -> None:
    request = SearchRequest(words=WORST[case], synonyms=EVERYTHING)
    with at_most(2):
        assert clauses(request) <= MOST
    words = read_request(request)
    assert sum(len(group.words) for group in words.groups) + sum(map(len, words.phrases)) + sum(map(len, words.excluded)) <= MAX_WORDS + 4
    assert sum(len(group.also) for group in words.groups if group.years is None) <= MAX_ALSO


def test_a_form_full_of_words_is_bounded() -> None:
    fields = tuple((name, "uniuersite jugement " * 30) for name in TEXT_FIELDS)
    request = SearchRequest(words=WORST["every word with its synonyms"], fields=fields, synonyms=EVERYTHING)
    assert clauses(request) <= MOST


def test_correcting_looks_up_few_words_and_tries_few_spellings() -> None:
    words = read_request(SearchRequest(words=WORST["as many words as there may be"]))
    assert len(lookups(words)) <= 6
    near = {word: [(f"{word[:-1]}{letter}", 10) for letter in LETTERS] for word in lookups(words)}
    assert len(corrections(words, near)) <= 3


PIECES = ["1789", "XVIe siècle", "an II", "entre 1540 et", "vers", "mota", "lugduni", '"', "-", "«", "Ms 12", "Rés 355 912", "l’", "St"]
TYPED = st.one_of(st.text(max_size=1200), st.lists(st.sampled_from(PIECES), max_size=80).map(" ".join))


@settings(max_examples=150, deadline=None)
@given(typed=TYPED, field=st.sampled_from(TEXT_FIELDS))
def test_nothing_typed_raises_or_costs_more(typed: str, field: str) -> None:
    assert clauses(SearchRequest(words=typed, fields=((field, typed),), synonyms=EVERYTHING)) <= 2 * MOST
