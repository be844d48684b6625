"""Who drains the marks, as the console tells it: which engine answers readers, and how far each consumer lags behind the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext

from catalogue.search import engines
from catalogue.selectors import search
from catalogue.services import marks
from catalogue.services.consumers import CLUSTERING, NAMES


@dataclass(frozen=True, slots=True)
class ConsumerState:
    """``name`` as people know it; ``is_engine``: a search engine, which ``serves``: it answers readers now; ``waiting`` changes, the
    oldest for ``minutes``.
    """

    name: str
    is_engine: bool
    serves: bool
    waiting: int
    minutes: int


def states() -> list[ConsumerState]:
    """Every consumer that is kept, the first engine first. One statement, and one question to the engine that serves."""
    health = search.health()
    names = engines.names()
    serving = str(health.details.get("serves", names[0])) if health.ready else ""
    return [
        ConsumerState(_called(name), name in names, name == serving, waiting, int(age // 60))
        for name, (waiting, age) in marks.lags().items()
    ]


def _called(name: str) -> str:
    called = {CLUSTERING: gettext("Grouping of editions"), NAMES: gettext("Reading of names")}
    return called.get(name) or name.capitalize()
