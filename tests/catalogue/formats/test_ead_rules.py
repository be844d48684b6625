"""What does the portal say of a finding aid before its recipient does? Each rule has a file that keeps it and one that breaks it."""

from __future__ import annotations

import io

import pytest

from catalogue.formats.ead.checking import CCFR, PROFILES, RULES, check_ead
from catalogue.formats.ead.checking.rules import CORRECT, IMPROVE, REFUSES
from tests.catalogue.formats.ead_written import DOCTYPE

GOOD = f"""{DOCTYPE}
<ead>
<eadheader countryencoding="iso3166-1" repositoryencoding="iso15511" dateencoding="iso8601" langencoding="iso639-2b"
 scriptencoding="iso15924">
<eadid countrycode="FR" mainagencycode="FR-751131015" identifier="FR-693836101-ferrand">FR-693836101-ferrand</eadid>
<filedesc><titlestmt><titleproper>Papiers Ferrand</titleproper></titlestmt>
<publicationstmt><publisher>Bibliothèque municipale</publisher><date normal="2026">2026</date></publicationstmt></filedesc>
<profiledesc><creation>Fichier conforme à la DTD EAD 2002, saisi en <date normal="2026-03-31">mars 2026</date></creation>
<langusage>Rédigé en <language langcode="fre">français</language></langusage><descrules>AFNOR Z 44-060</descrules></profiledesc>
<revisiondesc><change><date normal="2026-04-02">2 avril 2026</date><item>Cotes vérifiées</item></change></revisiondesc>
</eadheader>
<archdesc level="fonds">
<did><unitid type="cote">Ms 100-140</unitid><unittitle>Papiers de la famille Ferrand</unittitle>
<unitdate normal="1789/1850">1789-1850</unitdate>
<physdesc><extent>41 volumes ; 2,10 mètres linéaires</extent></physdesc>
<langmaterial><language langcode="fre">français</language></langmaterial>
<origination><famname role="producteur">Ferrand (famille)</famname></origination>
<repository><corpname authfilenumber="693836101">Bibliothèque municipale de Lyon</corpname></repository></did>
<bioghist><p>Négociants en soie.</p></bioghist>
<acqinfo><p>Don de 1902.</p></acqinfo>
<scopecontent><p>Correspondance et comptes.</p></scopecontent>
<accessrestrict><p>Consultation libre.</p></accessrestrict>
<userestrict><p>Domaine public.</p></userestrict>
<otherfindaid><p>Aucun. Voir <ref target="lettres">les lettres</ref>.</p></otherfindaid>
<controlaccess><famname source="IdRef" authfilenumber="027241637">Ferrand (famille)</famname>
<subject source="Rameau">Soie</subject></controlaccess>
<dsc type="combined">
<c id="lettres" level="series"><did><unitid type="cote">Ms 100</unitid><unittitle>Lettres reçues</unittitle>
<unitdate normal="1789/1815">1789-1815</unitdate></did>
<scopecontent><p>Lettres de Bellet.</p></scopecontent>
<daogrp title="Feuillets"><daoloc href="https://exemple.org/iiif/1"/></daogrp>
<c id="lettre1" level="item"><did><unittitle>Lettre de Bellet</unittitle></did>
<dao href="https://exemple.org/lettre/1" title="Lettre"/>
<odd><p>Voir <extref href="https://exemple.org/bellet">Bellet</extref>.</p></odd></c></c>
</dsc></archdesc></ead>
"""

# Rule → what in the good file becomes what.
BROKEN: dict[str, tuple[str, str]] = {
    "eadid-missing": (">FR-693836101-ferrand</eadid>", "></eadid>"),
    "eadid-identifier-missing": (' identifier="FR-693836101-ferrand"', ""),
    "eadid-identifier-form": ('identifier="FR-693836101-ferrand">FR-693836101-ferrand', 'identifier="ferrand">ferrand'),
    "eadid-text-differs": (">FR-693836101-ferrand</eadid>", ">FR-693836101-ferand</eadid>"),
    "eadid-countrycode": ('countrycode="FR"', 'countrycode="33"'),
    "eadid-agency-missing": (' mainagencycode="FR-751131015"', ""),
    "eadid-agency-form": ('mainagencycode="FR-751131015"', 'mainagencycode="Lyon"'),
    "eadid-encodinganalog": ("<eadid ", '<eadid encodinganalog="identifier" '),
    "header-countryencoding": ('countryencoding="iso3166-1"', 'countryencoding="ISO 3166-1"'),
    "header-repositoryencoding": (' repositoryencoding="iso15511"', ""),
    "header-dateencoding": ('dateencoding="iso8601"', 'dateencoding="iso 8601"'),
    "header-langencoding": ('langencoding="iso639-2b"', 'langencoding="iso639-2"'),
    "header-scriptencoding": ('scriptencoding="iso15924"', 'scriptencoding="latin"'),
    "header-attribute": ("<eadheader ", '<eadheader findaidstatus="unverified" '),
    "header-order": ("<revisiondesc>", "<revisiondesc/><profiledesc/><revisiondesc>"),
    "header-title-missing": ("<titleproper>Papiers Ferrand</titleproper>", "<titleproper/>"),
    "header-publisher-missing": ("<publisher>Bibliothèque municipale</publisher>", ""),
    "header-date-missing": ('<date normal="2026">2026</date>', ""),
    "creation-missing": ('Fichier conforme à la DTD EAD 2002, saisi en <date normal="2026-03-31">mars 2026</date>', ""),
    "creation-form": ("conforme à la DTD EAD 2002, ", ""),
    "creation-date-missing": ('<date normal="2026-03-31">mars 2026</date>', "mars 2026"),
    "creation-date-form": ('normal="2026-03-31"', 'normal="31/03/2026"'),
    "langusage-missing": ('<langusage>Rédigé en <language langcode="fre">français</language></langusage>', ""),
    "langusage-code": ('Rédigé en <language langcode="fre">français</language>', "Rédigé en français"),
    "descrules-missing": ("<descrules>AFNOR Z 44-060</descrules>", ""),
    "revision-undated": ('<date normal="2026-04-02">2 avril 2026</date>', "<date/>"),
    "revision-empty": ("<item>Cotes vérifiées</item>", "<item/>"),
    "repository-number-missing": (' authfilenumber="693836101"', ""),
    "repository-number-form": ('authfilenumber="693836101"', 'authfilenumber="BM Lyon"'),
    "repository-corpname-missing": (
        '<corpname authfilenumber="693836101">Bibliothèque municipale de Lyon</corpname>',
        "Bibliothèque municipale de Lyon",
    ),
    "archdesc-missing": ("archdesc", "archidesc"),
    "archdesc-level-missing": ('<archdesc level="fonds">', "<archdesc>"),
    "archdesc-level-unusual": ('<archdesc level="fonds">', '<archdesc level="subgrp">'),
    "level-unknown": ('level="item"', 'level="pièce"'),
    "otherlevel-missing": ('level="item"', 'level="otherlevel"'),
    "otherlevel-idle": ('level="item"', 'level="item" otherlevel="pièce"'),
    "whole-unitid-missing": ('<unitid type="cote">Ms 100-140</unitid>', ""),
    "whole-title-missing": ("<unittitle>Papiers de la famille Ferrand</unittitle>", ""),
    "whole-date-missing": ('<unitdate normal="1789/1850">1789-1850</unitdate>', ""),
    "whole-extent-missing": ("<physdesc><extent>41 volumes ; 2,10 mètres linéaires</extent></physdesc>", ""),
    "whole-repository-missing": (
        '<repository><corpname authfilenumber="693836101">Bibliothèque municipale de Lyon</corpname></repository>',
        "",
    ),
    "whole-language-missing": ('<langmaterial><language langcode="fre">français</language></langmaterial>', ""),
    "whole-producer-missing": ('<origination><famname role="producteur">Ferrand (famille)</famname></origination>', ""),
    "whole-contents-missing": ("<scopecontent><p>Correspondance et comptes.</p></scopecontent>", ""),
    "whole-access-missing": ("<accessrestrict><p>Consultation libre.</p></accessrestrict>", ""),
    "whole-history-missing": ("<acqinfo><p>Don de 1902.</p></acqinfo>", ""),
    "whole-maker-history-missing": ("<bioghist><p>Négociants en soie.</p></bioghist>", ""),
    "whole-terms-missing": ("controlaccess", "fileplan"),
    "whole-reproduction-missing": ("<userestrict><p>Domaine public.</p></userestrict>", ""),
    "whole-findingaid-missing": ('<otherfindaid><p>Aucun. Voir <ref target="lettres">les lettres</ref>.</p></otherfindaid>', ""),
    "did-missing": ("<did><unittitle>Lettre de Bellet</unittitle></did>", ""),
    "did-empty": ("<did><unittitle>Lettre de Bellet</unittitle></did>", "<did/>"),
    "unitid-type-missing": ('<unitid type="cote">Ms 100</unitid>', "<unitid>Ms 100</unitid>"),
    "unitid-type-unknown": ('<unitid type="cote">Ms 100</unitid>', '<unitid type="ancienne_cote">Ms 100</unitid>'),
    "unitid-repeated": (
        '<unitid type="cote">Ms 100</unitid>',
        '<unitid type="cote">Ms 100</unitid><unitid type="cote">Ms 100 bis</unitid>',
    ),
    "unitid-twice": ("<did><unittitle>Lettre de", '<did><unitid type="cote">Ms 100</unitid><unittitle>Lettre de'),
    "unitid-empty": ('<unitid type="cote">Ms 100</unitid>', '<unitid type="cote"/>'),
    "title-empty": ("<unittitle>Lettres reçues</unittitle>", "<unittitle> </unittitle>"),
    "title-of-parent": ("<unittitle>Lettre de Bellet</unittitle>", "<unittitle>Lettres reçues</unittitle>"),
    "date-empty": ('<unitdate normal="1789/1815">1789-1815</unitdate>', '<unitdate normal="1789/1815"/>'),
    "date-normal-missing": ('<unitdate normal="1789/1815">', "<unitdate>"),
    "date-normal-form": ('normal="1789/1815"', 'normal="1789-1815"'),
    "date-normal-order": ('normal="1789/1815"', 'normal="1815/1789"'),
    "date-contradiction": ('<unitdate normal="1789/1815">', '<unitdate normal="1889/1915">'),
    "extent-repeated": ("41 volumes ; 2,10 mètres linéaires", "41 volumes</extent><extent>2,10 mètres linéaires"),
    "extent-without-number": ("41 volumes ; 2,10 mètres linéaires", "des volumes"),
    "extent-unmarked": ("<extent>41 volumes ; 2,10 mètres linéaires</extent>", "41 volumes"),
    "language-code-missing": ('<language langcode="fre">français</language></langmaterial>', "français</langmaterial>"),
    "language-code-unknown": ('<langmaterial><language langcode="fre">', '<langmaterial><language langcode="fr">'),
    "producer-unmarked": ('<famname role="producteur">Ferrand (famille)</famname></origination>', "Ferrand (famille)</origination>"),
    "note-in-itself": ("<p>Consultation libre.</p>", "<accessrestrict><p>Consultation libre.</p></accessrestrict>"),
    "note-repeated": ("<userestrict>", "<userestrict><p>Citer la source.</p></userestrict><userestrict>"),
    "note-empty": ("<p>Don de 1902.</p>", "<head>Entrée</head>"),
    "note-without-paragraph": ("<p>Don de 1902.</p>", "Don de 1902."),
    "note-of-parent": ("Lettres de Bellet.", "Correspondance et comptes."),
    "component-level-missing": (' level="item"', ""),
    "component-id-missing": (' id="lettre1"', ""),
    "component-forms": (
        '<c id="lettre1" level="item">',
        '<c02 id="lettre0"><did><unittitle>x</unittitle></did></c02><c id="lettre1" level="item">',
    ),
    "dsc-empty": ("</dsc>", '</dsc><dsc type="combined"><head>Suite</head></dsc>'),
    "dsc-type-missing": ('<dsc type="combined">', "<dsc>"),
    "term-empty": ('<subject source="Rameau">Soie</subject>', '<subject source="Rameau"/>'),
    "term-source-missing": ('<subject source="Rameau">', "<subject>"),
    "term-number-missing": (' authfilenumber="027241637"', ""),
    "number-without-source": ('source="IdRef" authfilenumber', "authfilenumber"),
    "number-of-idref": ("027241637", "027241638"),
    "role-missing": (' role="producteur"', ""),
    "digital-without-address": ('href="https://exemple.org/lettre/1" ', ""),
    "digital-relative": ("https://exemple.org/lettre/1", "medias/lettre1.jpg"),
    "digital-untitled": (' title="Lettre"', ""),
    "digital-group-empty": ('<daoloc href="https://exemple.org/iiif/1"/>', ""),
    "link-without-address": ('<extref href="https://exemple.org/bellet">', "<extref>"),
    "target-unknown": ('target="lettres"', 'target="comptes"'),
    "id-repeated": ('id="lettre1"', 'id="lettres"'),
    "id-form": ('id="lettre1"', 'id="1/lettre"'),
    "internal-part": ('<c id="lettre1" ', '<c id="lettre1" audience="internal" '),
    "form-unclaimed": (DOCTYPE, ""),
    "form-ead3": (DOCTYPE + "\n<ead>", '<ead xmlns="http://ead3.archivists.org/schema/">'),
    "xlink-in-dtd": (
        '<dao href="https://exemple.org/lettre/1"',
        '<dao xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://exemple.org/l/1"',
    ),
    "href-in-schema": (DOCTYPE + "\n<ead>", '<ead xmlns="urn:isbn:1-931666-22-9">'),
    "charset": (DOCTYPE, '<?xml version="1.0" encoding="iso-8859-1"?>' + DOCTYPE),
}


def findings(text: str, *, encoding: str = "utf-8", **options):
    return check_ead(io.BytesIO(text.encode(encoding)), **options)


def test_a_good_file_has_nothing_to_hear():
    assert [(found.rule, found.line, str(found.message)) for found in findings(GOOD)] == []


def test_each_rule_has_a_file_that_breaks_it():
    assert set(BROKEN) == set(RULES)
    assert len(RULES) >= 60


@pytest.mark.parametrize("name", BROKEN)
def test_what_breaks_a_rule_is_told_at_its_line(name):
    before, after = BROKEN[name]
    assert before in GOOD
    broken = GOOD.replace(before, after)
    told = [found for found in findings(broken, encoding="latin-1" if name == "charset" else "utf-8") if found.rule == name]
    assert told
    assert told[0].level == RULES[name].level
    assert 0 < told[0].line <= broken.count("\n") + 1
    assert "%(" not in str(told[0].message)


def test_the_grammar_that_the_file_claims_judges_it():
    told = findings(GOOD.replace("<acqinfo>", "<acquisition>").replace("</acqinfo>", "</acquisition>"))
    assert {found.level for found in told if found.rule == "dtd"} == {REFUSES}
    assert any("acquisition" in str(found.message) for found in told if found.rule == "dtd")


@pytest.mark.shared
def test_a_file_of_the_schema_is_judged_by_it_where_it_is_there(shared_data):
    xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'
    text = GOOD.replace(DOCTYPE + "\n<ead>", f'<ead xmlns="urn:isbn:1-931666-22-9" {xlink}>').replace(" href=", " xlink:href=")
    text = text.replace(' title="', ' xlink:title="')
    folder = shared_data / "schemas" / "ead"
    assert [found for found in findings(text, schemas=folder) if found.rule in {"schema", "href-in-schema"}] == []
    told = findings(text.replace("<p>Don de 1902.</p>", "<p>Don de 1902.</p>et"), schemas=folder)
    assert [found.level for found in told if found.rule == "schema"] == [CORRECT]


def test_who_it_is_for_decides_what_is_grave():
    text = GOOD.replace(' id="lettre1"', "").replace(' type="cote"', "")
    levels = {name: {found.rule: found.level for found in findings(text, profile=PROFILES[name])} for name in PROFILES}
    assert levels["ccfr"]["component-id-missing"] == IMPROVE
    assert levels["calames"]["component-id-missing"] == REFUSES
    assert "unitid-type-missing" in levels["ccfr"]
    assert "unitid-type-missing" not in levels["francearchives"]


def test_a_profile_speaks_of_rules_that_exist():
    assert {rule for profile in PROFILES.values() for rule in profile.levels} <= set(RULES)


@pytest.mark.parametrize("data", [b"", b"<html/>", b"<ead><eadheader>", b'<?xml version="1.0" encoding="klingon"?><ead/>'])
def test_what_is_no_finding_aid_is_refused_once(data):
    assert [(found.level, found.rule) for found in check_ead(io.BytesIO(data), profile=CCFR)] == [(REFUSES, "not-read")]


def test_a_fault_of_every_component_is_told_a_hundred_times_at_most():
    many = GOOD.replace("</dsc>", "<c level='item'><did><unittitle>x</unittitle></did></c>" * 300 + "</dsc>")
    assert len([found for found in findings(many) if found.rule == "component-id-missing"]) == 100
