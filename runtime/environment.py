"""Every environment variable the portal knows, read and typed in this one place.

``read(os.environ)`` returns an :class:`Environment`; a value that cannot be used raises :class:`WrongSetting` with a
sentence that names the variable and says what to write. README.md documents the same table; a test compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from catalogue.core.ark import TEST_NAAN, is_naan, is_shoulder

FEWEST_CHARACTERS = 12  # different ones, of 50 or more
PUBLISHED = ("test-only-", "only-while-building", "django-insecure-", "50 random characters", "changeme", "development-only")


class WrongSetting(Exception):
    """An environment variable holds something unusable; the text says which one and what it expects."""


@dataclass(frozen=True)
class Variable:
    """One variable: its name, how it is read, its default, and one sentence for the README."""

    name: str
    kind: str
    default: str
    help: str


VARIABLES: tuple[Variable, ...] = (
    Variable("DATABASE_URL", "postgres", "", "PostgreSQL, as `postgresql://user:password@host:5432/name`; empty: the embedded one"),
    Variable("BROKER_URL", "redis", "", "Valkey or Redis, as `redis://host:6379/0`; empty: the embedded one"),
    Variable("CACHE_URL", "redis", "", "Valkey or Redis for what is kept a while, apart from the queues; empty: that of BROKER_URL"),
    Variable("ELASTICSEARCH_URL", "url list", "", "Elasticsearch 8 or 9, several addresses separated by commas; empty: tantivy, embedded"),
    Variable("ELASTICSEARCH_USER", "text", "", "user of Elasticsearch, where it asks for one"),
    Variable("ELASTICSEARCH_PASSWORD", "text", "", "password of that user"),
    Variable("ELASTICSEARCH_CA_FILE", "path", "", "certificate that signs that of Elasticsearch, a file; empty: those known here"),
    Variable("ELASTICSEARCH_INDEX_PREFIX", "index", "traboule", "starts each index's name: several catalogues may share a cluster"),
    Variable("ELASTICSEARCH_SHARDS", "number", "1", "parts of an index built from now on, at most one for each node"),
    Variable("ELASTICSEARCH_REPLICAS", "number", "0", "copies of each part on other nodes: 1 or more where the cluster has several"),
    Variable("SEARCH_SECONDS", "number", "3", "time Elasticsearch has to answer; then the standby answers, if there is one"),
    Variable("SEARCH_STANDBY", "engine", "", "`tantivy`: an embedded index answers while Elasticsearch does not; empty: none"),
    Variable("SECRET_KEY", "secret", "", "50 characters or more, never published; required in production"),
    Variable("ALLOWED_HOSTS", "list", "", "host names the portal answers to, separated by commas; required in production"),
    Variable("SITE_URL", "url", "", "public address of the portal, without a final slash, as mails write it; required in production"),
    Variable("REGION_CODE", "text", "84", "INSEE code of the region"),
    Variable("REGION_NAME", "text", "Auvergne-Rhône-Alpes", "name of the region, as shown"),
    Variable("ARK_NAAN", "naan", TEST_NAAN, "authority of the arks minted from now on, as arks.org gives it; 99999 is for tests only"),
    Variable("ARK_SHOULDER", "shoulder", "t1", "starts each name minted from now on: small consonants other than l, then one figure"),
    Variable("LANGUAGES", "list", "fr,en", "languages of the interface, the first one without a prefix"),
    Variable("CONTACT_EMAIL", "email", "contact@traboule.invalid", "shown to readers, and sent to partners with each harvest request"),
    Variable("PUBLISHER", "text", "", "who publishes the portal, for the legal notice and the accessibility declaration; empty: missing"),
    Variable("PUBLISHER_ADDRESS", "text", "", "postal address and telephone of the publisher, for the legal notice"),
    Variable("PUBLICATION_DIRECTOR", "text", "", "the person answerable for what is published, for the legal notice"),
    Variable("HOSTING", "text", "", "name, address and telephone of the company that hosts the portal, for the legal notice"),
    Variable("DEPOSIT_GIGABYTES", "number", "10", "room for the pictures that each institution deposits, in gigabytes"),
    Variable("RAW_VERSION_DAYS", "number", "90", "how long what a harvest overwrites is kept, to compare harvests; 0: not at all"),
    Variable("READER_MESSAGE_DAYS", "number", "365", "how long what readers write to libraries is kept, and its answers; at least 1"),
    Variable("LETTERS_A_DAY", "number", "1000", "messages and visit sheets that the portal takes from readers in a day; 0: none"),
    Variable("KEPT_PAGES_SECONDS", "number", "60", "how long a page made for one visitor serves the next ones; 0: never"),
    Variable(
        "FILTERED_SEARCHES",
        "number",
        "1",
        "filtered searches that this machine answers at the same time; one more waits a moment, then is asked to come back",
    ),
    Variable("API_REQUESTS_PER_MINUTE", "number", "120", "requests of the API that one address may send in a minute; 0: no bound"),
    Variable("COUNTS", "bool", "true", "count what is read, without cookie or stored address; `false`: nothing is counted"),
    Variable("WEB_THREADS", "number", "4", "threads of each web process; two of them never take a form, so that pages are always served"),
    Variable(
        "STATEMENT_SECONDS",
        "number",
        "5",
        "longest time that PostgreSQL spends on one statement of a page, twelve times that for the back office; 0: no bound",
    ),
    Variable("METADATA_LICENCE", "url", "https://www.etalab.gouv.fr/licence-ouverte-open-licence", "licence of the metadata given back"),
    Variable("HARVEST_ALLOW_LOOPBACK", "bool", "false", "let harvests reach this very machine; for demonstrations and tests"),
    Variable("HARVEST_MOST_REQUESTS", "number", "300000", "requests that one harvest may send; then it stops and says so; 0: no bound"),
    Variable("HARVEST_SECONDS_PER_RECORD", "number", "10", "time that a partner may take for a record, half an hour aside; 0: no bound"),
    Variable("HARVEST_REFUSED_TOKENS", "number", "30", "how often a partner may refuse its own resumption tokens in one harvest"),
    Variable("DEMONSTRATION", "bool", "false", "say on every page that the notices are a demonstration set"),
    Variable("DEMONSTRATION_URL", "url", "", "address of the demonstration's OAI-PMH server, set by `make run`"),
    Variable("VAR_DIR", "path", "var", "where the index, uploads, logs and embedded services keep their files"),
    Variable("LOG_LEVEL", "level", "INFO", "DEBUG, INFO, WARNING or ERROR"),
    Variable("TRUSTED_PROXY", "bool", "false", "believe X-Forwarded-Proto: only behind a proxy that sets it itself"),
    Variable("EMAIL_URL", "url", "", "SMTP server, as `smtp://user:password@host:587`; empty: mails are written to the log"),
    Variable("PASSWORD_RESETS", "bool", "true", "let people ask by mail for a new password; needs EMAIL_URL in production"),
)


@dataclass(frozen=True)
class Database:
    """What Django needs to reach PostgreSQL; ``host`` is a folder for a Unix socket."""

    name: str
    user: str
    password: str
    host: str
    port: str
    options: dict[str, str]


def _boolean(name: str, text: str) -> bool:
    meaning = {"true": True, "1": True, "yes": True, "on": True, "false": False, "0": False, "no": False, "off": False, "": False}
    try:
        return meaning[text.strip().lower()]
    except KeyError:
        raise WrongSetting(f"{name} must be true or false, not {text!r}.") from None


def _items(_name: str, text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _address(schemes: tuple[str, ...]) -> Callable[[str, str], str]:
    def convert(name: str, text: str) -> str:
        text = text.strip().rstrip("/") if "redis" not in schemes else text.strip()
        if text and (urlsplit(text).scheme not in schemes or not urlsplit(text).netloc):
            raise WrongSetting(f"{name} must be an address that starts with {' or '.join(f'{s}://' for s in schemes)}, not {text!r}.")
        return text

    return convert


def _addresses(name: str, text: str) -> tuple[str, ...]:
    return tuple(_address(("http", "https"))(name, part) for part in _items(name, text))


def _email(name: str, text: str) -> str:
    if text.count("@") != 1 or text.startswith("@") or text.endswith("@"):
        raise WrongSetting(f"{name} must be one e-mail address, not {text!r}.")
    return text


def _number(name: str, text: str) -> int:
    if not text.strip().isdecimal():
        raise WrongSetting(f"{name} must be a whole number, 0 or more, not {text!r}.")
    return int(text)


def _level(name: str, text: str) -> str:
    if text.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
        raise WrongSetting(f"{name} must be DEBUG, INFO, WARNING or ERROR, not {text!r}.")
    return text.upper()


def _secret(name: str, text: str) -> str:
    if text and len(text) < 50:
        raise WrongSetting(f"{name} is too short: it needs 50 characters or more, it has {len(text)}.")
    return text


def _text(_name: str, text: str) -> str:
    return text.strip()


def database(name: str, text: str) -> Database | None:
    """The parts of a PostgreSQL address; a socket's folder is percent-encoded as the host. Raises WrongSetting."""
    if not text:
        return None
    parts = urlsplit(text)
    if parts.scheme not in {"postgres", "postgresql"} or len(parts.path) < 2:
        raise WrongSetting(f"{name} must look like postgresql://user:password@host:5432/name, with the database's name at its end.")
    try:
        port = str(parts.port or "")
    except ValueError:
        raise WrongSetting(f"{name} has a port that is not a number.") from None
    location = parts.netloc.rpartition("@")[2]
    host = unquote(location if location.startswith("%2") else (parts.hostname or ""))
    if location.lower().startswith("%2f"):
        host, port = unquote(location.partition(":")[0]), location.partition(":")[2]
    return Database(
        name=unquote(parts.path[1:]),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        host=host,
        port=port,
        options=dict(parse_qsl(parts.query)),
    )


def _index(name: str, text: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]{0,99}", text):
        raise WrongSetting(f"{name} must be small letters, figures, hyphens and underscores, the first one a letter, not {text!r}.")
    return text


def _engine(name: str, text: str) -> str:
    if text not in {"", "tantivy"}:
        raise WrongSetting(f"{name} must be tantivy or empty, not {text!r}.")
    return text


def _naan(name: str, text: str) -> str:
    if not is_naan(text):
        raise WrongSetting(f"{name} must be five figures or small consonants other than l, as arks.org gives them, not {text!r}.")
    return text


def _shoulder(name: str, text: str) -> str:
    if not is_shoulder(text):
        raise WrongSetting(f"{name} must be one to four small consonants other than l, then one figure, not {text!r}.")
    return text


READERS: dict[str, Callable[[str, str], Any]] = {
    "postgres": database,
    "redis": _address(("redis", "rediss")),
    "url list": _addresses,
    "url": _address(("http", "https", "smtp", "smtps")),
    "secret": _secret,
    "list": _items,
    "text": _text,
    "path": _text,
    "email": _email,
    "bool": _boolean,
    "number": _number,
    "level": _level,
    "index": _index,
    "engine": _engine,
    "naan": _naan,
    "shoulder": _shoulder,
}


@dataclass(frozen=True)
class Environment:
    """The typed values, one attribute per variable, in lower case."""

    database_url: Database | None
    broker_url: str
    cache_url: str
    elasticsearch_url: tuple[str, ...]
    elasticsearch_user: str
    elasticsearch_password: str
    elasticsearch_ca_file: str
    elasticsearch_index_prefix: str
    elasticsearch_shards: int
    elasticsearch_replicas: int
    search_seconds: int
    search_standby: str
    secret_key: str
    allowed_hosts: tuple[str, ...]
    site_url: str
    region_code: str
    region_name: str
    ark_naan: str
    ark_shoulder: str
    languages: tuple[str, ...]
    contact_email: str
    publisher: str
    publisher_address: str
    publication_director: str
    hosting: str
    deposit_gigabytes: int
    raw_version_days: int
    reader_message_days: int
    letters_a_day: int
    kept_pages_seconds: int
    filtered_searches: int
    api_requests_per_minute: int
    counts: bool
    web_threads: int
    statement_seconds: int
    metadata_licence: str
    harvest_allow_loopback: bool
    harvest_most_requests: int
    harvest_seconds_per_record: int
    harvest_refused_tokens: int
    demonstration: bool
    demonstration_url: str
    var_dir: str
    log_level: str
    trusted_proxy: bool
    email_url: str
    password_resets: bool


def read(environ: Mapping[str, str]) -> Environment:
    """Read every variable from ``environ``; raises WrongSetting at the first one that cannot be used."""
    values = {}
    for variable in VARIABLES:
        text = environ.get(variable.name, "") or variable.default
        values[variable.name.lower()] = READERS[variable.kind](variable.name, text)
    environment = Environment(**values)
    unknown = [code for code in environment.languages if code not in {"fr", "en"}]
    if unknown or not environment.languages:
        raise WrongSetting(f"LANGUAGES takes fr and en, not {', '.join(unknown) or 'an empty list'}.")
    return environment


def is_published(secret: str) -> bool:
    """Whether a secret is no secret: one of the project's own files writes it, or it is made of few different characters."""
    return len(set(secret)) < FEWEST_CHARACTERS or any(words in secret.lower() for words in PUBLISHED)
