"""``python -m bench.fit_matching PAIRS.json.zip LABELS.csv``: fits the points of matching on labelled pairs, and writes them as data."""

from __future__ import annotations

import argparse
import datetime as dt
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from bench.fitting import UNIT, Row, columns, fit, monotone
from catalogue.clustering.comparing import compare
from catalogue.clustering.evidence import SETTINGS, Judgement, Setting
from catalogue.clustering.measuring import Figures, Label, figures, judge_all, of_bands, wilson
from catalogue.clustering.normalising.words import TABLES
from catalogue.clustering.points import PATH, PointTable
from catalogue.clustering.traits import Traits
from catalogue.clustering.weights import RAREST
from catalogue.services.matching_truth import digest, read_truth

PRECISION: dict[Setting, float] = {"heritage": 0.9995, "wide": 0.9985}  # a threshold chosen at the bar itself misses it on other pairs
LEAST_FOUND = 0.994
LEAST_SEEN = 4  # titles that hold a word of the table of weights; the others are as rare as any
_STEP = 1.6  # log of five
WORDS = TABLES / "title_words.csv"
_COLUMNS = {column: place for place, column in enumerate(columns())}


def rows_of(labels: Sequence[Label], traits: dict[str, Traits]) -> list[Row]:
    """The columns that hold for each pair, and its label."""
    return [([_COLUMNS[pair] for pair in compare(traits[one], traits[other])], same) for one, other, same in labels]


def points_of(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """The points that these pairs give."""
    weights, _ = fit(rows)
    counts = [0] * len(weights)
    for held, _same in rows:
        for column in held:
            counts[column] += 1
    return monotone(weights, counts)


def with_thresholds(table: PointTable, labels: Sequence[Label], traits: dict[str, Traits]) -> PointTable:
    """The table with, for each setting, the lowest points from which it groups at its precision of :data:`PRECISION`, and the highest
    from which it at least proposes :data:`LEAST_FOUND` of the positives.
    """
    judged = {setting: judge_all(labels, traits, setting=setting, points=table) for setting in SETTINGS}
    totals = sorted({one.points for one in judged["wide"]}, reverse=True)
    propose = next(
        (least for least in totals if figures(labels, [one.points >= least for one in judged["wide"]]).recall >= LEAST_FOUND), totals[-1]
    )
    same = {setting: max(propose, _least(totals, labels, judged[setting], precision=PRECISION[setting])) for setting in SETTINGS}
    return msgspec.structs.replace(table, same=same, propose=propose)


def _least(totals: Sequence[int], labels: Sequence[Label], judgements: Sequence[Judgement], *, precision: float) -> int:
    """The lowest of the totals down to which the precision holds all the way, once a half of the positives is there."""
    clear = [not one.vetoes and not one.doubts for one in judgements]
    found = totals[0]
    for least in totals:
        figure = figures(labels, [free and one.points >= least for free, one in zip(clear, judgements, strict=True)])
        if figure.recall > 0.5 and figure.precision < precision:
            break
        found = least
    return found


def word_table(traits: Mapping[str, Traits]) -> str:
    """The weights of the words of titles as CSV: from 1 for one that every fifth title holds, each step five times as rare."""
    seen = Counter(word for one in traits.values() for word in set(one.title))
    weights = {word: round(math.log(len(traits) / count) / _STEP) for word, count in seen.items() if count >= LEAST_SEEN}
    lines = [f"{word},{max(1, value)}" for word, value in sorted(weights.items()) if value < RAREST]
    return "\n".join(("word,weight", *lines, ""))


def halves(labels: Sequence[Label]) -> tuple[list[Label], list[Label]]:
    """The labels in two halves that share no record, nor a chain of pairs."""
    parent: dict[str, str] = {}

    def root(one: str) -> str:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for label in labels:
        parent[root(label.one)] = root(label.other)
    names = sorted({root(label.one) for label in labels})
    first = set(names[::2])
    return [one for one in labels if root(one.one) in first], [one for one in labels if root(one.one) not in first]


def measured(table: PointTable, labels: Sequence[Label], traits: dict[str, Traits]) -> dict[str, dict[str, Figures]]:
    """The figures of both settings."""
    return {setting: of_bands(labels, judge_all(labels, traits, setting=setting, points=table)) for setting in SETTINGS}


def intervals(found: dict[str, dict[str, Figures]]) -> dict[str, dict[str, list[float]]]:
    """Precision and recall of each setting and band, each followed by the ends of its interval, as the table keeps them."""
    return {
        f"{setting}.{band}": {
            "precision": [round(one.precision, 5), *wilson(one.right, one.chosen)],
            "recall": [round(one.recall, 5), *wilson(one.right, one.positives)],
        }
        for setting, bands in found.items()
        for band, one in bands.items()
    }


def _print(title: str, found: dict[str, dict[str, Figures]]) -> None:
    for setting, bands in found.items():
        for band, one in bands.items():
            print(f"{title:12} {setting:9} {band:16} P {one.precision:.4f} R {one.recall:.4f} false {one.chosen - one.right}", flush=True)


def main() -> None:
    """Fit, measure across halves that share no record, fit on all, write."""
    parser = argparse.ArgumentParser(prog="python -m bench.fit_matching", description=__doc__)
    parser.add_argument("pairs", type=Path)
    parser.add_argument("labels", type=Path)
    parser.add_argument("--words", action="store_true", help="write the weights of the words of titles, and fit nothing")
    parser.add_argument("--dry", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    traits, labels, _groups = read_truth(arguments.pairs, arguments.labels)
    if arguments.words:
        WORDS.write_text(word_table(traits), encoding="utf-8")
        return
    data = {path.name: digest(path) for path in (arguments.pairs, arguments.labels)}
    empty = PointTable(
        version=1,
        unit=UNIT,
        fitted=dt.datetime.now(tz=dt.UTC).date().isoformat(),
        data=data,
        points={},
        same=dict.fromkeys(SETTINGS, 0),
        propose=0,
    )
    one, other = halves(labels)
    for fitted, held in ((one, other), (other, one)):
        table = msgspec.structs.replace(empty, points=points_of(rows_of(fitted, traits)))
        table = with_thresholds(table, fitted, traits)
        _print("other half", measured(table, held, traits))
    table = msgspec.structs.replace(empty, points=points_of(rows_of(labels, traits)))
    table = with_thresholds(table, labels, traits)
    found = measured(table, labels, traits)
    _print("all", found)
    table = msgspec.structs.replace(table, measured=intervals(found))
    print(table.same, table.propose, table.points)
    if not arguments.dry:
        PATH.write_bytes(msgspec.json.format(msgspec.json.encode(table), indent=1) + b"\n")


if __name__ == "__main__":
    main()
