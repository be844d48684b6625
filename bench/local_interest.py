"""Gallica's records told from here or let go: how many a second from their XML, and whether memory stays flat."""

from __future__ import annotations

import resource
import time

from lxml import etree

from bench.table import Figure
from catalogue.local_interest import Region, of_dublin_core

DEPARTMENTS = ["01", "03", "07", "15", "26", "38", "42", "43", "63", "69", "73", "74"]
KINDS = 20_000  # different records, one after the other
RECORD = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    "<dc:identifier>https://gallica.bnf.fr/ark:/12148/bpt6k{number:07d}x</dc:identifier><dc:title>{title} {number}</dc:title>"
    "<dc:creator>Auteur, Jean ({number}-....). Auteur du texte</dc:creator><dc:publisher>Imprimeur {number} ({place})</dc:publisher>"
    "<dc:date>{year}</dc:date><dc:subject>{subject} -- {year}</dc:subject><dc:language>fre</dc:language><dc:type>texte</dc:type>"
    "<dc:type>text</dc:type><dc:rights>domaine public</dc:rights><dc:rights>public domain</dc:rights>"
    "<dc:source>Bibliothèque nationale de France, département Philosophie, histoire, sciences de l'homme, 8-LK-{number}</dc:source>"
    "<dc:relation>Notice du catalogue : http://catalogue.bnf.fr/ark:/12148/cb{number:08d}x</dc:relation>"
    "<dc:description>Appartient à l’ensemble documentaire : GC{number}</dc:description></oai_dc:dc>"
)
TITLES = (
    "Histoire de Paris",
    "Mémoires sur la guerre",
    "Voyage en Savoie",
    "Traité des moulins",
    "Annuaire de la Vienne",
    "Almanach de Lyon",
)
PLACES = ("Paris", "Bordeaux", "London", "Marseille", "Lyon", "Vienne", "Rouen", "Lille", "Toulouse", "Grenoble")
SUBJECTS = ("France", "Paris (France)", "Soie -- Lyon (Rhône)", "Valence (Espagne)", "Droit", "Botanique", "Isère (France)")


def figures(size: int) -> list[Figure]:
    """The rate over ``size`` records, parsing included; the memory of all against that of the first tenth."""
    region = Region(DEPARTMENTS)
    records = [_record(number) for number in range(min(size, KINDS))]
    region.judge(of_dublin_core(etree.fromstring(records[0])))  # the tables of places are read once
    kept, tenth = 0, 0.0
    started = time.perf_counter()
    for number in range(size):
        kept += region.judge(of_dublin_core(etree.fromstring(records[number % len(records)]))).kept
        if number == size // 10:
            tenth = _peak()
    rate = size / (time.perf_counter() - started)
    return [
        Figure("Gallica's records judged a second", rate, bar=5_000, detail=f"{size} records, {kept} kept"),
        Figure("  memory of all / of a tenth", _peak() / (tenth or _peak()), bar=1.1, at_most=True, detail=f"{_peak():.0f} MB"),
    ]


def _record(number: int) -> bytes:
    chosen = {"title": TITLES[number % len(TITLES)], "place": PLACES[number % len(PLACES)], "subject": SUBJECTS[number % len(SUBJECTS)]}
    return RECORD.format(number=number, year=1500 + number % 400, **chosen).encode()


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
