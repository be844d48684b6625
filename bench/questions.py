"""What readers ask in the bench of pages: twelve families, from one hit to all of them, and no question asked twice."""

from __future__ import annotations

import random
from collections.abc import Callable
from urllib.parse import urlencode

from bench.corpus import LIBRARIES, MATTERS, NOUNS, PLACES, SUBJECTS, SYLLABLES, edition
from bench.descriptions import ark, call_number, description

Question = dict[str, str]


class Questions:
    """Questions on a catalogue of ``size`` notices, the same for the same seed."""

    def __init__(self, size: int, *, seed: int = 1) -> None:
        self.size = size
        self._choose = random.Random(seed)
        self._asked: set[str] = set()

    def _number(self) -> int:
        return self._choose.randrange(1, self.size + 1)

    def _years(self) -> Question:
        start = self._choose.randint(1400, 1480)
        return {"de": str(start), "a": str(self._choose.randint(1905, 1990))}

    def identifier(self) -> Question:
        """An ark: one notice."""
        return {"q": ark(self._number())}

    def call_number(self) -> Question:
        """A call number: one notice, or a few."""
        return {"q": call_number(self._number())}

    def title(self) -> Question:
        """A title one knows."""
        return {"q": description(self._number())["titles"][0]["value"]}

    def author(self) -> Question:
        """An author: hundreds."""
        it = edition(self._number())
        return {"q": f"{it.forename} {it.surname}", **self._years()}

    def name(self) -> Question:
        """A name, and a town."""
        return {"q": "".join(self._choose.sample(SYLLABLES, 2)) + " " + self._choose.choice(PLACES), **self._years()}

    def matter(self) -> Question:
        """A kind of book on a matter: thousands."""
        return {"q": f"{self._choose.choice(NOUNS)} {self._choose.choice(MATTERS)}", **self._years()}

    def subject(self) -> Question:
        """A subject in one town."""
        return {"q": f"{self._choose.choice(SUBJECTS)} {self._choose.choice(PLACES)}", **self._years()}

    def town(self) -> Question:
        """A town: tens of thousands."""
        return {"q": self._choose.choice(PLACES), **self._years()}

    def broad(self) -> Question:
        """One word that a third of the catalogue has."""
        return {"q": "histoire", **self._years()}

    def filters(self) -> Question:
        """No word: a library, a type, a period."""
        return {"etablissement": self._choose.choice(LIBRARIES), "type": "book", **self._years()}

    def period(self) -> Question:
        """Nearly everything, the oldest first."""
        return {"tri": "ancien", **self._years()}

    def everything(self) -> Question:
        """Everything, in one order or another, the first pages."""
        return {"tri": self._choose.choice(("titre", "recent")), "page": str(self._choose.randint(2, 5)), **self._years()}

    def families(self) -> dict[str, Callable[[], Question]]:
        """The twelve families by name, from the narrowest."""
        names = (
            "identifier",
            "call_number",
            "title",
            "author",
            "name",
            "matter",
            "subject",
            "town",
            "filters",
            "broad",
            "period",
            "everything",
        )
        return {name: getattr(self, name) for name in names}

    def ask(self, family: str) -> str:
        """The query string of a question of a family that was never asked before."""
        for _ in range(10_000):
            asked = urlencode(self.families()[family]())
            if asked not in self._asked:
                self._asked.add(asked)
                return asked
        raise ValueError(f"no question is left in {family}: the catalogue is too small")
