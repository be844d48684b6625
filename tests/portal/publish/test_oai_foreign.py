"""What others' harvesters get of the repository: sickle, oaipmh, Debian's HTTP::OAI and Catmandu the very identifiers that ours does, set
by set, window by window.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from oaipmh import error as refusals
from oaipmh.client import Client
from oaipmh.metadata import MetadataRegistry
from sickle import Sickle
from sickle.oaiexceptions import NoRecordsMatch

from catalogue.models import Record
from harvest.protocols.base import EndpointConfig, Slice
from harvest.protocols.oai_pmh import OaiPmh
from tests.portal.conftest import RECEIVED, Library
from tests.portal.public import samples
from tests.selections import some

pytestmark = pytest.mark.django_db(transaction=True)

Told = set[tuple[str, bool]]  # identifiers, and whether each is told as deleted
Asked = Mapping[str, str]

# As HTTP::OAI's manual has it: the list follows its tokens by itself, and hands over each record. That nothing answers is an error there.
_PERL = r"""
use HTTP::OAI;
my ($url, $verb, %asked) = @ARGV;
my $list = HTTP::OAI::Harvester->new(baseURL => $url)->$verb(%asked, onRecord => sub {
    my ($item) = @_;
    my $header = $item->isa('HTTP::OAI::Header') ? $item : $item->header;
    printf "%s\t%d\n", $header->identifier, $header->is_deleted ? 1 : 0;
});
die $list->message, "\n" if $list->is_error && $list->message !~ /no record answers/i;
"""


def _ran(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    return done.stdout


def http_oai(url: str, asked: Asked, verb: str) -> Told:
    """What HTTP::OAI (libhttp-oai-perl) harvests."""
    arguments = [part for pair in asked.items() for part in pair]
    lines = _ran("perl", "-e", _PERL, url, verb, *arguments).splitlines()
    assert len(lines) == len(set(lines))
    return {(name, deleted == "1") for name, _, deleted in (line.partition("\t") for line in lines)}


def catmandu(url: str, asked: Asked, verb: str) -> Told:
    """What Catmandu (libcatmandu-oai-perl) harvests."""
    options = [part for name, value in asked.items() for part in (f"--{name}", value)]
    operation = ["--listIdentifiers", "1"] if verb == "ListIdentifiers" else []
    items = [json.loads(line) for line in _ran("catmandu", "convert", "OAI", "--url", url, *options, *operation,
                                               "--handler", "raw", "to", "JSON", "--line_delimited", "1").splitlines()]  # fmt: skip
    told = [(item["_id"], item.get("_status") == "deleted") for item in items]
    assert len(told) == len(set(told))
    return set(told)


def sickle(url: str, asked: Asked, verb: str) -> Told:
    """What sickle harvests: by GET, through requests."""
    try:
        items = list(getattr(Sickle(url, timeout=60), verb)(**asked))
    except NoRecordsMatch:
        return set()
    headers = [getattr(item, "header", item) for item in items]
    told = [(header.identifier, header.deleted) for header in headers]
    assert len(told) == len(set(told))
    return set(told)


def oaipmh(url: str, asked: Asked, verb: str) -> Told:
    """What oaipmh harvests, which pyoai became: by POST, its moments without a zone."""
    forms = MetadataRegistry()
    forms.registerReader(asked["metadataPrefix"], lambda node: node)
    moments = {name: datetime.fromisoformat(asked[name]).replace(tzinfo=None) for name in ("from", "until") if name in asked}
    named = {"from_" if name == "from" else name: moments.get(name, value) for name, value in asked.items()}
    try:
        items = list(getattr(Client(url, forms), verb[0].lower() + verb[1:])(**named))
    except refusals.NoRecordsMatchError:
        return set()
    headers = [item if verb == "ListIdentifiers" else item[0] for item in items]
    told = [(header.identifier(), header.isDeleted()) for header in headers]
    assert len(told) == len(set(told))
    return set(told)


def ours(url: str, asked: Asked) -> Told:
    """What the portal's own harvester gets."""
    quickly: dict[str, Any] = {"allow_loopback": True, "requests_per_second": 1000.0, "ports": (urlsplit(url).port or 80,)}
    config = EndpointConfig(url=url, prefix=asked["metadataPrefix"], set_spec=asked.get("set", ""), **quickly)
    start, end = (datetime.fromisoformat(asked[name]) if name in asked else None for name in ("from", "until"))
    with closing(OaiPmh(config)) as harvester:
        return {(item.identifier, item.deleted) for page in harvester.pages(Slice(start, end)) for item in page.items}


def _has(module: str) -> bool:
    return subprocess.run(["perl", f"-M{module}", "-e", "1"], capture_output=True, check=False).returncode == 0


@pytest.fixture(params=[sickle, oaipmh, http_oai, catmandu], ids=lambda client: client.__name__)
def client(request: pytest.FixtureRequest) -> Callable[[str, Asked, str], Told]:
    """One of the others, where it is installed."""
    if request.param is http_oai and not _has("HTTP::OAI"):
        pytest.skip("no HTTP::OAI on this machine (Debian: apt-get install libhttp-oai-perl)")
    if request.param is catmandu and not (shutil.which("catmandu") and _has("Catmandu::Importer::OAI")):
        pytest.skip("no Catmandu on this machine (Debian: apt-get install libcatmandu-oai-perl)")
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def repository(live_server: Any, library: Library, three_a_page: None) -> Iterator[str]:
    """The address of a repository whose lists are cut, and whose records changed on several days."""
    for number, record in enumerate(Record.objects.order_by("pk")):
        Record.objects.filter(pk=record.pk).update(updated_at=RECEIVED + timedelta(days=number // 2))
    yield f"{live_server.url}/oai"


def _moment(days: int) -> str:
    return (RECEIVED + timedelta(days=days)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


SETS = ("", f"rcr:{samples.LYON}", "type:book", "ccfr:patrimoine", "union")
WINDOWS: tuple[dict[str, str], ...] = ({}, {"from": _moment(1)}, {"until": _moment(1)}, {"from": _moment(1), "until": _moment(2)})


@pytest.mark.parametrize("verb", ["ListRecords", "ListIdentifiers"])
def test_other_harvesters_get_the_identifiers_that_ours_gets(repository: str, client: Callable[[str, Asked, str], Told], verb: str) -> None:
    seen: list[Told] = []
    for spec in SETS:
        for window in WINDOWS:
            asked = {"metadataPrefix": "oai_dc", **({"set": spec} if spec else {}), **window}
            expected = ours(repository, asked)
            assert client(repository, asked, verb) == expected, asked
            seen.append(expected)
    assert len(some(filter(None, seen))) > len(SETS) and any(deleted for told in seen for _, deleted in told)
    assert len({frozenset(told) for told in seen}) > len(SETS)  # sets and windows do narrow


def test_other_harvesters_get_them_in_unimarc_too(repository: str, client: Callable[[str, Asked, str], Told]) -> None:
    asked = {"metadataPrefix": "marcxchange"}
    assert client(repository, asked, "ListRecords") == ours(repository, asked) != set()
