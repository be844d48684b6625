"""The table is made of facts that two sources agree on; a doubtful coordinate is left out."""

from __future__ import annotations

from typing import Any

from catalogue.geography.make import coordinates


def _commune(code: str, name: str, *, people: int, department: str = "69", region: str = "84") -> dict[str, Any]:
    return {"code": code, "nom": name, "departement": department, "region": region, "population": people}


def _town(name: str, *, people: int, at: tuple[float, float], country: str = "FR", region: str = "84") -> dict[str, Any]:
    return {
        "name": name, "population": people, "latitude": at[0], "longitude": at[1], "countrycode": country, "admin1code": region,
    }  # fmt: skip


def test_a_town_of_the_same_name_and_region_gives_its_place() -> None:
    found = coordinates([_commune("69001", "L'Arbresle", people=6000)], [_town("L’Arbresle", people=5800, at=(45.8344, 4.61567))])
    assert found == {"69001": (45.8344, 4.6157)}


def test_homonyms_are_told_apart_by_their_populations_or_left_out() -> None:
    communes = [_commune("69001", "Savigny", people=2000), _commune("74260", "Savigny", people=800, department="74")]
    near, far = (45.81, 4.57), (46.04, 5.95)
    towns = [_town("Savigny", people=1950, at=near), _town("Savigny", people=790, at=far)]
    assert coordinates(communes, towns) == {"69001": near, "74260": far}
    assert coordinates(communes, [*towns, _town("Savigny", people=2100, at=(45.0, 4.0))]) == {"74260": far}
    assert coordinates(communes, [_town("Savigny", people=1950, at=near, region="27")]) == {}


def test_a_town_far_from_the_department_is_another_one() -> None:
    here = [_commune(f"6900{n}", f"Commune {n}", people=900) for n in range(4)]
    towns = [_town(f"Commune {n}", people=900, at=(45.8 + n / 100, 4.6)) for n in range(3)]
    assert "69003" not in coordinates(here, [*towns, _town("Commune 3", people=900, at=(44.1, 3.0))])


def test_a_town_of_a_shared_name_among_communes_of_another_department_is_another_one() -> None:
    here = [_commune(f"6900{n}", f"Commune {n}", people=900) for n in range(3)]
    there = [_commune(f"3800{n}", f"Village {n}", people=900, department="38") for n in range(8)]
    doubtful, border = _commune("69010", "Saint-Bernard", people=700), _commune("69011", "Mornant-la-Frontière", people=700)
    towns = [_town(f"Commune {n}", people=900, at=(45.8 + n / 100, 4.6)) for n in range(3)]
    towns += [_town(f"Village {n}", people=900, at=(45.5 + n / 100, 5.2)) for n in range(8)]
    towns += [_town("Saint-Bernard", people=700, at=(45.52, 5.21)), _town("Mornant-la-Frontière", people=700, at=(45.585, 5.21))]
    communes = [*here, *there, doubtful, border]
    names = ["saint bernard", "saint bernard", "mornant la frontiere"]
    found = coordinates(communes, towns, names=names)
    assert "69010" not in found and found["69011"] == (45.585, 5.21) and len(found) == 12
    assert "69010" in coordinates(communes, towns, names=names[1:])


def test_a_new_commune_lies_where_the_one_that_gave_it_its_code_did() -> None:
    new, seat = _commune("69019", "Belleville-en-Beaujolais", people=14_000), _commune("69019", "Belleville", people=8000)
    found = coordinates([new], [_town("Belleville", people=8100, at=(46.1087, 4.7492))], seats=[seat])
    assert found == {"69019": (46.1087, 4.7492)}


def test_an_overseas_commune_is_looked_for_in_its_territory() -> None:
    found = coordinates(
        [_commune("97411", "Saint-Denis", people=155_000, department="974", region="04")],
        [
            _town("Saint-Denis", people=137_000, at=(-20.88, 55.45), country="RE", region="RE"),
            _town("Saint-Denis", people=149_000, at=(48.9, 2.3)),
        ],
    )
    assert found == {"97411": (-20.88, 55.45)}
