"""What the portal is compared with: a plain BM25 (the title counting thrice, everything once), and PostgreSQL's full text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import psycopg
import tantivy

from catalogue.core.description import Description
from tests.judged.corpus import corpus
from tests.judged.real import TEN, Ranked

_WORD = re.compile(r"\w+")
_NUMBER = "number"


def plain(text: str) -> str:
    """Small letters without accents, words apart: what anybody's search does."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return " ".join(_WORD.findall("".join(char for char in letters if not unicodedata.combining(char))))


def title_of(description: Description) -> str:
    """The titles of a record."""
    return plain(" ".join(title.value for title in description.titles))


def text_of(description: Description) -> str:
    """Everything that a record says in words."""
    texts = [title.value for title in description.titles] + [agent.name for agent in description.agents]
    texts += [subject.value for subject in description.subjects] + [note.value for note in description.notes]
    texts += [part for found in description.publications for part in (*found.places, *found.names, found.date)]
    texts += [identifier.value for identifier in description.identifiers] + [holding.call_number for holding in description.holdings]
    return plain(" ".join(texts))


def bm25() -> Ranked:
    """Any of the words, Okapi BM25 as the library has it: title × 3 + everything."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field(_NUMBER, stored=True)
    for name in ("title", "all"):
        builder.add_text_field(name, tokenizer_name="whitespace")
    schema = builder.build()
    index = tantivy.Index(schema)
    writer = index.writer(50_000_000, 1)
    for number, known in corpus().items():
        writer.add_document(tantivy.Document(number=number, title=title_of(known.description), all=text_of(known.description)))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher = index.searcher()

    def search(typed: str) -> Sequence[int]:
        parts = [
            tantivy.Query.boost_query(tantivy.Query.term_query(schema, field, word), boost)
            for word in plain(typed).split()
            for field, boost in (("title", 3.0), ("all", 1.0))
        ]
        found = searcher.search(tantivy.Query.boolean_query([(tantivy.Occur.Should, part) for part in parts]), TEN)
        return [int(searcher.doc(address).to_dict()[_NUMBER][0]) for _score, address in found.hits]

    return search


@contextmanager
def postgres(url: str) -> Iterator[Ranked]:
    """PostgreSQL's full text on folded words: every word, the title weighing most, ranked by cover density, in a table that goes."""
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TEMPORARY TABLE judged (number int, words tsvector)")
        rows = [(number, title_of(known.description), text_of(known.description)) for number, known in corpus().items()]
        connection.cursor().executemany(
            "INSERT INTO judged VALUES (%s, setweight(to_tsvector('simple', %s), 'A') || setweight(to_tsvector('simple', %s), 'D'))", rows
        )
        connection.execute("CREATE INDEX ON judged USING gin (words)")

        def search(typed: str) -> Sequence[int]:
            asked = "SELECT number FROM judged, plainto_tsquery('simple', %s) asked WHERE words @@ asked"
            found = connection.execute(f"{asked} ORDER BY ts_rank_cd(words, asked) DESC, number LIMIT {TEN}", [plain(typed)])
            return [row[0] for row in found]

        yield search
