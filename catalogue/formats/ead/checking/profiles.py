"""Who a finding aid is checked for: which rules do not hold there, and which are graver or lighter than elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from catalogue.formats.ead.checking.rules import CORRECT, IMPROVE, REFUSES


@dataclass(frozen=True, slots=True)
class Profile:
    """A recipient. ``levels``: the level of a rule there, None where it does not hold."""

    name: str
    levels: Mapping[str, str | None] = field(default_factory=dict)

    def level(self, rule: str, usual: str) -> str | None:
        """How grave a rule is for this recipient; None where it does not hold."""
        return self.levels.get(rule, usual)


CCFR = Profile("ccfr")
# FranceArchives takes archives' own habits: numbers of services, other levels, call numbers without a type, numbered or not; it wants
# addresses that open and dates in their normal form (its import notes, https://francearchives.gouv.fr/).
FRANCE_ARCHIVES = Profile(
    "francearchives",
    {
        "eadid-identifier-missing": IMPROVE, "eadid-identifier-form": None, "eadid-text-differs": None, "unitid-type-missing": None,
        "unitid-type-unknown": None, "archdesc-level-unusual": None, "repository-number-missing": IMPROVE,
        "repository-corpname-missing": IMPROVE, "date-normal-missing": CORRECT, "whole-unitid-missing": CORRECT,
        "note-in-itself": IMPROVE, "header-countryencoding": IMPROVE, "header-repositoryencoding": IMPROVE, "header-dateencoding": IMPROVE,
        "header-langencoding": IMPROVE, "header-scriptencoding": IMPROVE, "form-ead3": None,
    },
)  # fmt: skip
# Calames: the libraries of higher education. Each level is addressed by its id, names are IdRef's (ABES, manual of Calames).
CALAMES = Profile(
    "calames",
    {"component-id-missing": REFUSES, "term-number-missing": CORRECT, "term-source-missing": CORRECT, "component-forms": REFUSES},
)
PROFILES = {profile.name: profile for profile in (CCFR, FRANCE_ARCHIVES, CALAMES)}
