"""The forms in which what an ark names is given to machines: what each is called behind the ark, by which media type it is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.http import HttpRequest

from catalogue.citations.exporters import FOR_PROGRAMS


class Form(NamedTuple):
    """``name`` stands behind the ark ("ark:/…/….marcxml"), ``media_type`` in Accept and Content-Type, ``ending`` on the file."""

    name: str
    media_type: str
    ending: str


FORMS: dict[str, Form] = {
    form.name: form
    for form in (
        Form("jsonld", "application/ld+json", "jsonld"),
        Form("marcxml", "application/marcxml+xml", "xml"),
        Form("marcxchange", "application/xml", "xml"),
        Form("unimarc", "application/marc", "mrc"),
        Form("marc21", "application/x-marc21", "mrc"),
        Form("dc", "application/oai-dc+xml", "xml"),
        Form("mods", "application/mods+xml", "xml"),
        *(Form(exporter.name, exporter.media_type, exporter.ending) for exporter in FOR_PROGRAMS),
    )
}
LINKED = "jsonld"  # the form in which whatever has an ark is given; a notice in all
_PAGES = ("text/html", "application/xhtml+xml", "*/*", "text/*")


def asked(request: HttpRequest, among: Iterable[str] = FORMS) -> str:
    """Which of some forms a request's Accept prefers to a page, "" where a page will do (RFC 9110 §12.5.1)."""
    given = {FORMS[name].media_type: name for name in among}
    accepted = sorted(request.accepted_types, key=lambda each: -each.quality)
    for each in accepted:
        wanted = f"{each.main_type}/{each.sub_type}"
        if wanted in _PAGES or each.quality == 0:
            return ""
        if wanted in given:
            return given[wanted]
    return ""
