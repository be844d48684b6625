"""From real partners to a reader's screen: the records that nobody here wrote, harvested over HTTP, found in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from catalogue.models import Record
from harvest.models import HarvestRun
from harvest.services import runs
from harvest.services.drive import drive
from harvest.services.endpoints import NewEndpoint, add
from tests.journeys.real_partners import oai_of_files, partners, recorded_oai, recorded_sru

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.shared, pytest.mark.browser, pytest.mark.timeout(900)]

BNF_FILE = "unimarc_iso2709/jcollonville__marc-rs/bibliographiq_unimarc_utf8.not"
BNF_ISO5426 = "unimarc_iso2709/jcollonville__marc-rs/bibliographiq_unimarc_iso5426.not"


def harvest(slug: str, protocol: str, url: str, *, format: str = "auto", prefix: str = "", query: str = "") -> HarvestRun:
    """Add a partner and harvest it to the end, marks drained."""
    port = urlsplit(url).port
    new = NewEndpoint(slug, protocol=protocol, url=url, rcr="693836101", prefix=prefix, format=format, set_spec=query)
    endpoint = add(new if port is None else NewEndpoint(**{**vars(new), "ports": (port,), "settings": {"requests_per_second": 1000}}))
    return drive(runs.start(endpoint).pk)


@pytest.fixture
def real(shared_data: Path, transactional_db: None) -> Iterator[dict[str, HarvestRun]]:
    """Every partner, harvested."""
    sudoc = sorted((shared_data / "unimarc_xml/abes-esr__kalidos").glob("Notice*.xml"))
    swiss = sorted((shared_data / "marcxml/NatLibFi__RecordManager").glob("*.xml"))
    answers = {
        "sudoc": oai_of_files(sudoc),
        "marc21": oai_of_files(swiss),
        "meuse": recorded_oai(shared_data / "oai_pmh/culturecommunication__francearchives-cubicweb/oai_dc_meuse_sample.xml"),
        "science": recorded_oai(shared_data / "oai_pmh/traject__traject/sample-oai-pmh.xml"),
        "bnf": recorded_sru(
            shared_data / "sru/rero__rero-ils/bnf_anywhere_all_peter.xml", explain=shared_data / "sru/2e0byo__gallica-autobib/SRU.xml"
        ),
    }
    with partners(answers) as url:
        yield {
            "sudoc": harvest("sudoc", "oai_pmh", f"{url}/sudoc", format="unimarc", prefix="unimarc"),
            "marc21": harvest("marc21", "oai_pmh", f"{url}/marc21", format="marc21", prefix="marc21"),
            "meuse": harvest("meuse", "oai_pmh", f"{url}/meuse", format="dublin_core", prefix="oai_dc"),
            "science": harvest("science", "oai_pmh", f"{url}/science", prefix="oai_dc"),
            "bnf-sru": harvest("bnf-sru", "sru", f"{url}/bnf", format="unimarc", prefix="unimarcxchange", query='bib.anywhere all "peter"'),
            "bnf-file": harvest("bnf-file", "file_drop", str(shared_data / BNF_FILE), format="unimarc"),
            "bnf-iso5426": harvest("bnf-iso5426", "file_drop", str(shared_data / BNF_ISO5426), format="unimarc"),
        }


class Reader:
    """A reader and her browser."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.address = address

    def search(self, words: str) -> str:
        """The text of the results page."""
        self.page.goto(f"{self.address}/recherche?q={quote(words)}")
        assert self.page.locator("h1").count() == 1
        return self.page.inner_text("main")

    def open(self, title: str) -> str:
        """Follow the first result that bears this title; the text of the notice."""
        self.page.locator("a[href*='/ark:/']", has_text=title).first.click()
        self.page.wait_for_url("**/ark:/**")
        return self.page.inner_text("main")


def test_a_reader_finds_what_real_partners_serve(real: dict[str, HarvestRun], browser: Any, live_server: Any) -> None:
    assert {slug: run.state for slug, run in real.items()} == dict.fromkeys(real, "done")
    bnf = real["bnf-sru"]
    assert (bnf.new, bnf.read) == (49, bnf.new + bnf.refused)
    assert bnf.messages.get(code="protocol.sru.surrogate").count == 1
    assert real["bnf-file"].new == 148
    assert real["bnf-iso5426"].new == 129
    assert real["meuse"].new == 20
    assert Record.objects.filter(state="active").count() == sum(run.new for run in real.values())
    context = browser.new_context(locale="fr-FR")
    try:
        reader = Reader(context.new_page(), live_server.url)
        _latin_script(reader)
        _other_scripts(reader)
        _holdings_and_dates(reader)
    finally:
        context.close()


def _latin_script(reader: Reader) -> None:
    assert "L'anesthésie locorégionale" in reader.search("anesthesie locoregionale")
    assert "Vie, amours, lettres et épîtres amoureuses d'Héloïse" in reader.search("héloïse epitres").replace("’", "'")


def _other_scripts(reader: Reader) -> None:
    notice = reader.search("Adūnīs muntaḥilan") and reader.open("Adūnīs muntaḥilan")
    assert "أدونيس منتحلا" in notice
    arabic = reader.page.locator("[dir=rtl], bdi", has_text="أدونيس منتحلا").first
    assert arabic.count() == 1
    assert "כל השירים" in (reader.search("Collected poems Esther Raab") and reader.open("Kol ha"))
    assert "Adūnīs" in reader.search("أدونيس منتحلا")


def _holdings_and_dates(reader: Reader) -> None:
    results = reader.search("Concordantiae Bibliorum")
    assert "1485" in results
    notice = reader.open("Concordantiae Bibliorum")
    assert "FOL-T-257" in notice
    assert "1485" in notice
    assert "1802" in reader.search("Naissances, Mariages, Décès")
