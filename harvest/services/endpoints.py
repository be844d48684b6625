"""Add a partner: its institution, its source and its endpoint together."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from catalogue.core.isil import code_of, normalise_isil
from catalogue.core.messages import N_, Message, declare
from catalogue.models import Source
from catalogue.services import holdings, institutions
from harvest.models import Endpoint
from harvest.models.run import translated

declare(
    {
        "wrong_rcr": N_("“%(rcr)s” is no RCR number (like 693836101), code of archives (FRAD069), Museofile number (M0410) or ISIL."),
        "wrong_slug": N_("“%(slug)s” cannot be a short name: use letters without accents, figures and hyphens."),
        "wrong_protocol": N_("“%(protocol)s” is not a protocol: choose one of %(known)s."),
        "wrong_format": N_("“%(format)s” is not a format: choose one of %(known)s."),
        "no_prefix": N_("OAI-PMH needs a format prefix, for example oai_dc."),
        "curated_dublin_core": N_("What is of local interest is told from Dublin Core only: the format must be dublin_core."),
    }
)


class EndpointRefused(Exception):
    """The endpoint cannot be made as asked; the text is a translated sentence."""

    def __init__(self, message: Message) -> None:
        super().__init__(translated(message))
        self.message = message


@dataclass(frozen=True)
class NewEndpoint:
    """What a person gives to add a partner. ``rcr`` names the institution that answers for the source; ``curated``: what no rule of local
    interest keeps is let go, and the rest is hidden from readers.
    """

    slug: str
    protocol: str
    url: str
    rcr: str
    prefix: str = ""
    format: str = "auto"
    set_spec: str = ""
    name: str = ""
    ports: tuple[int, ...] = ()
    curated: bool = False
    options: dict[str, Any] = field(default_factory=dict)
    settings: dict[str, Any] = field(default_factory=dict)


def _check(new: NewEndpoint) -> None:
    if not re.fullmatch(r"[-a-zA-Z0-9_]{1,50}", new.slug):
        raise EndpointRefused(Message("wrong_slug", {"slug": new.slug}))
    if not normalise_isil(new.rcr):
        raise EndpointRefused(Message("wrong_rcr", {"rcr": new.rcr}))
    if new.protocol not in Endpoint.Protocol.values:
        raise EndpointRefused(Message("wrong_protocol", {"protocol": new.protocol, "known": ", ".join(Endpoint.Protocol.values)}))
    if new.format not in Endpoint.Format.values:
        raise EndpointRefused(Message("wrong_format", {"format": new.format, "known": ", ".join(Endpoint.Format.values)}))
    if new.protocol == Endpoint.Protocol.OAI_PMH and not new.prefix:
        raise EndpointRefused(Message("no_prefix"))
    if new.curated and new.format != Endpoint.Format.DUBLIN_CORE:
        raise EndpointRefused(Message("curated_dublin_core"))


def _curated(new: NewEndpoint) -> dict[str, Any]:
    return {"curated": True, "standing": Source.Standing.PREPARED} if new.curated else {}


def add(new: NewEndpoint) -> Endpoint:
    """Make or change the endpoint of this slug; an unknown RCR makes an institution to be completed. Raises EndpointRefused."""
    _check(new)
    institution = institutions.make(code_of(normalise_isil(new.rcr)))
    with transaction.atomic():
        before = Source.objects.filter(slug=new.slug).values_list("institution_id", flat=True).first()
        source, _ = Source.objects.update_or_create(
            slug=new.slug,
            defaults={"institution": institution, **({"name": new.name} if new.name else {})},
            create_defaults={"institution": institution, "name": new.name or new.slug, **_curated(new)},
        )
        if before not in {None, institution.pk}:
            holdings.ascribe_again(source.pk)
        endpoint, _ = Endpoint.objects.update_or_create(
            source=source,
            defaults={
                "protocol": new.protocol,
                "url": new.url,
                "prefix": new.prefix,
                "format": new.format,
                "set_spec": new.set_spec,
                "ports": list(new.ports),
                "options": new.options,
                **new.settings,
            },
        )
    return endpoint
