"""The API put together: its rooms, its refusals, its description."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext, gettext_noop
from ninja import NinjaAPI
from ninja.errors import ValidationError

from portal.costs import charged
from portal.publish.api import components, fonds, institutions, notices, persons, places, searching
from portal.publish.api.giving import Json, schemas
from portal.publish.api.guard import guarded
from portal.publish.api.problems import Problem, Wrong, answer

DESCRIPTION = gettext_noop("The catalogue of written heritage for programs: notices, fonds, finding aids, institutions, persons, places.")
ROOMS = (searching.router, notices.router, fonds.router, components.router, institutions.router, persons.router, places.router)

SEARCHES = {one.__name__ for one in (searching.search, persons.people, persons.somebody, persons.owners)}


class Service(NinjaAPI):
    """The API, described with the schemas of the structs that it gives."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """The OpenAPI document."""
        made = super().get_openapi_schema(**options)
        made["components"]["schemas"] = {**made["components"].get("schemas", {}), **schemas()}
        made["info"]["license"] = {"name": "Licence Ouverte 2.0", "url": settings.METADATA_LICENCE}
        made["info"]["contact"] = {"email": settings.CONTACT_EMAIL}
        return made


def made() -> Service:
    """The service; made once, as its routers belong to one."""
    service = Service(
        title="Traboule", version="1", description=DESCRIPTION, urls_namespace="api", renderer=Json(), docs_url=None
    )  # fmt: skip
    for room in ROOMS:
        service.add_router("", room)
    service.add_exception_handler(Problem, _answered)
    service.add_exception_handler(ValidationError, _mistaken)
    return service


def _answered(request: HttpRequest, problem: Any) -> HttpResponse:
    return answer(problem)


def _mistaken(request: HttpRequest, error: Any) -> HttpResponse:
    wrong = [Wrong(str(each["loc"][-1])[:60], str(each["msg"])) for each in error.errors]
    sentence = gettext("The parameter %(name)s cannot be used.") % {"name": wrong[0].name} if wrong else gettext("Bad request")
    return answer(Problem(400, sentence, errors=wrong))


def nowhere(request: HttpRequest, **rest: str) -> HttpResponse:
    """What is at no address of the API."""
    return answer(Problem(404, gettext("Nothing is at this address of the API: see /api/v1/openapi.json.")))


def addresses_of(service: Service) -> list[URLPattern | URLResolver]:
    """Its addresses, each guarded; those of the search take a place of searches."""
    patterns: list[Any] = [path("", nowhere), *service.urls[0], path("<path:rest>", nowhere)]
    for pattern in patterns:
        pattern.callback = guarded(pattern.callback)
        if pattern.name in SEARCHES:
            charged(pattern)
    return patterns


SERVICE = made()
urlpatterns = addresses_of(SERVICE)
