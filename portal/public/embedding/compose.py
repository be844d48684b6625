"""The page where whoever keeps a site composes a block: she pastes an address or chooses a name, sees the block, copies it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import structlog
from csp.constants import SELF
from csp.decorators import csp_update
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_safe

from catalogue.core.keys import Kind
from catalogue.search.engine import SearchUnavailable
from catalogue.selectors import arks, fonds_searched, institutions
from portal.public import addresses
from portal.public.embedding import frames
from portal.public.embedding.blocks import DEFAULT, Block, height
from portal.public.embedding.kinds import HOW_MANY, NOT_FOUND, Absent, Wanted, block_of
from portal.public.embedding.targets import LONGEST, Reason, Refused, Target, hosts, looks_like_an_address, read
from portal.public.embedding.views import how_many
from portal.public.shared.shelves import filtered
from portal.shown.answers import RETRY_AFTER
from portal.shown.fonds import term
from portal.shown.query import Query

logger = structlog.get_logger(__name__)
ADDRESS, LANGUAGE = "adresse", "langue"
PARAMETERS = frozenset((ADDRESS, LANGUAGE, HOW_MANY))
NUMBERS = (3, DEFAULT, 8, 12)
_NAMED = 6  # institutions, fonds that some words name
BAD_REQUEST, UNAVAILABLE = 400, 503


@dataclass(frozen=True, slots=True)
class Pick:
    """Something that a block may show: what it is, its name, the address that this page is given for it."""

    kind: str
    name: str
    url: str


@csp_update({"frame-src": [SELF]})
@require_safe
def compose(request: HttpRequest) -> HttpResponse:
    """The form; under it the block that was asked for, the names that answer to some words, or a sentence that says what is wrong."""
    typed = " ".join(request.GET.get(ADDRESS, "").replace("\0", " ").split())[: LONGEST + 1]
    context: dict[str, Any] = {
        "typed": typed,
        "numbers": NUMBERS,
        "most": how_many(request),
        "languages": [(code, translation.get_language_info(code)["name_local"].capitalize()) for code, _name in settings.LANGUAGES],
        "chosen": _language(request),
    }
    status, told = 200, {}
    ours = hosts(request)
    if typed and not looks_like_an_address(typed, hosts=ours):
        told = {"picks": _picks(request, typed)}
    elif typed:
        status, told = _composed(request, typed)
    answer = render(request, "public/embedding.html", {**context, **told}, status=status)
    if status == UNAVAILABLE:
        answer["Retry-After"] = RETRY_AFTER
    return answer


def _language(request: HttpRequest) -> str:
    """The language that the block is asked for in, "" where that of the address will do."""
    asked = request.GET.get(LANGUAGE, "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def _composed(request: HttpRequest, typed: str) -> tuple[int, dict[str, Any]]:
    """The block of an address, in the three forms in which it is taken; else what is wrong."""
    site = addresses.site_address(request)
    try:
        target = read(typed, hosts=hosts(request))
        language = _language(request) or target.language
        with translation.override(language):
            block = block_of(target, Wanted(site, how_many(request)))
            told = _told(block, language, program=f"{site}{reverse('embedding_module')}")
    except Refused as refused:
        return NOT_FOUND if refused.reason is Reason.ABSENT else BAD_REQUEST, {"wrong": refused.reason.value, "site": site}
    except Absent as absent:
        return absent.status, {"wrong": "absent"}
    except SearchUnavailable as error:
        logger.error("search_unavailable", code=error.message.code)
        return UNAVAILABLE, {"wrong": "down"}
    return 200, {**told, "variants": _variants(target, block, site), "of_documents": bool(not target.ark or len(block.parts) > 0)}


def _told(block: Block, language: str, *, program: str) -> dict[str, Any]:
    return {
        "shown": block,
        "in_language": language,
        "preview": frames.path(block),
        "high": height(block),
        "frame": frames.frame(block),
        "text": frames.text(block),
        "link": frames.link(block, program=program),
    }


def _variants(target: Target, block: Block, site: str) -> tuple[Pick, ...]:
    """The same narrowed to what is digitised."""
    query = _digitised(target)
    return (Pick("", gettext("Its digitised documents only"), _here(f"{site}{query.url()}")),) if query else ()


def _picks(request: HttpRequest, typed: str) -> tuple[Pick, ...]:
    """What some words name: institutions, fonds, and the search for them; one search, three statements at most."""
    site = addresses.site_address(request)
    words = typed[:80]
    known = institutions.listed(words=words, most=_NAMED)
    described = fonds_searched.best(words, most=_NAMED)
    return (
        *(Pick(gettext("Institution"), one.placed, _here(f"{site}{addresses.institution(one)}")) for one in known),
        *(Pick(term("fonds_level", one.description.level), one.title, _here(f"{site}{addresses.of_ark(one.ark)}")) for one in described),
        Pick(pgettext("a kind of block", "Search"), gettext("“%(words)s”") % {"words": words}, _here(f"{site}{Query(words=words).url()}")),
    )


def _here(address: str) -> str:
    """The address of this page with the block of another."""
    return f"{reverse('public:embedding')}?{urlencode({ADDRESS: address})}"


def _digitised(target: Target) -> Query | None:
    """The search for the digitised documents of what a block shows, where it is an institution or a search that is not of these already."""
    if not target.ark:
        return None if target.query.digital else target.query.changed(digital=True)
    known = institutions.by_ark(target.ark) if arks.kind_of(target.ark) is Kind.INSTITUTION else None
    return filtered("institution", known.code).changed(digital=True) if known else None
