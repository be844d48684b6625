"""Reaching a cluster: its addresses, its user, and each way in which it may not answer, told in our own words."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import pytest

from catalogue.search import engines
from catalogue.search.engine import EngineBusy, SearchRefused, SearchUnavailable
from catalogue.search.engines.elasticsearch.client import reason_of
from catalogue.search.engines.elasticsearch.engine import ElasticsearchEngine
from catalogue.search.engines.elasticsearch.options import from_settings, options_of
from catalogue.search.engines.elasticsearch.schema import mapping
from catalogue.search.engines.elasticsearch.schema import settings as index_settings
from catalogue.search.facets import FACETS
from catalogue.search.request import SearchRequest
from runtime import environment
from runtime.ports import any_free
from tests.catalogue.search.cluster import Cluster, Request, Told, options

EMPTY = {"responses": [{"hits": {"total": {"value": 0}, "hits": []}, "_shards": {"failed": 0}}] * 2}


def nothing_found(request: Request) -> Told:
    return 200, EMPTY


def failure(engine: ElasticsearchEngine) -> SearchUnavailable:
    with pytest.raises(SearchUnavailable) as raised:
        engine.search(SearchRequest(words="tours"))
    return raised.value


def test_addresses_as_people_write_them(tmp_path: Path) -> None:
    found = options_of(("https://lecteur:mot%40passe@es1.example", "http://[::1]:9201/es"), folder=tmp_path)
    assert found.urls == ("https://es1.example:9200", "http://[::1]:9201/es")
    assert (found.user, found.password) == ("lecteur", "mot@passe")


def test_every_setting_reaches_the_engine(settings: Any, tmp_path: Path) -> None:
    read = environment.read(
        {
            "ELASTICSEARCH_URL": "https://a:9200, https://b:9200",
            "ELASTICSEARCH_USER": "u",
            "ELASTICSEARCH_PASSWORD": "p",
            "ELASTICSEARCH_CA_FILE": "/etc/ca.pem",
            "ELASTICSEARCH_INDEX_PREFIX": "region",
            "ELASTICSEARCH_SHARDS": "3",
            "ELASTICSEARCH_REPLICAS": "1",
            "SEARCH_SECONDS": "5",
        }
    )
    settings.SEARCH_INDEX_DIR = tmp_path
    for name in ("url", "user", "password", "ca_file", "index_prefix", "shards", "replicas"):
        setattr(settings, f"ELASTICSEARCH_{name.upper()}", getattr(read, f"elasticsearch_{name}"))
    settings.SEARCH_SECONDS = read.search_seconds
    found = from_settings(settings)
    assert (found.urls, found.user, found.password, found.ca_file) == (("https://a:9200", "https://b:9200"), "u", "p", "/etc/ca.pem")
    assert (found.prefix, found.shards, found.replicas, found.seconds) == ("region", 3, 1, 5)
    assert index_settings(found)["number_of_shards"] == 3


@pytest.mark.parametrize(("name", "text"), [("ELASTICSEARCH_INDEX_PREFIX", "Région"), ("SEARCH_STANDBY", "solr"), ("SEARCH_SECONDS", "-1")])
def test_a_setting_of_no_use_is_told(name: str, text: str) -> None:
    with pytest.raises(environment.WrongSetting, match=name):
        environment.read({name: text})


def test_which_engines_are_kept(settings: Any) -> None:
    settings.ELASTICSEARCH_URL, settings.SEARCH_STANDBY = (), "tantivy"
    assert engines.names() == ("tantivy",)
    settings.ELASTICSEARCH_URL, settings.SEARCH_STANDBY = ("http://a:9200",), ""
    assert engines.names() == ("elasticsearch",)
    settings.SEARCH_STANDBY = "tantivy"
    assert engines.names() == ("elasticsearch", "tantivy")


def test_a_user_is_told_to_every_address(tmp_path: Path) -> None:
    with Cluster(nothing_found).running() as cluster:
        engine = ElasticsearchEngine(options(tmp_path, f"http://127.0.0.1:{any_free()}", cluster.url, user="u", password="p"))
        for _ in range(4):
            assert engine.search(SearchRequest(words="tours")).total == 0, "an address that refuses is passed over"
    assert {request.authorization for request in cluster.asked} == {"Basic " + base64.b64encode(b"u:p").decode()}


def test_nobody_at_the_address(tmp_path: Path) -> None:
    found = failure(ElasticsearchEngine(options(tmp_path, f"http://127.0.0.1:{any_free()}")))
    assert found.message.code == "elasticsearch_unreachable"


def test_an_answer_that_comes_too_late_is_not_waited_for(tmp_path: Path) -> None:
    with Cluster(nothing_found, delay=1.0).running() as cluster:
        found = failure(ElasticsearchEngine(options(tmp_path, cluster.url, seconds=0.2)))
    assert found.message.code == "elasticsearch_slow"
    assert len(cluster.asked) == 1, "and is not asked for again"


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (401, "elasticsearch_login", SearchUnavailable),
        (403, "elasticsearch_login", SearchUnavailable),
        (400, "elasticsearch_refused", SearchRefused),
        (503, "elasticsearch_refused", SearchUnavailable),
    ],
)
def test_a_refusal_is_told(tmp_path: Path, status: int, code: str, kind: type[SearchUnavailable]) -> None:
    with Cluster(lambda request: (status, {"error": {"reason": "no"}, "status": status})).running() as cluster:
        found = failure(ElasticsearchEngine(options(tmp_path, cluster.url)))
    assert (found.message.code, type(found)) == (code, kind)


@pytest.mark.parametrize(
    "broken",
    [
        {"error": {"root_cause": [{"reason": "all shards failed"}]}, "status": 503},
        {"timed_out": True, "hits": {"total": {"value": 1}, "hits": []}},
        {"_shards": {"failed": 1}, "hits": {"total": {"value": 1}, "hits": []}},
    ],
)
def test_half_an_answer_is_no_answer(tmp_path: Path, broken: dict[str, Any]) -> None:
    with Cluster(lambda request: (200, {"responses": [EMPTY["responses"][0], broken]})).running() as cluster:
        failure(ElasticsearchEngine(options(tmp_path, cluster.url)))


def test_an_index_switched_away_between_two_looks_is_asked_for_again(tmp_path: Path) -> None:
    answers = [{"responses": [{"error": {"reason": "no such index"}, "status": 404}] * 2}, EMPTY]
    with Cluster(lambda request: (200, answers.pop(0))).running() as cluster:
        assert ElasticsearchEngine(options(tmp_path, cluster.url)).search(SearchRequest(words="tours")).total == 0


def test_health_never_raises(tmp_path: Path) -> None:
    health = ElasticsearchEngine(options(tmp_path, f"http://127.0.0.1:{any_free()}")).health()
    assert (health.ready, health.details["error"]) == (False, "elasticsearch_unreachable")


def test_writing_to_a_cluster_that_is_down_says_so_and_holds_no_lock(tmp_path: Path) -> None:
    engine = ElasticsearchEngine(options(tmp_path, f"http://127.0.0.1:{any_free()}"))
    for _ in range(2):
        with pytest.raises(SearchUnavailable) as raised, engine.writer():
            pass
        assert not isinstance(raised.value, EngineBusy)


def test_every_facet_has_its_field() -> None:
    fields = mapping().to_dict()["properties"]
    assert {facet.field for facet in FACETS.values()} <= set(fields)
    assert fields["all_stem"]["index_options"] == "docs"


def test_the_reason_of_an_error_is_its_deepest_sentence() -> None:
    assert reason_of({"error": {"root_cause": [{"reason": "root"}], "reason": "outer"}}) == "root"
    assert reason_of({"error": "plain"}) == "plain"
    assert reason_of("<html>proxy</html>") == "<html>proxy</html>"
    assert len(reason_of("x" * 5000)) == 300
