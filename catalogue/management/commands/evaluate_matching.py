"""``manage.py evaluate_matching``: judges labelled pairs of records as production would, and says how often it is right."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.clustering.evidence import SETTINGS, Judgement
from catalogue.clustering.measuring import Figures, Label, at_recall, blocking_recall, judge_all, of_bands, wilson, worst
from catalogue.clustering.prevalence import Prevalence, over_candidates
from catalogue.clustering.traits import Traits
from catalogue.services.matching_truth import BadTruth, read_truth

ERRORS = 50
ASKED_RECALL = 0.93


class Command(BaseCommand):
    """The judge of the judge: precision, recall and the worst errors, on pairs that somebody labelled."""

    help = gettext_lazy("Judges labelled pairs of records as production would, and prints precision, recall and the worst errors.")  # type: ignore[assignment]
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The two files, a setting, the form of the answer."""
        parser.add_argument("pairs", type=Path, metavar="PAIRS.json.zip", help=_("MARC 21 records in JSON, in a zip"))
        parser.add_argument("labels", type=Path, metavar="LABELS.csv", help=_("columns id1, id2 and label: 1 for the same edition"))
        parser.add_argument("--setting", choices=SETTINGS, help=_("one setting alone; both by default"))
        parser.add_argument("--candidates", action="store_true", help=_("judge every pair that shares a key too: slow"))
        parser.add_argument("--json", action="store_true", help=_("print one JSON object"))

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, judge, print; a file that is no truth is said in a sentence."""
        try:
            traits, labels, groups = read_truth(options["pairs"], options["labels"])
        except BadTruth as reason:
            raise CommandError(str(reason)) from reason
        settings = [options["setting"]] if options["setting"] else list(reversed(SETTINGS))
        judged = {setting: judge_all(labels, traits, setting=setting) for setting in settings}
        met, positives = blocking_recall(labels, traits)
        over = (
            {setting: over_candidates(labels, traits, setting=setting, groups=groups) for setting in settings}
            if options["candidates"]
            else {}
        )
        if options["json"]:
            answer: dict[str, Any] = {setting: _as_json(labels, judgements) for setting, judgements in judged.items()}
            answer |= {"blocking_recall": round(met / positives, 5) if positives else 1.0}
            answer |= {"candidates": {setting: found.as_json() for setting, found in over.items()}} if over else {}
            self.stdout.write(json.dumps(answer, ensure_ascii=False))
            return
        for setting, judgements in judged.items():
            self._print(setting, labels, judgements)
        self.stdout.write(_("Sharing a key: %(met)d of %(all)d positives, %(interval)s") % {
            "met": met, "all": positives, "interval": _interval(met, positives)
        })  # fmt: skip
        for setting, found in over.items():
            self._print_over(setting, found)
        self._print_errors(labels, judged[settings[0]], traits)

    def _print(self, setting: str, labels: Sequence[Label], judgements: Sequence[Judgement]) -> None:
        for band, found in of_bands(labels, judgements).items():
            self.stdout.write(f"{setting:9} {band:16} {_line(found)}")
        if point := at_recall(labels, judgements, ASKED_RECALL):
            asked = _("from %(points)d points") % {"points": point[0]}
            self.stdout.write(f"{setting:9} {asked:16} {_line(point[1])}")
        else:
            self.stdout.write(f"{setting:9} " + _("no number of points reaches a recall of %(recall)s") % {"recall": ASKED_RECALL})

    def _print_over(self, setting: str, found: Prevalence) -> None:
        self.stdout.write(
            _("%(setting)s, over %(pairs)d candidate pairs: precision %(precision).4f, %(rate).1f proposals per 1 000 records")
            % {"setting": setting, "pairs": found.candidates, "precision": found.precision, "rate": found.proposals_per_thousand}
        )

    def _print_errors(self, labels: Sequence[Label], judgements: Sequence[Judgement], traits: Mapping[str, Traits]) -> None:
        self.stdout.write(_("The errors that the points were surest of:"))
        for label, judgement in worst(labels, judgements, ERRORS):
            wrongly = _("grouped, labelled different") if not label.same else _("not grouped, labelled the same")
            levels = " ".join(f"{one.field}={one.level}" for one in judgement.evidence)
            self.stdout.write(
                f"{label.one} {label.other}: {wrongly}; {judgement.points}; {levels}; {' '.join((*judgement.vetoes, *judgement.doubts))}"
            )
            for identifier in label[:2]:
                one = traits[identifier]
                self.stdout.write(f"    {' '.join(one.title)} / {' '.join(one.authors)} / {one.years} / {one.pages}")


def _as_json(labels: Sequence[Label], judgements: Sequence[Judgement]) -> dict[str, Any]:
    found: dict[str, Any] = {band: one.as_json() for band, one in of_bands(labels, judgements).items()}
    point = at_recall(labels, judgements, ASKED_RECALL)
    found["at_recall_0.93"] = {"points": point[0], **point[1].as_json()} if point else None
    return found


def _interval(count: int, total: int) -> str:
    low, high = wilson(count, total)
    return f"{count / total if total else 1:.4f} [{low:.4f}-{high:.4f}]"


def _line(found: Figures) -> str:
    precision, recall = _interval(found.right, found.chosen), _interval(found.right, found.positives)
    false = found.chosen - found.right
    return _("precision %(precision)s, recall %(recall)s, F1 %(f1).4f, false %(false)d (%(share).2f %% of the negatives)") % {
        "precision": precision,
        "recall": recall,
        "f1": found.f1,
        "false": false,
        "share": 100 * false / found.negatives if found.negatives else 0.0,
    }
