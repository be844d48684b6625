"""What the regional team of the demonstration decided of names, once: the others wait in the queue, as one partner writes no dates."""

from __future__ import annotations

from catalogue.core.headings import heading_key
from catalogue.models import NameDecision
from catalogue.services import name_decisions
from portal.demonstration_accounts import ACCOUNTS

SAME = (("Tournes, Jean de (1504-1564)", "Tournes, Jean de"),)
REASON = "Mêmes années, même adresse à Lyon ; l’un des catalogues n’écrit pas les dates des personnes."


def load() -> None:
    """Decide it, where nobody has decided anything of names."""
    if NameDecision.objects.exists():
        return
    author = next(account.email for account in ACCOUNTS if account.role == "editor")
    pairs = [(heading_key(one), heading_key(other)) for one, other in SAME]
    name_decisions.decide_named(pairs, NameDecision.Verdict.SAME, author=author, reason=REASON)
