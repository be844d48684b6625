"""Add a partner from the command line."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from harvest.models import Endpoint
from harvest.services.endpoints import EndpointRefused, NewEndpoint, add


class Command(BaseCommand):
    """``add_endpoint SLUG --protocol oai_pmh --url … --prefix … --format unimarc --institution RCR``."""

    help = _("Adds or changes a harvesting point, its source and, when its RCR is unknown, its institution.")

    def add_arguments(self, parser: CommandParser) -> None:
        """The endpoint's fields."""
        parser.add_argument("slug")
        parser.add_argument("--protocol", required=True, choices=Endpoint.Protocol.values)
        parser.add_argument("--url", required=True)
        parser.add_argument("--prefix", default="")
        parser.add_argument("--format", default="auto", choices=Endpoint.Format.values)
        parser.add_argument("--set", dest="set_spec", default="")
        parser.add_argument("--institution", required=True, metavar="RCR")
        parser.add_argument("--name", default="")
        parser.add_argument("--rate", type=float, default=None, help=_("requests per second"))
        parser.add_argument("--page-size", type=int, default=None)
        parser.add_argument("--window-days", type=int, default=None)
        parser.add_argument("--deletion-guard", type=int, default=None, metavar="PERCENT")
        parser.add_argument("--port", type=int, action="append", default=[], help=_("a port allowed beside 80 and 443"))
        parser.add_argument("--curated", action="store_true", help=_("keep what is of local interest only, hidden from readers"))
        parser.add_argument("--option", action="append", default=[], metavar="NAME=VALUE")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it; whoever may use the command line vouches for the port that the address names."""
        settings = {
            "requests_per_second": options["rate"],
            "page_size": options["page_size"],
            "window_days": options["window_days"],
            "deletion_guard": options["deletion_guard"],
        }
        new = NewEndpoint(
            slug=options["slug"],
            protocol=options["protocol"],
            url=options["url"],
            rcr=options["institution"],
            prefix=options["prefix"],
            format=options["format"],
            set_spec=options["set_spec"],
            name=options["name"],
            ports=tuple({*options["port"], *_port_of(options["url"])}),
            curated=options["curated"],
            options=dict(_pair(text) for text in options["option"]),
            settings={name: value for name, value in settings.items() if value is not None},
        )
        try:
            endpoint = add(new)
        except EndpointRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(_("%(slug)s is ready: “manage.py harvest %(slug)s --wait” harvests it.") % {"slug": endpoint.source.slug})


def _port_of(url: str) -> set[int]:
    try:
        port = urlsplit(url).port
    except ValueError as error:
        raise CommandError(_("The address has a port that is not a number.")) from error
    return {port} if port and port not in {80, 443} else set()


def _pair(text: str) -> tuple[str, Any]:
    name, equals, value = text.partition("=")
    if not equals:
        raise CommandError(_("“%(text)s” must look like NAME=VALUE.") % {"text": text})
    try:
        return name, json.loads(value)
    except json.JSONDecodeError:
        return name, value
