"""A partner aligns her notices: tables out, answers in, laid over and never lost, taken back, given to her own system; hers alone."""

from __future__ import annotations

from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from catalogue.core.description import Description, Identifier, Title
from catalogue.core.serialization import to_dict
from catalogue.models import Alignment, AlignmentFile, Mark, Record, Source
from catalogue.services import alignments

ARK, FRBNF = "ark:/12148/cb36646150b", "FRBNF36646150"
OTHER = "ark:/12148/cb34633458q"
ANSWER = f"NumNot\tNb\tListe identifiants trouvés\n1\t1\t{ARK}\nx9\t1\t{ARK}\n2\t2\t{ARK},{OTHER}\n3\t0\t\n4\t1\t{ARK}\n"


def record(source: Source, number: str, title: str, *identifiers: Identifier) -> Record:
    description = Description(identifier=number, format="unimarc", titles=(Title(value=title),), identifiers=identifiers)
    moment = timezone.now()
    return Record.objects.create(
        source=source,
        identifier=f"oai:{source.slug}:{number}",
        state=Record.State.ACTIVE,
        format="unimarc",
        charset="utf-8",
        digest=b"",
        description=to_dict(description),
        created_at=moment,
        updated_at=moment,
    )


@pytest.fixture
def source(world) -> Source:
    found = world.point_a.source
    for number in "123":
        record(found, number, f"Titre <{number}>")
    record(found, "4", "Titre 4", Identifier(scheme="ark", value=OTHER))
    return found


def hand_in(client: Client, source: Source, text: str = ANSWER, name: str = "resultats.tsv"):
    return client.post(
        reverse("harvesting:alignment_of_source", args=[source.pk]), {"file": SimpleUploadedFile(name, text.encode())}, follow=True
    )


def identifiers(number: str) -> list[tuple[str, str]]:
    found = Record.objects.get(description__identifier=number).as_description.identifiers
    return [(one.value, one.qualifier) for one in found]


def test_what_was_found_is_laid_over_and_each_line_that_was_not_taken_says_why(world, source):
    page = unescape(hand_in(world.client("partner admin of A"), source).content.decode())
    assert "Aucune notice de cette source n’a ce numéro" in page and "Plusieurs identifiants ont été trouvés" in page
    assert "donne elle-même un autre ark" in page
    file = AlignmentFile.objects.get()
    assert (file.taken, file.refused, file.empty, file.author) == (2, 2, 1, "partner-admin-of-a@x.example")
    assert alignments.lay_over(budget_seconds=5) == 2 and alignments.lay_over(budget_seconds=5) == 0
    assert identifiers("1") == [(ARK, "aligned"), (FRBNF, "aligned")]
    assert identifiers("4") == [(ARK, "aligned"), (FRBNF, "aligned"), (OTHER, "")] and identifiers("2") == []
    assert Mark.objects.exists(), "the engines and the groups are told"


def test_a_file_taken_back_leaves_what_the_library_wrote(world, source):
    client = world.client("partner admin of A")
    hand_in(client, source)
    alignments.lay_over(budget_seconds=5)
    hand_in(client, source, f"1\t{OTHER}\n", "seconde.tsv")
    alignments.lay_over(budget_seconds=5)
    assert identifiers("1")[0] == (OTHER, "aligned"), "the last file counts"
    for file in AlignmentFile.objects.all():
        client.post(reverse("harvesting:alignment_file", args=[source.pk, file.pk]))
    alignments.lay_over(budget_seconds=5)
    assert identifiers("1") == [] and identifiers("4") == [(OTHER, "")]
    assert not Alignment.objects.filter(current=True).exists()


def test_notices_go_out_as_tables_and_what_was_found_as_unimarc(world, source):
    client = world.client("partner admin of A")
    table = reverse("harvesting:alignment_table", args=[source.pk, "monographs"])
    assert client.get(table).getvalue().decode().count("\n") == 5
    assert client.get(table, {"manquants": "1"}).getvalue().decode().count("\n") == 4, "the fourth has its ark"
    assert client.get(reverse("harvesting:alignment_table", args=[source.pk, "odd"])).status_code == 404
    hand_in(client, source)
    (file,) = AlignmentFile.objects.all()
    for name, arguments in (("alignment_patch", [source.pk]), ("alignment_file_patch", [source.pk, file.pk])):
        assert client.get(reverse(f"harvesting:{name}", args=arguments)).getvalue().count(b"\x1d") == 2


@pytest.mark.parametrize("text", ["", "rien", "a;b\n1;2\n", "\x00\x01"])
def test_what_is_no_table_is_refused_with_a_sentence(world, source, text):
    page = unescape(hand_in(world.client("partner admin of A"), source, text).content.decode())
    assert ("Le tableau n’a pas de colonne" in page or "Le fichier est vide" in page) and not AlignmentFile.objects.exists()


@pytest.mark.parametrize(
    "who", ["anonymous", "nobody", "librarian of A", "partner admin of B", "editor", "partner admin of A", "superuser"]
)
def test_the_alignments_of_a_library_are_hers_alone(world, source, who):
    hand_in(world.client("superuser"), source)
    (file,) = AlignmentFile.objects.all()
    client, may = world.client(who), who in ("partner admin of A", "superuser")
    pages = [("alignment_of_source", []), ("alignment_file", [file.pk]), ("alignment_patch", []), ("alignment_file_patch", [file.pk])]
    pages += [("alignment_table", ["monographs"])]
    for name, more in pages:
        answer = client.get(reverse(f"harvesting:{name}", args=[source.pk, *more]))
        assert (answer.status_code == 200) == may, name
        assert may or b"resultats.tsv" not in answer.content
    client.post(reverse("harvesting:alignment_file", args=[source.pk, file.pk]))
    hand_in(client, source, f"1\t{OTHER}\n", "autre.tsv")
    assert (AlignmentFile.objects.count() == 2) == may and bool(AlignmentFile.objects.get(pk=file.pk).withdrawn_by) == may


@pytest.mark.parametrize(
    ("who", "status"),
    [("anonymous", 302), ("nobody", 302), ("editor", 302), ("librarian of A", 302), ("partner admin of A", 200), ("superuser", 200)],
)
def test_the_list_names_one_s_own_sources(world, source, who, status):
    answer = world.client(who).get(reverse("harvesting:alignments"))
    assert answer.status_code == status
    assert (b"b-livres" in answer.content) == (who == "superuser")


def test_who_has_one_source_is_led_to_it(world, source):
    answer = world.client("partner admin of B").get(reverse("harvesting:alignments"))
    assert answer.url == reverse("harvesting:alignment_of_source", args=[world.point_b.source.pk])
