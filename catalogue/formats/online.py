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
    r"\b(?:acces (?:libre|gratuit|ouvert)|libre acces|en libre|gratuit\w*|open ?access|free\b|kostenfrei|frei zuganglich|domaine public)"
)
_RESERVED = re.compile(
    r"\b(?:acces (?:reserve|restreint|limite|controle|payant|local|distant|sur (?:abonnement|place|authentification))|reservee?s? aux?\b"
    r"|consultation (?:reservee|limitee|sur place)"
    r"|uniquement (?:a partir|depuis|dans|sur)|postes? (?:publics?|dedies?)|authentifi|identifiants?\b"
    r""
    r"|mot de passe|abonn(?:es?|ement)|intranet|campus|payant|sous droits|restrict(?:ed|ions?)|subscri|licensed|log ?in\b|on-?site"
    r"|members only|users only|students|password|closed ?access|restricted ?access|embargoed ?access|zugriffsbeschrank|lizenz|nur fur)"
)
_FULL = re.compile(r"\b(?:texte? (?:integral|complet)|full ?-?text|volltext|numerisation|numerisee?|document complet|fac-?simile)")
_CONTENTS = re.compile(
    r"\b(?:sommaires?|table des? (?:matieres|contenus)|table of contents|contents only|resumes?\b|abstracts?\b|couvertures?|quatrieme de"
    r"|4e de couv|(?:front )?cover|inhaltsverzeichnis|inhaltstext|klappentext|rezension|comptes? rendus?|book review|critique\b"
    r"|publisher description|contributor biographical|sample text|extraits?\b|indice\b|presentation de l'editeur|biographie)"
)
_FINDING_AID = re.compile(
    r"\b(?:inventaires?|instruments? de recherche|finding aids?|repertoire numerique|description archivistique|findbuch)"
)
_ELSEWHERE = re.compile(r"\b(?:site (?:web|internet|officiel)|page d'accueil|home ?page|notice (?:du|de|dans)|catalogue en ligne|blog\b)")
_RESERVED_HOST = re.compile(r"(?:^|[.-])(?:(?:ez)?proxy|acces-distant|bases-doc|login|idp)[.-]")
_CONTENTS_ADDRESS = re.compile(r"/catdir/|/toc[/.]|/toc$|d-nb\.info/\w+/04\b|/covers?/|couverture|/sommaire", re.IGNORECASE)
_FINDING_AID_HOSTS = frozenset({"www.calames.abes.fr", "calames.abes.fr", "archivesetmanuscrits.bnf.fr", "francearchives.gouv.fr"})


def relation_of(address: str, *, words: str = "", related: bool = False) -> Relation | None:
    """How what stands at ``address`` is related to the document; None where it is the document itself, open to all.

    ``words`` are those of the record beside it; ``related``: the record says that it is another document (856, second indicator 2).
    Where it says that the text is free, the rest of the words is about something else.
    """
    host = split_url(address)[1]
    said = fold(words)
    if is_reserved(words) or (_RESERVED_HOST.search(host) and not _FREE.search(said)):
        return "reserved_access"
    if not _FULL.search(said) and not _FREE.search(said) and (_CONTENTS.search(said) or _CONTENTS_ADDRESS.search(address)):
        return "contents_or_cover"
    if _FINDING_AID.search(said) or host in _FINDING_AID_HOSTS:
        return "finding_aid"
    return "related" if related or (_ELSEWHERE.search(said) and not _FULL.search(said)) else None


def is_reserved(words: str) -> bool:
    """Whether the words say that the document opens for some readers only; "tous droits réservés" does not."""
    said = fold(words)
    return _RESERVED.search(said) is not None and _FREE.search(said) is None
