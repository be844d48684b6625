"""The records of swissbib's test of its own clustering, as descriptions; truth is what its machine put together, master by master."""

import json
from itertools import combinations
from pathlib import Path

from catalogue.core.dates import parse
from catalogue.core.description import Agent, Description, Extent, Identifier, Publication, Series, Text, Title
from catalogue.core.identifiers import normalise_isbn

FOLDER = "dedup_truth/swissbib__clustering_metadata"
_MATERIALS = {"BK": "text", "CR": "text", "MU": "sound", "MP": "map", "VM": "video", "CL": "text", "CF": "electronic", "XM": "mixed"}


def lines(data: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (data / FOLDER / f"{name}.json").read_text(encoding="utf-8").split("\n") if line.strip()]


def positives(data: Path) -> list[tuple[str, str]]:
    """The pairs of records that stand under one master: a master holds the numbers of all that it was made of."""
    master = {number: one["docid"] for one in lines(data, "master") for number in one["035liste"]}
    groups: dict[str, list[str]] = {}
    for one in lines(data, "slave"):
        for found in {master[number] for number in one["035liste"] if number in master}:
            groups.setdefault(found, []).append(one["docid"])
    return [tuple(sorted(pair)) for members in groups.values() for pair in combinations(members, 2)]


def records(data: Path) -> dict[str, Description]:
    """Every record that was put under a master, or that stayed alone."""
    return {one["docid"]: described(one) for name in ("slave", "unique") for one in lines(data, name)}


def described(one: dict) -> Description:
    titles = [Title(value=value, kind="proper" if not i else "remainder") for i, value in enumerate(one["ttlfull"].get("245", ()))]
    titles += [Title(value=value, kind="variant") for value in one["ttlfull"].get("246", ())]
    agents = [Agent(name=_name(name), rank="main") for name in one["person"]["100"]]
    agents += [Agent(name=_name(name), rank="other") for name in one["person"]["700"]]
    agents += [Agent(name=name, kind="corporate", rank="main") for name in one["corporate"]["110"]]
    agents += [Agent(name=name, kind="corporate", rank="other") for name in one["corporate"]["710"]]
    year = one["exactDate"].strip()[:4]
    codes = one["format"] or [""]
    return Description(
        identifier=one["docid"],
        material="score" if codes[0].startswith("MU01") else _MATERIALS.get(codes[0][:2], ""),
        level="serial" if codes[0].startswith("CR") else "monograph",
        titles=tuple(titles),
        agents=tuple(agents),
        responsibility=tuple(Text(value=value) for value in one["person"]["245c"] if value),
        publications=(Publication(names=tuple(one["pubword"]), date=year),),
        dates=(parse(year),) if year.isdigit() else (),
        editions=(Text(value=one["edition"]),) if one["edition"] else (),
        extents=tuple(Extent(value=value) for value in one["pages"]),
        series=tuple(Series(title="", volume=value) for value in one["part"]),
        identifiers=tuple(Identifier(scheme="isbn", value=isbn) for value in one["isbn"] if (isbn := normalise_isbn(value))),
    )


def _name(joined: str) -> str:
    """ "MozartWolfgang Amadeus" is a surname and forenames set close: a capital after a small letter parts them."""
    place = next((i for i in range(1, len(joined)) if joined[i].isupper() and joined[i - 1].islower()), 0)
    return f"{joined[:place]}, {joined[place:]}" if place else joined
