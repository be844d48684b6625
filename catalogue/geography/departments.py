"""Departments and regions of France, by code and by name."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from catalogue.core.tables import rows
from catalogue.core.text import fold
from catalogue.geography.tables import DATA


@dataclass(frozen=True, slots=True)
class Department:
    """A department, or a territory overseas. Codes are INSEE's: ``69``, ``2A``, ``974``."""

    code: str
    name: str
    region: str
    region_name: str
    chief_town: str


@cache
def departments() -> dict[str, Department]:
    """Every department by its code, in the order of codes."""
    return {
        row["code"]: Department(
            row["code"], row["name"].replace("'", "’"), row["region"], row["region_name"].replace("'", "’"), row["chief_town"]
        )
        for row in rows("departments", folder=DATA)
    }


def department(code: str) -> Department | None:
    """The department of this code, None where there is none."""
    return departments().get(code)


@cache
def departments_of(region: str) -> tuple[Department, ...]:
    """The departments of a region (INSEE code), in the order of their codes; () for an unknown one."""
    return tuple(one for one in departments().values() if one.region == region)


@cache
def provinces() -> dict[str, frozenset[str]]:
    """The codes of departments over which a former province of each folded name reached."""
    return {fold(row["name"]): frozenset(row["codes"].split("|")) for row in rows("provinces", folder=DATA)}


@cache
def areas() -> dict[str, frozenset[str]]:
    """The codes of departments that each folded name stands for: a department, one under its former name, or a whole region."""
    codes = {fold(row["name"]): frozenset({row["code"]}) for row in rows("former_departments", folder=DATA)}
    for one in departments().values():
        key = fold(one.region_name)
        codes[key] = codes.get(key, frozenset()) | {one.code}
    for one in departments().values():
        codes[fold(one.name)] = frozenset({one.code})
    return codes
