"""A portal over a million generated notices, to be looked at: indexed without being stored, so results stand and notices do not.

``python -m bench.million [SIZE]`` prints the address once it serves, and stops with Ctrl-C. Its picture is taken by
``make screens ARGS="--url ADDRESS a-million-hits"``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import cast

from bench.site import Site
from catalogue.core.keys import DocumentKey, Kind
from catalogue.core.serialization import from_dict
from catalogue.search.document import InstitutionFacts, Provenance, document_of
from catalogue.search.engine import Engine
from catalogue.search.engines.tantivy import schema

FETCHED = Path(__file__).resolve().parents[1] / "var" / "vendor"  # fonts and outlines
SIZE, DISTINCT = 1_000_000, 20_000
PLACE = 999_999_999_999  # stands for a record's number until it has one
SAMPLED = f'"{schema.SAMPLE}":"{schema.sample(DocumentKey(Kind.NOTICE, PLACE))}"'
FILL = """
import sys, django; django.setup()
from bench.million import names, prepared
from catalogue.search import engines
engine = engines.get("tantivy")
names()
with engine.rebuild() as writer:
    writer.fill(prepared(engine, int(sys.argv[1])))
"""


def names() -> None:
    """Give the libraries of the corpus the names of those of the demonstration."""
    from bench.corpus import LIBRARIES
    from catalogue.core.isil import isil
    from catalogue.models import Institution
    from demonstration.institutions import by_code

    for rcr, known in zip(LIBRARIES, by_code().values(), strict=False):
        Institution.objects.filter(isil=isil(rcr)).update(title=known.name, town=known.town, to_complete=False)


def prepared(engine: Engine, size: int) -> Iterator[tuple[int, str]]:
    """What tantivy takes in for each notice: the same twenty thousand over again, each under its own number."""
    from bench.corpus import LIBRARIES
    from bench.descriptions import description
    from catalogue.core.isil import isil
    from catalogue.models import Institution

    known = Institution.objects.filter(isil__in=[isil(rcr) for rcr in LIBRARIES])
    facts = {library.code: InstitutionFacts(library.title, library.town, library.code[:2]) for library in known}
    provenance = Provenance("bench", LIBRARIES[0])
    texts = []
    for number in range(1, min(size, DISTINCT) + 1):
        document = document_of(
            from_dict(description(number)), key=DocumentKey(Kind.NOTICE, PLACE), provenance=provenance, institutions=facts
        )
        text = cast(tuple[int, str], engine.prepared(document))[1]
        texts.append(text.replace(str(PLACE), "%(id)s", 1).replace(SAMPLED, f'"{schema.SAMPLE}":"%(sample)s"', 1))
    for number in range(1, size + 1):
        text = texts[number % len(texts)]
        yield number, text.replace("%(id)s", str(number), 1).replace("%(sample)s", str(schema.sample(DocumentKey(Kind.NOTICE, number))), 1)


def main() -> int:
    """Entry point."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else SIZE
    with tempfile.TemporaryDirectory(prefix="traboule-million-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        (folder / "var").mkdir()
        if FETCHED.is_dir():
            (folder / "var" / "vendor").symlink_to(FETCHED)
        site = Site(folder, 0)
        try:
            site.run("-c", FILL, str(size))
            with site.served() as reader:
                sys.stdout.write(f"http://localhost:{reader.port}\n")
                sys.stdout.flush()
                while True:
                    time.sleep(3600)
        except KeyboardInterrupt:
            return 0
        finally:
            site.services.stop()


if __name__ == "__main__":
    sys.exit(main())
