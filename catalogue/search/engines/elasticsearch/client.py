"""The client of one cluster, and what its errors mean to us."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from elastic_transport import TlsError
from elasticsearch import ApiError, BadRequestError, ConnectionTimeout, Elasticsearch, NotFoundError, TransportError
from elasticsearch.serializer import OrjsonSerializer

from catalogue.core.messages import N_, Message, declare
from catalogue.search.engine import SearchRefused, SearchUnavailable
from catalogue.search.engines.elasticsearch.options import Options

declare(
    {
        "elasticsearch_unreachable": N_("Elasticsearch does not answer at %(address)s: %(reason)s"),
        "elasticsearch_refused": N_("Elasticsearch answered with an error: %(reason)s"),
        "elasticsearch_slow": N_("Elasticsearch did not answer in time at %(address)s."),
        "elasticsearch_certificate": N_(
            "The certificate of Elasticsearch is not trusted; ELASTICSEARCH_CA_FILE names the one that signs it."
        ),
        "elasticsearch_login": N_("Elasticsearch refuses the user or the password of ELASTICSEARCH_USER and ELASTICSEARCH_PASSWORD."),
    }
)

LONGEST_REASON = 300
_CODES = {401: "elasticsearch_login", 403: "elasticsearch_login"}


def connect(options: Options) -> Elasticsearch:
    """A client of these addresses: a request that one of them refuses to take goes to the next. Opens no connection yet."""
    secured: dict[str, Any] = {"ca_certs": options.ca_file} if options.ca_file else {}
    return Elasticsearch(
        list(options.urls),
        basic_auth=(options.user, options.password) if options.user else None,
        request_timeout=options.seconds,
        max_retries=len(options.urls),
        retry_on_timeout=False,
        retry_on_status=(),
        serializers={"application/json": OrjsonSerializer()},
        **secured,
    )


class IndexMissing(SearchUnavailable):
    """The index or the alias asked for is not there."""


@contextmanager
def reaching(options: Options) -> Iterator[None]:
    """Within, an error of the client becomes a :class:`SearchUnavailable` caused by it.

    :class:`IndexMissing` where nothing of that name is there, SearchRefused where the fault is in what was asked.
    """
    try:
        yield
    except NotFoundError as error:
        raise IndexMissing(Message("elasticsearch_refused", {"reason": reason_of(error.body)})) from error
    except BadRequestError as error:
        raise SearchRefused(Message("elasticsearch_refused", {"reason": reason_of(error.body)})) from error
    except ConnectionTimeout as error:
        raise SearchUnavailable(Message("elasticsearch_slow", {"address": ", ".join(options.urls)})) from error
    except ApiError as error:
        code = _CODES.get(error.status_code, "elasticsearch_refused")
        raise SearchUnavailable(Message(code, {"reason": reason_of(error.body)} if code == "elasticsearch_refused" else {})) from error
    except TlsError as error:
        raise SearchUnavailable(Message("elasticsearch_certificate")) from error
    except (TransportError, OSError) as error:
        reason = (str(error) or type(error).__name__)[:LONGEST_REASON]
        raise SearchUnavailable(Message("elasticsearch_unreachable", {"address": ", ".join(options.urls), "reason": reason})) from error


def reason_of(body: object) -> str:
    """The sentence in the body of an error, its deepest cause first, short enough to be shown."""
    error = body.get("error", body) if isinstance(body, dict) else body
    if isinstance(error, dict):
        causes = error.get("root_cause") or [error]
        error = (error.get("caused_by") or causes[0]).get("reason") or error.get("reason") or error
    return str(error)[:LONGEST_REASON]


def status_of(error: SearchUnavailable) -> int:
    """The HTTP status behind an error of :func:`reaching`; 0 where there was no answer."""
    return error.__cause__.status_code if isinstance(error.__cause__, ApiError) else 0
