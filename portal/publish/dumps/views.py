"""``/telechargements/``: the manifest, the files with their ranges, and the same as a catalogue that data portals harvest (DCAT)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from portal.public.addresses import site_address
from portal.publish.dumps import manifest
from portal.publish.dumps.manifest import DumpFile, Manifest

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_BLOCK = 1 << 16
_DCAT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#",
}  # fmt: skip


def last() -> tuple[Path, Manifest] | None:
    """The dump that is served; None before the first one."""
    folder = next(iter(manifest.standing()), None)
    return (folder, manifest.read(folder)) if folder else None


def _served() -> tuple[Path, Manifest]:
    found = last()
    if found is None:
        raise Http404
    return found


@require_safe
def manifest_file(request: HttpRequest) -> HttpResponse:
    """The manifest as it was written; before the first dump, one without a file."""
    found = last()
    told = (found[0] / manifest.NAME).read_bytes() if found else b'{"made": null, "files": []}'
    answer = HttpResponse(told, content_type="application/json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def dcat(request: HttpRequest) -> HttpResponse:
    """The dump as a dcat:Dataset, in JSON-LD, with a distribution a file."""
    _, said = _served()
    site = site_address(request)
    dataset: dict[str, Any] = {
        "@context": _DCAT,
        "@id": f"{site}{reverse('dumps')}",
        "@type": "dcat:Dataset",
        "dct:title": said.title,
        "dct:issued": said.made.isoformat(timespec="seconds"),
        "dct:accrualPeriodicity": {"@id": "http://publications.europa.eu/resource/authority/frequency/WEEKLY"},
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": said.publisher},
        "dct:license": {"@id": said.licence_url},
        "dcat:distribution": [_distribution(each, said, site) for each in said.files],
    }
    answer = HttpResponse(json.dumps(dataset, ensure_ascii=False, indent=1), content_type="application/ld+json")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _distribution(each: DumpFile, said: Manifest, site: str) -> dict[str, Any]:
    address = f"{site}{reverse('dump', args=[each.name])}"
    return {
        "@type": "dcat:Distribution",
        "dct:title": each.title,
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": each.media_type,
        "dcat:byteSize": each.size,
        "dct:license": {"@id": each.licence_url or said.licence_url},
        "spdx:checksum": {"spdx:algorithm": "sha256", "spdx:checksumValue": each.sha256},
    }


@require_safe
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file, or the range of it that is asked for (RFC 9110 §14); 416 for one that it has not, 404 for a file that there is not."""
    folder, said = _served()
    told = next((each for each in said.files if each.name == name), None)
    if told is None or not (folder / name).is_file():
        raise Http404
    etag = f'"{told.sha256[:32]}"'
    wanted = _wanted(request, told.size, etag)
    answer: HttpResponseBase
    if wanted is None:
        answer = FileResponse((folder / name).open("rb"), as_attachment=True, filename=name)
    elif not wanted:
        answer = HttpResponse(status=416, headers={"Content-Range": f"bytes */{told.size}"})
    else:
        answer = StreamingHttpResponse(_pieces(folder / name, wanted), status=206)
        answer["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{told.size}"
        answer["Content-Length"] = str(len(wanted))
    answer["Content-Type"], answer["ETag"], answer["Accept-Ranges"] = told.media_type, etag, "bytes"
    answer["Cache-Control"], answer["X-Robots-Tag"] = "public, max-age=0, must-revalidate", "noindex"
    return answer


def _wanted(request: HttpRequest, size: int, etag: str) -> range | None:
    """The bytes that are asked for: None for the whole, an empty range for what cannot be given."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if asked is None or not any(asked.groups()) or request.headers.get("If-Range", etag) != etag:
        return None
    first, final = asked.groups()
    if not first:
        return range(max(size - int(final), 0), size)
    return range(int(first), min(int(final) + 1 if final else size, size))


def _pieces(path: Path, wanted: range) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(wanted.start)
        left = len(wanted)
        while left and (piece := stream.read(min(_BLOCK, left))):
            left -= len(piece)
            yield piece
