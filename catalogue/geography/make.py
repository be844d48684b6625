"""Makes the table of communes from two public data sets; run by ``python -m runtime.geography``, which fetches them.

usage: python -m catalogue.geography.make FOLDER_OF_DECOUPAGE CITIES500_JSON
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from statistics import median
from typing import Any

from catalogue.core.text import fold

DATA = Path(__file__).parent / "data"
NEAREST_RANK = 1.6  # populations of one commune in two years differ by less than this ratio
FARTHEST = 100.0  # kilometres from the middle of its department
NEIGHBOURS = 6  # of which one at least is in the same department,
NEAR = 6.0  # kilometres, unless another of the department is as near as this
CELL = 0.25  # degrees: neighbours are looked for in the cells around
KILOMETRES_A_DEGREE = 111.2
# GeoNames gives overseas places the country code of ISO 3166-1, metropolitan ones the INSEE code of their region.
OVERSEAS = {
    "GP": "971", "MQ": "972", "GF": "973", "RE": "974", "PM": "975", "YT": "976", "BL": "977", "MF": "978", "WF": "986",
    "PF": "987", "NC": "988",
}  # fmt: skip

Row = dict[str, Any]
Point = tuple[float, float]


def main() -> int:
    """Entry point; the exit status."""
    folder, cities = Path(sys.argv[1]), Path(sys.argv[2])
    divided = {name: json.loads((folder / f"{name}.json").read_text(encoding="utf-8")) for name in ("communes", "departements", "regions")}
    towns = [town for town in json.loads(cities.read_text(encoding="utf-8")).values() if town["countrycode"] in {"FR", *OVERSEAS}]
    current = [row for row in divided["communes"] if row["type"] == "commune-actuelle"]
    points = coordinates(
        current, towns, seats=_seats(divided["communes"], current), names=[fold(row["nom"]) for row in divided["communes"]]
    )
    write_communes(divided["communes"], points)
    write_departments(divided["departements"], divided["regions"])
    sys.stdout.write(f"{len(current)} communes, {len(points)} with coordinates\n")
    return 0


def _seats(rows: Iterable[Row], current: Iterable[Row]) -> list[Row]:
    """The communes that gave their code to the one they were merged into, under the name they had."""
    now = {row["code"]: row for row in current}
    merged = (row for row in rows if row["type"] in ("commune-deleguee", "commune-associee"))
    seats = [row for row in merged if row["code"] == row["chefLieu"] and row["code"] in now]
    return [{**row, **_where(now[row["code"]])} for row in seats if fold(row["nom"]) != fold(now[row["code"]]["nom"])]


def _where(row: Row) -> Row:
    return {"departement": row["departement"], "region": row["region"]}


def coordinates(communes: list[Row], towns: Iterable[Row], *, seats: Iterable[Row] = (), names: Iterable[str] = ()) -> dict[str, Point]:
    """The latitude and longitude of the communes that one town of GeoNames stands for, by INSEE code; the doubtful ones are left out.

    A town is of the same region (department overseas) and name; where several communes share them, populations decide. A commune made
    of others lies where the one that gave it its code did: that is its seat. ``names``: those, folded, of every commune there is or was.
    """
    by_name: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for town in towns:
        area = OVERSEAS.get(town["countrycode"]) or f"r{town['admin1code']}"
        by_name[area, fold(town["name"])].append(town)
    homonyms: defaultdict[tuple[str, str], list[Row]] = defaultdict(list)
    for commune in (*communes, *seats):
        department = commune["departement"]
        area = department if department >= "97" else f"r{commune['region']}"
        homonyms[area, fold(commune["nom"])].append(commune)
    points = {}
    for key, same in homonyms.items():
        for commune in same:
            its_town = _town_of(commune, by_name.get(key, []), alone=len(same) == 1)
            if its_town is not None and commune["code"] not in points:
                points[commune["code"]] = (round(its_town["latitude"], 4), round(its_town["longitude"], 4))
    return _without_strays(points, communes, shared={name for name, count in Counter(names).items() if count > 1})


def _town_of(commune: Row, towns: list[Row], *, alone: bool) -> Row | None:
    """The town that is this commune: the only one, or the only one of about the same population."""
    if alone and len(towns) == 1:
        return towns[0]
    people = max(commune.get("population", 0), 1)
    near = [
        town for town in towns if max(town["population"], 1) / people < NEAREST_RANK and people / max(town["population"], 1) < NEAREST_RANK
    ]
    return near[0] if len(near) == 1 else None


def _without_strays(points: Mapping[str, Point], communes: Iterable[Row], *, shared: Collection[str]) -> dict[str, Point]:
    """``points`` without the doubtful ones: a town of the same name elsewhere in the region. Such a one is far from the middle of the
    department; or its name is ``shared`` with another commune, and its neighbours are all of other departments.
    """
    known = {commune["code"]: commune for commune in communes}
    department = {code: commune["departement"] for code, commune in known.items()}
    members: defaultdict[str, list[Point]] = defaultdict(list)
    for code, point in points.items():
        members[department[code]].append(point)
    middles = {code: (median(lat for lat, _ in places), median(lon for _, lon in places)) for code, places in members.items()}
    abroad = _abroad(points, department)

    def is_doubtful(code: str) -> bool:
        if _kilometres(points[code], middles[department[code]]) >= FARTHEST:
            return True
        return fold(known[code]["nom"]) in shared and len(members[department[code]]) > 1 and abroad(code)

    return {code: point for code, point in points.items() if department[code] >= "97" or not is_doubtful(code)}


def _abroad(points: Mapping[str, Point], department: Mapping[str, str]) -> Callable[[str], bool]:
    """Tells whether the neighbours of a commune are all of other departments, and none of its own is near."""
    cells: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for code, point in points.items():
        cells[_cell(point)].append(code)

    def abroad(code: str) -> bool:
        row, column = _cell(points[code])
        around = [other for i in (-1, 0, 1) for j in (-1, 0, 1) for other in cells.get((row + i, column + j), ()) if other != code]
        nearest = sorted(around, key=lambda other: _kilometres(points[code], points[other]))[:NEIGHBOURS]
        own = [other for other in around if department[other] == department[code]]
        near = any(_kilometres(points[code], points[other]) < NEAR for other in own)
        return bool(nearest) and not near and not set(own) & set(nearest)

    return abroad


def _cell(point: Point) -> tuple[int, int]:
    return math.floor(point[0] / CELL), math.floor(point[1] / CELL)


def _kilometres(one: Point, other: Point) -> float:
    across = (one[1] - other[1]) * math.cos(math.radians(one[0]))
    return KILOMETRES_A_DEGREE * math.hypot(one[0] - other[0], across)


def write_communes(rows: list[Row], points: Mapping[str, Point]) -> None:
    """Write ``data/communes.csv.gz``, the same bytes for the same facts."""
    former: defaultdict[str, list[str]] = defaultdict(list)
    parts: defaultdict[str, list[str]] = defaultdict(list)
    named = defaultdict(set)
    for row in rows:
        if row["type"] == "arrondissement-municipal":
            parts[row["commune"]].append(f"{row['nom']}={row['code']}")
        elif row["type"] != "commune-actuelle":
            former[row["chefLieu"]].append(f"{row['nom']}={row['code']}")
            named[row["chefLieu"]].add(row["code"])
    table = io.StringIO()
    writer = csv.writer(table, delimiter="\t", lineterminator="\n")
    for row in sorted((row for row in rows if row["type"] == "commune-actuelle"), key=lambda row: row["code"]):
        code = row["code"]
        nameless = [f"={old}" for old in row.get("anciensCodes", ()) if old not in named[code]]
        lat, lon = points.get(code, ("", ""))
        writer.writerow(
            [code, row["departement"], row["nom"], " ".join(row.get("codesPostaux", ())), lat, lon, row.get("population", 0),
             "|".join(former[code] + nameless), "|".join(parts[code])]
        )  # fmt: skip
    with (
        (DATA / "communes.csv.gz").open("wb") as target,
        gzip.GzipFile(filename="", mode="wb", fileobj=target, mtime=0, compresslevel=9) as packed,
    ):
        packed.write(table.getvalue().encode())


def write_departments(departments: list[Row], regions: list[Row]) -> None:
    """Write ``data/departments.csv``: code, name, region, name of the region, code of the chief town."""
    names = {region["code"]: region["nom"] for region in regions}
    with (DATA / "departments.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(["code", "name", "region", "region_name", "chief_town"])
        for row in sorted(departments, key=lambda row: row["code"]):
            writer.writerow([row["code"], row["nom"], row["region"], names[row["region"]], row.get("chefLieu", "")])


if __name__ == "__main__":
    sys.exit(main())
