"""What cataloguing a volume costs in the demonstration set: examples, said to be so, with which the census can say a cost to finish."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from catalogue.models import UnitCost

SOURCE = "Exemple de démonstration, à remplacer par les prix d’un marché"
SINCE = date(2025, 1, 1)
COSTS = {"": ("4.00", "9.00"), "before_1830": ("14.00", "30.00"), "manuscripts": ("25.00", "60.00")}


def load() -> int:
    """Make them, where nobody has said a cost; how many were made."""
    if UnitCost.objects.exists():
        return 0
    told = [
        UnitCost(category=category, low=Decimal(low), high=Decimal(high), since=SINCE, source=SOURCE)
        for category, (low, high) in COSTS.items()
    ]
    return len(UnitCost.objects.bulk_create(told))
