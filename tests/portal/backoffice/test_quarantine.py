"""Quarantine: why a record was set aside, and its bytes, shown without danger."""

from __future__ import annotations

from django.urls import reverse
from lxml import html

from harvest.models import QuarantinedRecord

ROWS = '//table[@class="console-table"]//tbody/tr'


def more(world, count: int, **fields) -> None:
    for number in range(count):
        world.quarantine(world.point_a, world.run_a, f"oai:more-{number}", **fields)


def listing(world, **query):
    return html.fromstring(world.client("partner admin of A").get(reverse("harvesting:quarantine"), query).content.decode())


def test_the_first_page_names_the_sources_that_have_something(world):
    page = listing(world)
    assert page.xpath('//ul[@class="console-list"]//a/@href') == ["?source=a-livres"]


def test_records_are_grouped_by_reason(world):
    more(world, 4, code="identifier_too_long", args={"length": 2000, "limit": 1000})
    page = listing(world, source="a-livres")
    causes = [" ".join(cause.text_content().split()) for cause in page.xpath('//li[contains(@class, "cause")]')]
    assert causes[0].startswith("L’identifiant a 2000 caractères")
    assert "4 notices" in causes[0]
    assert "1 notice " in causes[1]
    only = listing(world, source="a-livres", code="unreadable")
    assert len(only.xpath(ROWS)) == 1


def test_a_long_quarantine_is_read_page_by_page(world):
    more(world, 60)
    first = listing(world, source="a-livres")
    assert len(first.xpath(ROWS)) == 50
    following = first.xpath('//a[@rel="next"]/@href')[0]
    second = world.client("partner admin of A").get(reverse("harvesting:quarantine") + following)
    assert len(html.fromstring(second.content.decode()).xpath(ROWS)) == 11


def test_one_record_shows_its_reason_its_place_and_its_bytes_as_text(world):
    raw = world.client("partner admin of A").get(reverse("harvesting:quarantined", args=[world.record_a.pk])).content.decode()
    assert "<script>alert" not in raw
    page = html.fromstring(raw)
    said = page.text_content()
    assert "La notice n’a pas pu être lue." in said
    assert page.xpath('//dt[text()="Position dans la réponse"]/following-sibling::dd/text()') == ["3"]
    as_text, as_hex = (pre.text_content() for pre in page.xpath("//pre"))
    assert "¶200$a<script>alert('M⟨e9⟩moires')</script>§" in as_text
    assert as_hex.startswith("00000000  30 30 31 32 33 6e 61 6d")


def test_the_bytes_come_back_as_they_came_under_a_name_of_ours(world):
    QuarantinedRecord.objects.filter(pk=world.record_a.pk).update(identifier='"; filename=evil.html\r\nX: y', key="x")
    answer = world.client("partner admin of A").get(reverse("harvesting:quarantined_bytes", args=[world.record_a.pk]))
    assert answer.content == bytes(world.record_a.data)
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == f'attachment; filename="quarantine-{world.record_a.pk}.bin"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]


def test_a_record_without_identifier_has_a_page_too(world):
    QuarantinedRecord.objects.filter(pk=world.record_a.pk).update(identifier="", position=0, data=b"")
    page = world.client("partner admin of A").get(reverse("harvesting:quarantined", args=[world.record_a.pk])).content.decode()
    assert "Notice sans identifiant, numéro" in page
    assert "0 octet, tel qu" in page


def test_a_large_record_is_shown_a_page_at_a_time(world):
    QuarantinedRecord.objects.filter(pk=world.record_a.pk).update(data=b"x" * 10_000)
    address = reverse("harvesting:quarantined", args=[world.record_a.pk])
    client = world.client("partner admin of A")
    page = html.fromstring(client.get(address).content.decode())
    assert page.xpath('//a[@rel="next"]/@href') == ["?from=4096"]
    last = html.fromstring(client.get(address, {"from": "9999999"}).content.decode())
    assert last.xpath("//pre")[0].text_content() == "x" * (10_000 - 8192)
    assert last.xpath('//a[@rel="next"]') == []
