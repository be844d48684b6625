"""An index that is being filled finds nothing, or little: that is not said to be all there is."""

from __future__ import annotations

from catalogue.search import engines
from catalogue.selectors import notices
from catalogue.services import marks


def is_filling() -> bool:
    """Whether more of the catalogue waits to be indexed than readers can find: one statement, one question to the engine.

    So it is after an index was lost, or begun again in another form, until the workers have filled it. Raises SearchUnavailable.
    """
    engine = engines.serving()
    if not engine.is_current():
        return notices.last_number() > 0
    return marks.lag([engine.name]).waiting > engine.count()
