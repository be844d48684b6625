"""A link is not a digital copy: what stands at the address of a record is told apart by what the record says of it."""

from __future__ import annotations

import pytest

from catalogue.formats.digital import digital_copy
from catalogue.formats.marc21 import describe as describe_marc21
from catalogue.formats.online import is_reserved, relation_of
from catalogue.formats.unimarc import describe
from tests.catalogue.formats.written import MARC21_LEADER, record

SITE = "https://www.example.org/doc/12"


@pytest.mark.parametrize(
    ("words", "relation"),
    [
        ("", None),
        ("Accès libre au texte intégral", None),
        ("Accès libre au texte intégral ; accès aux derniers numéros réservé aux abonnés", None),
        ("Contenu : texte intégral du rapport depuis 2000", None),
        ("Périodique numérisé sur Gallica", None),
        ("kostenfrei", None),
        ("Accès local pour tous les lecteurs et accès à distance réservé aux membres", "reserved_access"),
        ("Accès au texte intégral réservé aux lecteurs inscrits à la Bibliothèque", "reserved_access"),
        ("Consultation : uniquement à partir des postes publics de la Bibliothèque", "reserved_access"),
        ("Available to subscribers only. Subscription required", "reserved_access"),
        ("Restricted access", "reserved_access"),
        ("Accès sur abonnement", "reserved_access"),
        ("Table of contents", "contents_or_cover"),
        ("Inhaltsverzeichnis", "contents_or_cover"),
        ("Contenu : sommaire du dernier numéro", "contents_or_cover"),
        ("Accès aux sommaires et aux résumés", "contents_or_cover"),
        ("Couverture", "contents_or_cover"),
        ("Cover image", "contents_or_cover"),
        ("Publisher description", "contents_or_cover"),
        ("Inventaire du fonds", "finding_aid"),
        ("Finding aid", "finding_aid"),
        ("Site web de l'éditeur", "related"),
        ("Version numérisée", None),
        ("Accéder à l'exemplaire numérisé de la Bibliothèque municipale de Lyon", None),
        ("Texte intégral Google", None),
        ("Accès réservé aux membres de l'université Grenoble Alpes", "reserved_access"),
        ("Accès en ligne pour les étudiants et personnels de l'UCBL", "reserved_access"),
        ("Accès nomade", "reserved_access"),
        ("Accès réservé UCBL", "reserved_access"),
        ("Consultable uniquement à la bibliothèque", "reserved_access"),
        ("Consultable sur les postes informatiques de la bibliothèque", "reserved_access"),
        ("Connexion nécessaire", "reserved_access"),
        ("Licence nationale ISTEX : accès réservé", "reserved_access"),
        ("Embargo jusqu'au 01/01/2030", "reserved_access"),
        ("Thèse confidentielle jusqu'en 2030", "reserved_access"),
        ("Accès au texte intégral", None),
        ("Accès au texte intégral réservé aux abonnés", "reserved_access"),
        ("Texte intégral en accès libre", None),
        ("Accès libre après inscription", None),
        ("PDF", None),
        ("Table des matières", "contents_or_cover"),
        ("Sommaire", "contents_or_cover"),
        ("Sommaires des numéros depuis 1998", "contents_or_cover"),
        ("Sommaire et texte intégral en ligne", None),
        ("Image de la couverture", "contents_or_cover"),
        ("1re de couverture", "contents_or_cover"),
        ("Page de titre", "contents_or_cover"),
        ("Visuel", None),
        ("Jaquette", "contents_or_cover"),
        ("Inhaltstext", "contents_or_cover"),
        ("Quatrième de couverture", "contents_or_cover"),
        ("Premières pages", "contents_or_cover"),
        ("Feuilleter un extrait", "contents_or_cover"),
        ("Préface", "contents_or_cover"),
        ("Présentation de l'ouvrage par l'éditeur", "contents_or_cover"),
        ("Compte rendu de lecture", "contents_or_cover"),
        ("Critique dans La Croix", "contents_or_cover"),
        ("Index des noms", "contents_or_cover"),
        ("Inventaire des manuscrits", "finding_aid"),
        ("Instrument de recherche", "finding_aid"),
        ("Article de Wikipédia", "related"),
        ("Site de l'éditeur", "related"),
        ("Site de la revue", "related"),
        ("Site officiel de la ville", "related"),
        ("Site compagnon", "related"),
        ("Page personnelle de l'auteur", "related"),
        ("Voir la notice", "related"),
        ("Bande-annonce", "related"),
        ("Entretien avec l'auteur", "related"),
        ("Errata", "related"),
        ("Tous droits réservés", None),
        ("Numérisation : Bibliothèque municipale de Grenoble", None),
        ("Inventaire numérisé", "finding_aid"),
        ("Reproduction numérisée d'un inventaire de 1750", None),
        ("Vue du catalogue de la vente", None),
        ("Voir l'inventaire des meubles, texte intégral", None),
        ("Full text available to subscribers only", "reserved_access"),
        ("Available to BYU patrons only", "reserved_access"),
        ("Access restricted to institutions with a site license", "reserved_access"),
        ("Click here for access (Emory users)", "reserved_access"),
        ("Connect to online version (VPN required)", "reserved_access"),
        ("Nur im Lesesaal", "reserved_access"),
        ("Solo per utenti autorizzati", "reserved_access"),
        ("HathiTrust: Limited (search-only)", "reserved_access"),
        ("HathiTrust Digital Library, Full view", None),
        ("Internet Archive", None),
        ("Open Access", None),
        ("Rezension", "contents_or_cover"),
        ("Table of contents only", "contents_or_cover"),
        ("Sample chapter", "contents_or_cover"),
        ("Book review (H-Net)", "contents_or_cover"),
        ("Companion website", "related"),
        ("Publisher's website", "related"),
        ("Author's homepage", "related"),
        ("Related web site", "related"),
        ("Version électronique", None),
        ("Accès à la version électronique", None),
        ("Accès Factiva", None),
        ("Intranet de la BM", "reserved_access"),
        ("Accès réseau CNRS (identifiants Janus)", "reserved_access"),
        ("Sommaires en accès libre, texte intégral sur abonnement", "reserved_access"),
        ("Accès libre uniquement sur place", "reserved_access"),
        ("Accès gratuit pour les étudiants", "reserved_access"),
        ("Couverture numérisée", "contents_or_cover"),
        ("Numérisation de la page de titre", "contents_or_cover"),
        ("Exemplaire numérisé, avec couverture d'origine", None),
        ("Consultation gratuite dans les locaux de la bibliothèque", "reserved_access"),
        ("Consultable en ligne gratuitement", None),
        ("Consultable en ligne", None),
        ("Consulter le document", None),
        ("Consulter sur Gallica", None),
        ("Consulter l'ouvrage sur Numelyo", None),
        ("Consultable sur Gallica", None),
        ("Consultation sur place", "reserved_access"),
        ("consultable sur le site de la bibliothèque", None),
        ("Texte numérisé sur le site de la BM de Lyon", None),
        ("Accès au document pour tous", None),
        ("Accès pour les lecteurs inscrits", "reserved_access"),
        ("Site de Gallica", None),
        ("Document numérisé sur le site de Google", None),
        ("Table générale numérisée", None),
        ("Accès au site de la revue", "related"),
        ("Vidéo de la conférence", None),
        ("Partition (PDF)", None),
        ("Écouter", None),
        ("Enregistrement sonore", None),
        ("Vue interactive", None),
        ("Consultable uniquement sur Gallica", None),
    ],
)
def test_what_an_address_opens(words: str, relation: str | None) -> None:
    assert relation_of(SITE, words=words) == relation


@pytest.mark.parametrize(
    ("address", "relation"),
    [
        ("https://d-nb.info/1001/04", "contents_or_cover"),
        ("http://www.loc.gov/catdir/toc/ecip01.html", "contents_or_cover"),
        ("https://www-example-org.ezproxy.univ-lyon2.fr/doc", "reserved_access"),
        ("http://www.calames.abes.fr/pub/#details?id=1", "finding_aid"),
        ("https://gallica.bnf.fr/ark:/12148/bpt6k1", None),
        ("https://www.e-rara.ch/zut/content/titleinfo/123", None),
        ("https://ezproxy.universite-lyon.fr/login?url=https://www.jstor.org/x", "reserved_access"),
        ("https://www-jstor-org.bases-doc.univ-lorraine.fr/x", "reserved_access"),
        ("https://univ-st-etienne.idm.oclc.org/login?url=http://x", "reserved_access"),
        ("http://www.loc.gov/catdir/toc/ecip0717/2007017342.html", "contents_or_cover"),
        ("https://d-nb.info/123456789/04", "contents_or_cover"),
        ("https://www.calames.abes.fr/pub/#details?id=Calames-2010", "finding_aid"),
        ("https://fr.wikipedia.org/wiki/Louise_Lab%C3%A9", "related"),
        ("https://catalogue.bnf.fr/ark:/12148/cb30000000x", "related"),
        ("https://www.sudoc.fr/012345678", "related"),
        ("https://www.idref.fr/012345678", "related"),
        ("https://www.worldcat.org/oclc/1", "related"),
        ("https://data.bnf.fr/ark:/12148/cb1", "related"),
        ("https://doi.org/10.1234/abc", None),
    ],
)
def test_an_address_may_say_it_itself(address: str, relation: str | None) -> None:
    assert relation_of(address) == relation


def test_all_rights_reserved_is_no_reserved_access() -> None:
    assert not is_reserved("Tous droits réservés")
    assert not is_reserved("All rights reserved")
    assert is_reserved("info:eu-repo/semantics/restrictedAccess") and is_reserved("Accès réservé")


def test_only_what_anybody_can_open_is_digitised() -> None:
    fields = "856 4#$uhttps://example.org/1$zAccès réservé aux abonnés\n856 4#$uhttps://example.org/2$zTable des matières\n"
    description = describe(record(fields + "856 4#$uhttps://example.org/3$zAccès libre au texte intégral"))
    assert [copy.url for copy in description.digital_copies] == ["https://example.org/3"]
    assert [link.relation for link in description.links] == ["reserved_access", "contents_or_cover"]


def test_marc_21_says_in_its_seventh_subfield_that_access_is_restricted() -> None:
    description = describe_marc21(record("856 40$uhttps://example.org/1$71", leader=MARC21_LEADER))
    assert description.digital_copies == ()
    assert [link.relation for link in description.links] == ["reserved_access"]


def test_no_picture_is_invented_for_the_ark_of_a_notice() -> None:
    issues = digital_copy("https://gallica.bnf.fr/ark:/12148/cb32757974g/date")
    assert issues is not None
    assert (issues.manifest, issues.thumbnail) == ("", "")
    book = digital_copy("https://gallica.bnf.fr/ark:/12148/bpt6k1234567")
    assert book is not None and book.manifest and book.thumbnail
