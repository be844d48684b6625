"""A corpus of any size, the same for the same seed: French-shaped UNIMARC notices, some editions held by several libraries.

Every notice is computed from its number alone, so that a million can be served without being kept; ``revision`` changes
what a notice says, to play a partner who corrected it.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from catalogue.core.identifiers import ppn_check

LIBRARIES = (
    "693836101", "381856101", "631136101", "422186101", "730656101", "740106101", "263626101", "010536101", "430157101",
    "031906101", "421876101", "071866101", "150146101", "693832101", "381852101",
)  # fmt: skip
PLACES = (
    "Lyon", "Grenoble", "Clermont-Ferrand", "Saint-Étienne", "Chambéry", "Annecy", "Valence", "Bourg-en-Bresse",
    "Le Puy-en-Velay", "Moulins", "Roanne", "Privas", "Aurillac", "Vienne", "Trévoux", "Riom", "Montbrison", "Paris",
    "Genève", "Avignon",
)  # fmt: skip
FORENAMES = (
    "Jean", "Pierre", "Antoine", "Claude", "François", "Louise", "Marie", "Étienne", "Barthélemy", "Sébastien", "Guillaume",
    "Jacques", "Benoît", "Mathieu", "Hélène", "Joséphine", "Émile", "Aimé", "André", "Clémence",
)  # fmt: skip
SYLLABLES = (
    "cha", "mon", "ber", "lan", "vil", "gue", "rou", "ssel", "per", "ret", "mar", "tin", "gri", "phe", "tour", "nes", "dau",
    "phin", "for", "ez", "bel", "ley", "vau", "gneray", "cel", "lier", "mey", "sson", "bour", "gat",
)  # fmt: skip
NOUNS = (
    "histoire", "description", "traité", "discours", "mémoire", "recueil", "voyage", "dictionnaire", "abrégé", "éloge", "lettres",
    "relation", "statuts", "privilèges", "coutumes", "almanach", "catalogue", "carte", "chronique", "sermon", "oraison",
    "cantiques", "noëls", "factum", "arrêt", "ordonnance", "botanique", "géographie", "essai", "observations",
)  # fmt: skip
MATTERS = (
    "la ville", "la province", "l’abbaye", "l’Église", "la soie", "la montagne", "le fleuve", "les eaux minérales", "la noblesse",
    "les Alpes", "le Dauphiné", "l’Auvergne", "le Vivarais", "le Forez", "la Savoie", "le Velay", "le Bourbonnais",
    "l’imprimerie", "la peste", "la Réforme", "les canuts", "le chemin de fer", "la vigne", "les foires", "l’hôpital",
)  # fmt: skip
SUBJECTS = ("Histoire", "Imprimerie", "Religion", "Agriculture", "Droit", "Médecine", "Botanique", "Voyages", "Musique", "Cartographie")
SHARED = 0.3


@dataclass(frozen=True)
class Edition:
    """What all the copies of one edition say alike."""

    number: int
    title: str
    remainder: str
    surname: str
    forename: str
    place: str
    printer: str
    year: int
    pages: int
    subjects: tuple[str, ...]
    type: str


def edition(number: int, *, seed: int = 1) -> Edition:
    """The edition of this number."""
    choose = random.Random(f"{seed}/e/{number}")
    matter = choose.choice(MATTERS)
    kind = choose.choices(("am", "bm", "cm", "em", "km", "as"), weights=(70, 6, 4, 6, 8, 6))[0]
    return Edition(
        number=number,
        title=f"{choose.choice(NOUNS).capitalize()} de {matter} et de {choose.choice(MATTERS)} {_name(choose).lower()} {number % 9973}",
        remainder=f"où l’on traite de {choose.choice(MATTERS)}, avec {choose.choice(NOUNS)} et {choose.choice(NOUNS)}",
        surname=_name(choose),
        forename=choose.choice(FORENAMES),
        place=choose.choice(PLACES),
        printer=f"{choose.choice(FORENAMES)} {_name(choose)}",
        year=choose.randint(1475, 1914),
        pages=choose.randint(8, 900),
        subjects=tuple(choose.sample(SUBJECTS, 2)),
        type=kind,
    )


def _name(choose: random.Random) -> str:
    return "".join(choose.sample(SYLLABLES, choose.choice((2, 3)))).capitalize()


def _field(tag: str, indicators: str, *subfields: tuple[str, str]) -> str:
    inner = "".join(f'<subfield code="{code}">{value}</subfield>' for code, value in subfields)
    return f'<datafield tag="{tag}" ind1="{indicators[0]}" ind2="{indicators[1]}">{inner}</datafield>'


def identifier(number: int) -> str:
    """The OAI identifier of a notice."""
    return f"oai:corpus.invalid:{number:09d}"


def notice(number: int, *, seed: int = 1, revision: int = 0) -> str:
    """One notice in marcxchange, about 3.5 kB."""
    choose = random.Random(f"{seed}/n/{number}")
    shared = choose.random() < SHARED and number > 10
    it = edition(choose.randrange(number) if shared else number, seed=seed)
    library = choose.choice(LIBRARIES)
    ppn = f"{number:08d}"
    copy = f"{library}:{ppn}{ppn_check(ppn)}"  # Sudoc names a copy by RCR and EPN
    cote = f"{choose.choice(('A', 'Rés', 'SJ', 'Ms', 'FA'))} {choose.randint(100, 999)} {choose.randint(1, 999):03d}"
    fields = [
        f'<controlfield tag="001">{ppn}{ppn_check(ppn)}</controlfield>',
        f'<controlfield tag="003">http://catalogue.invalid/ark:/99999/n{number}</controlfield>',
        '<controlfield tag="005">20260101000000.0</controlfield>',
        _field("100", "  ", ("a", f"20200101d{it.year}    m  y0frey0103    ba")),
        _field("101", "0 ", ("a", choose.choice(("fre", "fre", "fre", "lat", "ita")))),
        _field("102", "  ", ("a", "FR")),
        _field("105", "  ", ("a", "||||z   00|||")),
        _field("200", "1 ", ("a", it.title), ("e", it.remainder), ("f", f"par {it.forename} {it.surname}")),
        _field("210", "  ", ("a", it.place), ("c", it.printer), ("d", str(it.year))),
        _field("215", "  ", ("a", f"1 vol. ({it.pages} p.)"), ("c", "ill."), ("d", choose.choice(("in-4", "in-8", "in-12", "in-2")))),
        _field("300", "  ", ("a", f"Exemplaire décrit d’après le titre gravé, révision {revision}")),
        _field("307", "  ", ("a", "Signatures : A-Z8, Aa-Bb4")),
        _field("316", "  ", ("5", copy), ("a", "Reliure en veau brun, dos à nerfs, tranches rouges")),
        _field("317", "  ", ("5", copy), ("a", f"Ex-libris manuscrit : {choose.choice(FORENAMES)} {_name(choose)}, 17..")),
        _field("606", "  ", ("3", f"0272{choose.randint(10000, 99999)}"), ("a", it.subjects[0]), ("y", it.place), ("2", "rameau")),
        _field(
            "606", "  ", ("3", f"0273{choose.randint(10000, 99999)}"), ("a", it.subjects[1]), ("x", "Ouvrages avant 1800"), ("2", "rameau")
        ),
        _field("608", "  ", ("a", "Livres anciens"), ("2", "rameau")),
        _field("620", "  ", ("a", "France"), ("d", it.place)),
        _field(
            "700", " 1", ("3", f"0269{it.number % 100000:05d}"), ("a", it.surname), ("b", it.forename), ("f", "16..-17.."), ("4", "070")
        ),
        _field("702", " 1", ("a", it.printer.split()[1]), ("b", it.printer.split()[0]), ("4", "610")),
        _field("702", " 1", ("5", copy), ("a", _name(choose)), ("b", choose.choice(FORENAMES)), ("4", "390")),
        _field("801", " 3", ("a", "FR"), ("b", library), ("c", "20200101"), ("g", "AFNOR")),
        _field("930", "  ", ("5", copy), ("b", library), ("a", cote), ("j", "u")),
    ]
    if choose.random() < 0.1:
        fields.append(_field("856", "4 ", ("u", f"https://numerique.invalid/ark:/99999/d{number}")))
    leader = f"     n{it.type}  22     3  450 "
    opening = '<record xmlns="info:lc/xmlns/marcxchange-v2" format="UNIMARC" type="Bibliographic">'
    return f"{opening}<leader>{leader}</leader>{''.join(fields)}</record>"


PAGE_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'
    "<responseDate>2026-11-01T00:00:00Z</responseDate>"
    '<request verb="ListRecords" metadataPrefix="marcxchange">http://corpus.invalid/oai</request><ListRecords>'
)


def page(start: int, stop: int, size: int, *, seed: int = 1, revision: int = 0, changed: float = 0.0) -> bytes:
    """An OAI-PMH page of the notices ``start`` to ``stop`` (excluded) of a corpus of ``size``; ``changed`` share is revised."""
    every = round(1 / changed) if changed else 0
    parts = [PAGE_HEAD]
    for number in range(start, stop):
        version = revision if every and number % every == 0 else 0
        parts.append(
            f"<record><header><identifier>{identifier(number)}</identifier><datestamp>2026-01-01T00:00:00Z</datestamp>"
            f"<setSpec>patrimoine</setSpec></header><metadata>{notice(number, seed=seed, revision=version)}</metadata></record>"
        )
    token = str(stop) if stop < size else ""
    parts.append(f'<resumptionToken completeListSize="{size}" cursor="{start}">{token}</resumptionToken></ListRecords></OAI-PMH>')
    return "\n".join(parts).encode()
