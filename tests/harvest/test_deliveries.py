"""What is sent to CCFr of an institution's notices: what is sound, fonds by fonds, and the second time only what changed."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from msgspec.structs import replace

from catalogue.core.description import DateSpan, Description, Holding, Language, Publication, Title
from catalogue.core.serialization import to_dict
from catalogue.formats.marc.record import Field, MarcRecord
from catalogue.formats.marc.xml_writer import MARCXCHANGE, write_marcxml
from catalogue.formats.reading import read_file
from catalogue.formats.received import marc_record
from catalogue.formats.unimarc.preflight import check
from catalogue.formats.unimarc.writing import write
from catalogue.models import Record, Source
from catalogue.services import alignments, holdings
from catalogue.services.institutions import make
from harvest.models import RawRecord
from harvest.services import deliveries

LYON = "690001001"
RECEIVED = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SOUND = Description(
    identifier="b1", format="unimarc", material="text", document_type="book", level="monograph", titles=(Title(value="Le Phénix"),),
    languages=(Language(code="fre"),), publications=(Publication(places=("Lyon",), names=("Perrin",), date="1862"),),
    dates=(DateSpan(display="1862", start=1862, end=1862),),
    holdings=(Holding(institution=LYON, call_number="Ms 1", collection="Fonds ancien"),),
)  # fmt: skip


@pytest.fixture
def source(db: None) -> Source:
    return Source.objects.create(slug="lyon", name="Lyon", institution=make(LYON, name="Bibliothèque de Lyon"))


def store(source: Source, *descriptions: Description) -> None:
    for one in descriptions:
        record, _ = Record.objects.update_or_create(
            source=source, identifier=one.identifier,
            defaults={"format": "unimarc", "charset": "utf-8", "digest": b"", "description": to_dict(one), "created_at": RECEIVED,
                      "updated_at": RECEIVED, "state": Record.State.ACTIVE},
        )  # fmt: skip
        record.held.all().delete()
        holdings.write([holdings.Held(record.pk, one.holdings)], keeper=holdings.keeper_of(source.pk))


def deliver(folder: Path, *arguments: str) -> str:
    out = StringIO()
    call_command("deliver", LYON, str(folder), *arguments, stdout=out)
    return out.getvalue()


def last(folder: Path) -> Path:
    return max(path for path in folder.iterdir() if path.is_dir())


def test_a_delivery_holds_a_file_for_each_fonds_with_its_checksums_and_its_letter(source: Source, tmp_path: Path) -> None:
    other = replace(SOUND, identifier="b2", holdings=(Holding(institution=LYON, call_number="Ms 2"),))
    store(source, SOUND, other)
    deliver(tmp_path)
    made = last(tmp_path)
    assert {path.name for path in made.iterdir()} == {
        "notices-fonds-ancien.mrc", "notices-sans-fonds.mrc", "controle.csv", "lettre.txt", "manifest.json", "SHA256SUMS",
    }  # fmt: skip
    for line in (made / "SHA256SUMS").read_text().splitlines():
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((made / name).read_bytes()).hexdigest() == digest
    (reading,) = read_file((made / "notices-fonds-ancien.mrc").read_bytes())
    assert reading.description is not None and reading.description.title == "Le Phénix"
    assert reading.description.holdings[0].institution == LYON
    assert "Notices nouvelles\xa0: 2" in (made / "lettre.txt").read_text(encoding="utf-8")


def test_the_second_time_only_what_changed_is_sent(source: Source, tmp_path: Path) -> None:
    three = [replace(SOUND, identifier=f"b{number}") for number in range(3)]
    store(source, *three)
    first = deliveries.prepare(LYON, tmp_path)
    deliveries.write_out(first, LYON, tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert deliveries.prepare(LYON, tmp_path).is_empty
    assert deliver(tmp_path).endswith(("Rien de nouveau depuis la dernière livraison.\n", "Nothing new since the last delivery.\n"))
    store(source, replace(three[0], titles=(Title(value="Autre titre"),)), replace(SOUND, identifier="b9"))
    Record.objects.filter(identifier="b1").update(state=Record.State.TOMBSTONE)
    again = deliveries.prepare(LYON, tmp_path)
    assert (again.changed, again.new, again.withdrawn) == (["lyon/b0"], ["lyon/b9"], ["lyon/b1"])
    folder = deliveries.write_out(again, LYON, tmp_path, now=datetime(2026, 2, 1, tzinfo=UTC))
    assert (folder / "retraits.txt").read_text() == "lyon/b1\n"
    assert set(json.loads((folder / "manifest.json").read_text())["records"]) == {"lyon/b0", "lyon/b2", "lyon/b9"}
    assert len(deliveries.prepare(LYON, tmp_path, everything=True).new) == 3


def test_a_record_that_ccfr_would_refuse_is_kept_back_and_named(source: Source, tmp_path: Path) -> None:
    store(source, SOUND, replace(SOUND, identifier="b2", titles=()))
    made = deliveries.prepare(LYON, tmp_path)
    assert made.blocked == 1 and list(made.records) == ["lyon/b1"]
    assert [(name, finding.message.code) for name, finding in made.findings if finding.weight == "blocking"] == [
        ("lyon/b2", "ccfr_no_title")
    ]
    assert "lyon/b2" in deliver(tmp_path, "--check") and not list(tmp_path.iterdir())


def test_what_is_no_number_of_an_institution_is_refused(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Lyon"):
        call_command("deliver", "Lyon", str(tmp_path))


def without(tag: str) -> MarcRecord:
    record = write(SOUND)
    return MarcRecord(record.leader, [field for field in record.fields if field.tag != tag])


@pytest.mark.parametrize(
    ("record", "code"),
    [
        (without("001"), "ccfr_no_number"),
        (without("200"), "ccfr_no_title"),
        (without("930"), "ccfr_no_place"),
        (MarcRecord("short", write(SOUND).fields), "ccfr_label"),
        (MarcRecord(write(SOUND).leader, [*write(SOUND).fields, Field("300", subfields=[("a", "x" * 10_000)])]), "field_too_long"),
        (without("101"), "ccfr_no_language"),
        (without("214"), "ccfr_no_publication"),
        (without("100"), "ccfr_no_date"),
        (write(replace(SOUND, holdings=(Holding(institution=LYON),))), "ccfr_no_call_number"),
    ],
)
def test_each_fault_has_its_finding(record: MarcRecord, code: str) -> None:
    assert code in [finding.message.code for finding in check(record)]


def test_a_sound_record_has_none() -> None:
    assert check(write(SOUND)) == []


def test_a_notice_that_was_sent_and_is_kept_back_now_is_not_said_withdrawn(source: Source, tmp_path: Path) -> None:
    store(source, SOUND, replace(SOUND, identifier="b2"))
    deliveries.write_out(deliveries.prepare(LYON, tmp_path), LYON, tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    store(source, replace(SOUND, titles=()))
    kept_back = deliveries.prepare(LYON, tmp_path)
    assert (kept_back.blocked, kept_back.withdrawn, kept_back.changed) == (1, [], []) and kept_back.is_empty
    store(source, replace(SOUND, titles=(Title(value="Le Phénix, mis au net"),)))
    assert deliveries.prepare(LYON, tmp_path).changed == ["lyon/b1"]


ARK = "ark:/12148/cb31012345s"


def received(source: Source, *, local: str) -> bytes:
    """A record as its library sent it, with a field of its own that nothing but its bytes holds."""
    came = write(replace(SOUND, identifier="b3"))
    data = write_marcxml(MarcRecord(came.leader, [*came.fields, Field("990", subfields=[("a", local)])]), namespace=MARCXCHANGE)
    store(source, replace(SOUND, identifier="b3"))
    RawRecord.objects.create(source=source, identifier="b3", datestamp="", digest=b"", received_at=RECEIVED, data=data)
    return data


def test_a_record_goes_out_as_it_came_with_the_ark_that_was_found_for_it_and_the_change_is_listed(source: Source, tmp_path: Path) -> None:
    came = marc_record(received(source, local="à nous"))
    assert came is not None
    before = deliveries.prepare(LYON, tmp_path)
    deliveries.write_out(before, LYON, tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    table = alignments.take(source, f"b3\t{ARK}\n".encode(), name="cb.tsv", author="a@b.example")
    made = deliveries.prepare(LYON, tmp_path)
    assert made.changed == ["lyon/b3"]
    folder = deliveries.write_out(made, LYON, tmp_path, now=datetime(2026, 2, 1, tzinfo=UTC))
    (file,) = folder.glob("*.mrc")
    sent = marc_record(file.read_bytes())
    assert sent is not None
    assert [field for field in sent.fields if field.tag not in ("033", "035", "801")] == [f for f in came.fields if f.tag != "801"]
    assert sent.first("033", "a").endswith(ARK) and sent.first("990", "a") == "à nous"
    assert f"La zone 033 a été ajoutée\xa0: $a http://catalogue.bnf.fr/{ARK}" in (folder / "controle.csv").read_text(encoding="utf-8")
    alignments.withdraw(table, author="a@b.example")
    (again,) = deliveries.prepare(LYON, tmp_path).files.values()
    assert ARK.encode() not in again[0]


def test_the_library_s_own_system_is_a_recipient_of_its_own(source: Source, tmp_path: Path) -> None:
    """It hears nothing of CCFr's rules, and what it was sent is not what CCFr was."""
    store(source, SOUND, replace(SOUND, identifier="b2", titles=()))
    made = deliveries.prepare(LYON, tmp_path)
    deliveries.write_out(made, LYON, tmp_path, now=datetime(2026, 1, 1, tzinfo=UTC))
    assert len(made.new) == 1
    deliver(tmp_path, "--profile", "ils")
    assert len(json.loads((last(tmp_path) / "manifest.json").read_text())["records"]) == 2
    assert "Système de la bibliothèque" in (last(tmp_path) / "lettre.txt").read_text(encoding="utf-8")
    assert deliveries.prepare(LYON, tmp_path).is_empty and deliveries.prepare(LYON, tmp_path, recipient="ils").is_empty
