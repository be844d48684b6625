"""The librarian's pre-flight: ``manage.py inspect_file`` without database or broker."""

import json
import os
import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import Field, MarcRecord

ADDRESS = "postgres://nobody@127.0.0.1:9/none"


def notice(number: int, title: str) -> bytes:
    fields = [
        Field("001", value=f"ROA{number}"),
        Field("100", subfields=[("a", "20210304d1893    m  y0frey50      ba")]),
        Field("200", indicators="1 ", subfields=[("a", title)]),
    ]
    return write_iso2709(MarcRecord("     nam  22     3  450 ", fields))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "export du réseau.mrc"
    spoilt = notice(2, "La Loire").replace(b"ROA", b"RO\x1e")
    path.write_bytes(notice(1, "Le Phénix de Roanne") + spoilt + notice(3, "Étoffes de Roanne").decode().encode("cp1252"))
    return path


def inspect(path, *options: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("inspect_file", str(path), *options, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_each_record_is_a_line_and_the_last_line_sums_up(file):
    *lines, last = [json.loads(line) for line in inspect(file, "--json").splitlines()]
    assert [line["position"] for line in lines] == [1, 2, 3]
    assert [line["status"] for line in lines] == ["read", "refused", "read"]
    assert [line["charset"] for line in lines] == ["utf-8", "", "windows-1252"]
    assert lines[0]["description"]["titles"][0]["value"] == "Le Phénix de Roanne"
    assert (lines[0]["identifier"], lines[0]["format"], lines[0]["warnings"]) == ("ROA1", "unimarc", [])
    assert "reason" not in lines[0] and "description" not in lines[1]
    assert lines[1]["reason_code"] == "record_directory"
    assert lines[1]["reason"].startswith("The directory")
    assert "charset_windows" in lines[2]["warning_codes"]
    assert len(lines[2]["warnings"]) == len(lines[2]["warning_codes"])
    summary = last["summary"]
    assert {name: summary[name] for name in ("records", "read", "refused", "warned")} == {
        "records": 3,
        "read": 2,
        "refused": 1,
        "warned": 1,
    }
    assert summary["reasons"] == {"record_directory": 1}
    assert summary["charsets"] == {"utf-8": 1, "windows-1252": 1}
    assert summary["coverage"]["titles"] == 100.0


def test_the_report_is_for_people(file):
    report = inspect(file)
    assert "3 records: 2 read, 1 refused" in report
    assert "windows-1252 1" in report
    assert "first at record 2" in report
    assert "titles" in report and "100.0" in report


def test_the_announced_format_is_held_to(file):
    summary = json.loads(inspect(file, "--json", "--format", "marc21").splitlines()[-1])["summary"]
    assert summary["reasons"] == {"format_misfiled": 2, "record_directory": 1}


@pytest.mark.parametrize(("name", "data"), [("page.html", b"<html><body>504</body></html>"), ("empty.mrc", b""), ("note.txt", b"Bonjour")])
def test_a_file_without_records_is_told_in_one_sentence(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(CommandError, match="file"):
        inspect(path)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("inspect_file", str(path), "--json", stdout=out)
    assert json.loads(out.getvalue())["summary"]["records"] == 0


def test_a_path_that_does_not_exist_is_told(tmp_path):
    with pytest.raises(CommandError, match=r"absent\.mrc"):
        inspect(tmp_path / "absent.mrc")


def test_a_folder_is_told_from_a_file(tmp_path):
    with pytest.raises(CommandError, match="folder"):
        inspect(tmp_path)


def test_no_database_and_no_broker_are_needed(file, root):
    environment = {**os.environ, "DATABASE_URL": ADDRESS, "BROKER_URL": "redis://127.0.0.1:9/0"}
    command = [sys.executable, "manage.py", "inspect_file", "--json", str(file)]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout.splitlines()[-1])["summary"]["read"] == 2
    refused = subprocess.run([*command[:-1], "manage.py"], cwd=root, env=environment, capture_output=True, timeout=60, check=False)
    assert refused.returncode == 1
