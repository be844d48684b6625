"""What an address of a record opens: the document itself, the document for some readers only, its contents or cover, a finding aid, or
something else. A link is not a digital copy.
"""

from __future__ import annotations

import re

from catalogue.core.kinds import Relation
from catalogue.core.vocabularies import fold
from catalogue.formats.cleaning import split_url

# What records say beside the address (856 $3, $y, $z, UNIMARC $2, dcterms:accessRights), folded.
_FREE = re.compile(
    r"\b(?:acces (?:libre|gratuit|ouvert)|libre acces|en libre|gratuit\w*|open ?access|free\b|full view|kostenfrei|frei zuganglich"
    r"|domaine public)"
)
_FOR_SOME = re.compile(r"\b(?:uniquement|seulement|exclusivement|sur place|pour les|only|nur|(?:a|dans|depuis) (?:la|les) )")
_READERS = r"(?:patrons|users|members|students|staff|faculty|cardholders|affiliates|subscribers)"
_RESERVED = re.compile(
    r"\b(?:acces (?:reserve|restreint|limite|controle|payant|local|distant|nomade|sur (?:abonnement|place|authentification))"
    r"|reservee?s? aux?\b|pour les (?:etudiants|personnels|membres|lecteurs|usagers|adherents|inscrits|enseignants)"
    r"|consult\w+ (?:reservee|limitee|en salle|sur (?:place|rendez-vous)|(?:uniquement |seulement )?(?:a la|en) bibliotheque)"
    r"|dans les locaux"
    r"|(?:uniquement|seulement|exclusivement) (?:a|au|aux|par|pour|depuis|dans|en|sur (?:place|les|un|demande|inscription))\b"
    r"|postes? (?:publics?|dedies?|informatiques?)"
    r"|authentifi|connexion (?:necessaire|requise|obligatoire)|identifiants?\b|mot de passe|abonn(?:es?|ement)|intranet|campus|payant"
    r"|sous droits|embargo|confidentiel|vpn\b|restrict(?:ed|ions?)|subscri|licensed|log ?in\b|on-?site|password|closed ?access"
    rf"|{_READERS} only|only (?:for|to|by|at|in|from|available)\b|limited \(search|search-only"
    r"|zugriffsbeschrank|lizenz|nur (?:fur|im|in|mit|innerhalb)\b|solo (?:per|in|para)\b|riservat|restringid)"
    rf"|\((?:\w+ )?{_READERS}\b"
)
_FULL = re.compile(r"\b(?:textes? (?:integral|integraux|complets?)|full ?-?text|volltext|document complet)")
_DIGITISED = re.compile(r"\b(?:numerisation|numerisee?s?|fac-?simile|digitali[sz]ed?|digitised|digitized)\b")
_CONTENTS = re.compile(
    r"\b(?:sommaires?|tables? des? (?:matieres|contenus)|tables? of contents|contents only|resumes?\b|abstracts?\b|couvertures?"
    r"|quatrieme de"
    r"|4e de couv|jaquettes?\b|pages? de titre|title page|(?:front )?cover|premieres? pages?|premier chapitre|(?:sample|first) chapter"
    r"|inhaltsverzeichnis|inhaltstext|klappentext|rezension|comptes? rendus?|book review|critique\b|publisher description"
    r"|contributor biographical|sample text|extraits?\b|feuilleter|prefaces?\b|avant-propos|index (?:des|du)\b|indice\b"
    r"|presentation (?:de l'ouvrage|de l'editeur|du livre|par l'editeur)|biographie)"
)
_FINDING_AID = re.compile(
    r"\b(?:inventaires?|instruments? de recherche|finding aids?|repertoire numerique|description archivistique|findbuch)"
)
_ELSEWHERE = re.compile(
    r"\b(?:sites? (?:web|internet|officiel|compagnon|associe|dedie|d[eu] (?:la |l')?(?:revue|editeur|auteur|journal|periodique"
    r"|magazine|ville|commune))\b|page (?:d'accueil|personnelle|web)|home ?page|web ?site"
    r"|notice (?:du|de|dans|complete|detaillee|bibliographique)|(?:voir|vers|consulter) la notice|catalogue en ligne|dans le catalogue"
    r"|blog\b|wikipedia|bande-annonce|trailer\b|entretien avec|interview\b|errat(?:a|um)\b|corrigend|exposition virtuelle|podcast"
    r"|dossier pedagogique)"
)
_CLAUSE = re.compile(r"[;,.]\s")
_RESERVED_HOST = re.compile(r"(?:^|[.-])(?:(?:ez)?proxy|ezp|idm\.oclc|\w*nomade|acces-distant|bases-doc|login|idp)[.-]")
_CONTENTS_ADDRESS = re.compile(r"/catdir/|/toc[/.]|/toc$|d-nb\.info/\w+/04\b|/covers?/|couverture|/sommaire", re.IGNORECASE)
_FINDING_AID_HOSTS = frozenset({"www.calames.abes.fr", "calames.abes.fr", "archivesetmanuscrits.bnf.fr", "francearchives.gouv.fr"})
# Where notices, authorities and articles about documents stand, never documents; with the hosts under them.
_ABOUT_HOSTS = (
    "catalogue.bnf.fr", "data.bnf.fr", "sudoc.fr", "sudoc.abes.fr", "idref.fr", "worldcat.org", "viaf.org", "isni.org", "id.loc.gov",
    "ccfr.bnf.fr", "wikipedia.org", "wikidata.org",
)  # fmt: skip


def relation_of(address: str, *, words: str = "", related: bool = False) -> Relation | None:
    """How what stands at ``address`` is related to the document; None where it is the document itself, open to all.

    ``words`` are those of the record beside it; ``related``: the record says that it is another document (856, second indicator 2).
    Where it says that the text is free, the rest of the words is about something else.
    """
    host = split_url(address)[1]
    said = fold(words)
    free, full = _is_free(said), _FULL.search(said) is not None
    if is_reserved(words) or (_RESERVED_HOST.search(host) and not free):
        return "reserved_access"
    if not full and not free and (_is_named(_CONTENTS, said) or _CONTENTS_ADDRESS.search(address)):
        return "contents_or_cover"
    if (not full and _is_named(_FINDING_AID, said)) or host in _FINDING_AID_HOSTS:
        return "finding_aid"
    return (
        "related" if related or is_about_documents(host) or (_ELSEWHERE.search(said) and not full and not _DIGITISED.search(said)) else None
    )


def is_about_documents(host: str) -> bool:
    """Whether notices, authorities, articles or finding aids stand at a host, and never documents."""
    return host in _FINDING_AID_HOSTS or host in _ABOUT_HOSTS or host.endswith(tuple(f".{known}" for known in _ABOUT_HOSTS))


def is_reserved(words: str) -> bool:
    """Whether the words say that the document opens for some readers only; "tous droits réservés" does not."""
    said = fold(words)
    return _RESERVED.search(said) is not None and not _is_free(said)


def _is_free(said: str) -> bool:
    """Whether a clause says that the document is free: not its contents alone, nor to some readers, nor in one place."""
    return any(
        _FREE.search(clause) and not _FOR_SOME.search(clause) and (_FULL.search(clause) or not _CONTENTS.search(clause))
        for clause in _CLAUSE.split(said)
    )


def _is_named(kind: re.Pattern[str], said: str) -> bool:
    """Whether the words name such a thing, and not what it stands in: "sommaire numérisé" does, "numérisation, avec un index des noms"
    does not.
    """
    named = kind.search(said)
    if named is None:
        return False
    before = _DIGITISED.search(said, 0, named.start())
    return before is None or re.fullmatch(r"(?: de la| des?| du| de l'|\s|:|')*", said[before.end() : named.start()]) is not None
