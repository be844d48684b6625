"""The search engines as the console tells them: which one answers readers, and how far each one lags behind the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from catalogue.search import engines
from catalogue.selectors import search
from catalogue.services import marks


@dataclass(frozen=True, slots=True)
class EngineState:
    """``name`` as people know it; ``serves``: it answers readers now; ``waiting`` notices, the oldest for ``minutes``."""

    name: str
    serves: bool
    waiting: int
    minutes: int


def states() -> list[EngineState]:
    """Every engine that is kept, the first one first. One statement, and one question to the engine that serves."""
    health = search.health()
    lags = marks.lags(engines.names())
    serving = str(health.details.get("serves", next(iter(lags)))) if health.ready else ""
    return [EngineState(name.capitalize(), name == serving, waiting, int(age // 60)) for name, (waiting, age) in lags.items()]
