"""The demonstration set: institutions, partners, accounts; made, or brought up to date, each time `make run` starts."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from catalogue.core.isil import isil
from catalogue.models import Institution, Network, Source
from catalogue.services import institutions as institution_service
from catalogue.services.finding_aids import Scope, import_file
from demonstration import finding_aids
from demonstration.institutions import INSTITUTIONS
from demonstration.institutions import Institution as Described
from demonstration.sources import SOURCES
from demonstration.sources import Source as Partner
from harvest.models import Endpoint, HarvestRun
from harvest.services import runs
from harvest.services.endpoints import NewEndpoint, add
from portal import (
    demonstration_conventions,
    demonstration_costs,
    demonstration_fonds,
    demonstration_names,
    demonstration_networks,
    demonstration_pictures,
    demonstration_press,
    demonstration_stories,
    demonstration_town,
    demonstration_training,
    demonstration_withdrawn,
)
from portal.demonstration_accounts import ACCOUNTS, Account
from portal.models import User
from portal.roles import ensure_roles, grant

NAMESPACE = "demonstration"
LICENCE = "Licence Ouverte 2.0"
DESCRIBED = (
    "town", "insee", "department", "address", "presentation", "opening_hours", "weekly_hours", "access", "telephone", "email",
    "website", "latitude", "longitude",
)  # fmt: skip


def load(url: str) -> list[HarvestRun]:
    """Make what is missing; the first harvests of the partners that have never been harvested, waiting for a worker.

    ``url`` is where the demonstration's OAI-PMH server answers this time. What people have changed since (pages, passwords)
    stays as it is.
    """
    for described in INSTITUTIONS:
        _institution(described)
    for written in finding_aids.files():
        import_file(BytesIO(written.content()), name=written.name, scope=Scope(NAMESPACE, institution=written.institution))
    endpoints = [_endpoint(source, url) for source in SOURCES]
    demonstration_networks.load()
    demonstration_withdrawn.load()
    demonstration_fonds.load()
    demonstration_pictures.load()
    demonstration_training.load()
    demonstration_conventions.load()
    demonstration_costs.load()
    demonstration_names.load()
    demonstration_press.load(url)
    demonstration_stories.load()
    if settings.SITE_URL:
        demonstration_town.load(settings.SITE_URL)
    ensure_roles()
    for account in ACCOUNTS:
        _account(account)
    return [run for run in map(_first_harvest, endpoints) if run is not None]


@transaction.atomic
def _institution(described: Described) -> None:
    page = Institution.objects.filter(isil=described.isil).first()
    if page is not None and not page.to_complete:
        return
    page = page or institution_service.make(described.rcr)
    page.title = described.name
    page.slug = slugify(described.name)[:200] or page.slug
    for name in DESCRIBED:
        setattr(page, name, getattr(described, name))
    page.to_complete = False
    page.save_revision().publish()


def _endpoint(source: Partner, url: str) -> Endpoint:
    parts = urlsplit(url)
    endpoint = add(
        NewEndpoint(
            slug=source.slug,
            protocol=Endpoint.Protocol.OAI_PMH,
            url=url + source.path,
            rcr=source.institution,
            prefix=source.prefix,
            format=source.format,
            name=source.name,
            ports=(parts.port,) if parts.port else (),
            settings={"requests_per_second": 50},
        )
    )
    Source.objects.filter(pk=endpoint.source_id, licence="").update(licence=LICENCE)
    return endpoint


def _account(account: Account) -> None:
    if User.objects.filter(email=account.email).exists():
        return
    if account.role == "superuser":
        User.objects.create_superuser(account.email, account.password)
        return
    user = User.objects.create_user(account.email, account.password)
    grant(user, account.role, institution=_place_of(account))


def _place_of(account: Account) -> Institution | Network | None:
    if account.network:
        return demonstration_networks.by_name(account.network)
    return Institution.objects.filter(isil=isil(account.institution)).first() if account.institution else None


def _first_harvest(endpoint: Endpoint) -> HarvestRun | None:
    if endpoint.harvested_until is not None or endpoint.runs.filter(state__in=HarvestRun.ACTIVE).exists():
        return None
    try:
        return runs.start(endpoint)
    except runs.RunRefused:
        return None
