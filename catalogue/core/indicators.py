"""The indicators of a convention: what each counts, in which unit, from where; those that the census counts, computed of its fonds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from catalogue.core.census import Counted, summed
from catalogue.core.costs import UnitCost, cost_to_finish
from catalogue.core.extents import Interval
from catalogue.core.messages import N_

Costs = dict[str, UnitCost]
CENSUS: Final = N_("census of fonds, computed")
BY_HAND: Final = N_("said by the regional team")


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator. ``counted_of`` says which fonds its figure is counted of, ``value`` counts them: None for what people say."""

    code: str
    label: str
    definition: str
    unit: str
    value: Callable[[Sequence[Counted], Costs], Interval] | None = None
    counted_of: Callable[[Counted], bool] = lambda one: True

    @property
    def source(self) -> str:
        """Where its figure comes from."""
        return CENSUS if self.value else BY_HAND


def _keepers(counted: Sequence[Counted], costs: Costs) -> Interval:
    number = len({one.keeper for one in counted if one.keeper})
    return Interval(number, number)


def _fonds(counted: Sequence[Counted], costs: Costs) -> Interval:
    return Interval(len(counted), len(counted))


def _volumes(counted: Sequence[Counted], costs: Costs) -> Interval:
    return summed(counted).volumes


def _metres(counted: Sequence[Counted], costs: Costs) -> Interval:
    return summed(counted).metres


def _cost(counted: Sequence[Counted], costs: Costs) -> Interval:
    return cost_to_finish(counted, costs).euros


def share(counted: Sequence[Counted], costs: Costs) -> Interval:
    """The share that is catalogued, in %, each fonds weighing the middle of its volumes: none or all of one that says no share."""
    weighed = [((one.volumes.low + one.volumes.high) / 2, one.catalogued) for one in counted if one.volumes is not None]
    whole = sum(weight for weight, _ in weighed)
    if not whole:
        return Interval(0.0, 100.0)
    low = sum(weight * (said if said is not None else 0) for weight, said in weighed) / whole
    high = sum(weight * (said if said is not None else 100) for weight, said in weighed) / whole
    return Interval(low, high)


def _of(category: str) -> Callable[[Counted], bool]:
    return lambda one: category in one.categories


_SHARE = N_("Volumes that a catalogue describes, as their librarians declare it, of all the volumes of the category.")
_EVERY = (
    Indicator("institutions", N_("Institutions surveyed"), N_("Institutions that have a published fonds."), N_("institutions"), _keepers),
    Indicator("fonds", N_("Fonds described"), N_("Published fonds, sub-fonds counted within theirs."), N_("fonds"), _fonds),
    Indicator("volumes", N_("Volumes"), N_("Their extents, by the stated conversions."), N_("volumes"), _volumes),
    Indicator("metres", N_("Linear metres"), N_("Their extents, by the stated conversions."), N_("metres"), _metres),
    Indicator("manuscripts", N_("Manuscripts and archives: share signalled"), _SHARE, "%", share, _of("manuscripts")),
    Indicator("before_1830", N_("Printed before 1830: share signalled"), _SHARE, "%", share, _of("before_1830")),
    Indicator("before_1914", N_("Printed before 1914: share signalled"), _SHARE, "%", share, _of("before_1914")),
    Indicator("local", N_("Local and specialised fonds: share signalled"), _SHARE, "%", share, _of("local")),
    Indicator("cost", N_("Cost to finish"), N_("Volumes that remain, by the costs of cataloguing that hold."), "€", _cost),
    Indicator("delivered", N_("Notices delivered to the CCFr"), N_("Receipts of deliveries."), N_("records")),
    Indicator("conformance", N_("Finding aids that conform"), N_("EAD files without a correction to be made, of all of them."), "%"),
    Indicator("digitised", N_("Documents digitised"), N_("Those that anybody can open, in Gallica or elsewhere."), N_("documents")),
    Indicator("gallica", N_("Items of Gallica of local interest"), N_("Items kept, shown and embedded in the region."), N_("documents")),
    Indicator("paths", N_("Paths published"), N_("Exhibitions and paths of discovery that readers find."), N_("paths")),
    Indicator("training", N_("Days of training"), N_("Joint sessions of the BnF, the DRAC and the agency."), N_("days")),
    Indicator("freshness", N_("Notices reviewed"), N_("Notices of fonds reviewed in the last three years, of all of them."), "%"),
    Indicator("quality", N_("Quality of what partners give"), N_("Records taken without a message, of those received."), "%"),
)  # fmt: skip
INDICATORS = {one.code: one for one in _EVERY}


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator counted: its figure from the least to the most, and the fonds that it is counted of."""

    indicator: Indicator
    value: Interval
    fonds: tuple[Counted, ...]


def measured(code: str, counted: Sequence[Counted], costs: Costs) -> Measured | None:
    """What the census says of an indicator; None of those that people say, and of what no indicator is."""
    indicator = INDICATORS.get(code)
    if indicator is None or indicator.value is None:
        return None
    those = tuple(one for one in counted if indicator.counted_of(one))
    return Measured(indicator, indicator.value(those, costs), those)
