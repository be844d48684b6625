"""Dates as librarians write them: how many are read right, left unread, called uncertain, or certain and wrong."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from bench.table import Figure
from catalogue.core.dates import Years, read

TABLE = Path(__file__).with_suffix(".tsv")
RIGHT, SILENT, UNCERTAIN, WRONG = "right", "silent", "uncertain", "certain and wrong"
VERDICTS = (RIGHT, SILENT, UNCERTAIN, WRONG)


@dataclass(frozen=True)
class Written:
    """A date as it is written, the habit it comes from, and the years it says; ``w3c`` where the field is said to hold W3CDTF."""

    habit: str
    text: str
    years: tuple[int | None, int | None, bool]
    w3c: bool

    @property
    def answer(self) -> Years:
        """What the reader of dates makes of it."""
        return read(self.text, w3c=self.w3c)

    @property
    def verdict(self) -> str:
        """Right: the very years, as certain as they are. A certain answer that is not right is the worst."""
        start, end, uncertain = self.answer[:3]
        if (start, end, uncertain) == self.years:
            return RIGHT
        if start is None and end is None:
            return SILENT
        return UNCERTAIN if uncertain and self._meets(start, end) else WRONG

    def _meets(self, start: int | None, end: int | None) -> bool:
        first, last = self.years[0], self.years[1]
        return (first is None or end is None or first <= end) and (last is None or start is None or start <= last)


def written() -> list[Written]:
    """The dates of the bench."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return [_row(row) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _row(row: dict[str, str]) -> Written:
    start, end = (int(row[name]) if row[name] else None for name in ("start", "end"))
    return Written(row["habit"], row["written"], (start, end, bool(row["uncertain"])), bool(row["notation"]))


def figures() -> list[Figure]:
    """The share of each verdict over all dates, and how many of each habit are right."""
    dates = written()
    counted = Counter(date.verdict for date in dates)
    shares = {verdict: counted[verdict] / len(dates) for verdict in VERDICTS}
    rows = [Figure("dates: right", shares[RIGHT], bar=0.95, detail=f"{counted[RIGHT]} of {len(dates)}")]
    rows += [Figure(f"dates: {verdict}", shares[verdict], detail=f"{counted[verdict]} of {len(dates)}") for verdict in (SILENT, UNCERTAIN)]
    rows.append(Figure("dates: certain and wrong", shares[WRONG], bar=0, at_most=True, detail=f"{counted[WRONG]} of {len(dates)}"))
    for habit in dict.fromkeys(date.habit for date in dates):
        of_habit = [date for date in dates if date.habit == habit]
        right = sum(date.verdict == RIGHT for date in of_habit)
        rows.append(Figure(f"dates: right, {habit}", right / len(of_habit), detail=f"{right} of {len(of_habit)}"))
    return rows
