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
