"""Whatever is typed into a form of the back office, the answer is a page: thousands of odd values, on every form there is."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.forms.models import model_to_dict
from django.urls import reverse
from lxml import html

from harvest.models import Endpoint
from tests.portal.backoffice.test_every_address import _addresses
from tests.portal.backoffice.test_points import FORM, GUARDS
from tests.selections import some

POSTS_A_FORM = 4
SEED = 20261129
ODD = [
    *("", "0", "-1", "1.5", "1e400", "-1e400", "nan", "inf", "2147483647", "2147483648", "9223372036854775808", "9" * 400),
    *("٣", "¼", "0x10", "65536", "1,2,3", "1,99999999999", "2A0000000", "000000000", "on", "all", "-", "=1+1"),
    *("0000-00-00", "9999-12-31", "10000-01-01", "2026-02-30", "0001-01-01T00:00", "9999-12-31 23:59:59+23:59", "24:00", "31/12/9999"),
    *("\x00", "a\x00b", "\x1b[2J", "\x85", "\ufffe", "\ud7ff\U0010ffff", "\u202e", "é" * 70_000, "%00", "%", "\n", "../../etc/passwd"),
    *("{}", "[]", "null", '{"a": "\\u0000"}', '["\\ud800"]', '{"a": "\\ud800"}', "[" * 2000, "'\"><script>"),
    *("file:///etc/passwd", "javascript:alert(1)", "http://[::1", "mailto:", "a@b", "a@" + "b" * 300 + ".fr"),
]
NOT_TRIED = ("logout", "/login/", "dismissibles")  # they end the visit, or answer scripts alone


class _Undone(Exception):
    """Ends a block whose effects are to be undone."""


def _forms(page: bytes, address: str) -> Iterator[tuple[str, list[str]]]:
    """The address and the fields' names of each form of a page that is sent by POST."""
    if not page.strip():
        return
    for form in html.fromstring(page).forms:
        if (form.method or "").upper() == "POST":
            yield form.action or address, [name for name in form.fields if name and name != "csrfmiddlewaretoken"]


def _page(client, address: str) -> bytes:
    """The page at an address; nothing where there is none, or it is not to be tried."""
    if any(part in address for part in NOT_TRIED):
        return b""
    try:
        answer = client.get(address)
    except Exception:  # test_every_address says which addresses break
        return b""
    return answer.content if answer.status_code == 200 and not answer.streaming and "text/html" in answer["Content-Type"] else b""


def _post(client, address: str, values: dict[str, str]) -> int | str:
    """The status of one form sent, what it did undone; or the error that no page was made of."""
    status: int | str = 0
    try:
        with transaction.atomic():
            try:
                status = client.post(address, values).status_code
            except Exception as error:
                status = f"{type(error).__name__}: {error}"[:200]
            raise _Undone
    except _Undone:
        return status


@pytest.mark.timeout(900)
def test_no_form_breaks_whatever_is_typed(world):
    client, rng = world.client("superuser"), random.Random(SEED)
    places = sorted(
        {*_addresses(world), *(reverse(f"admin:{app}_{model}_add") for app, model in (("portal", "user"), ("catalogue", "source")))}
    )
    forms = {}
    for address in places:
        for action, fields in _forms(_page(client, address), address):
            if action.startswith("/") and not any(part in action for part in NOT_TRIED):
                forms[action] = fields
    assert len(forms) > 20
    broken, tried = {}, 0
    for action, fields in sorted(forms.items()):
        for _ in range(POSTS_A_FORM):
            values = {name: rng.choice(ODD) for name in fields}
            tried += len(values)
            status = _post(client, action, values)
            if isinstance(status, str) or status >= 500:
                broken[action, str(values)[:300]] = status
    assert tried > 500
    assert broken == {}


@pytest.mark.parametrize("rows", ["1", "2", "2147483647"])
def test_a_form_that_has_not_the_rows_it_says_is_refused_with_a_page(world, rows):
    client = world.client("superuser")
    for address in (reverse("wagtailadmin_workflows:add"), reverse("wagtailadmin_pages:edit", args=[world.a.pk])):
        ((action, fields),) = [form for form in _forms(_page(client, address), address) if any("-TOTAL_" in name for name in form[1])]
        values = {name: {"TOTAL_FORMS": rows, "INITIAL_FORMS": "1"}.get(name.rpartition("-")[2], "0") for name in fields}
        assert _post(client, action, values) in (200, 302, 400, 403, 422), address


@pytest.mark.parametrize("rows", ["401", "1999", "9" * 30, "٩" * 5, " 2000 "])
def test_a_form_of_more_rows_than_anybody_types_is_refused_before_they_are_made(world, rows):
    address = reverse("wagtailadmin_workflows:add")
    ((action, fields),) = [form for form in _forms(_page(world.client("superuser"), address), address) if "TOTAL_FORMS" in str(form[1])]
    for name in some(field for field in fields if field.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS"))):
        assert _post(world.client("superuser"), action, {"name": "Relecture", name: rows}) == 400


@pytest.mark.timeout(900)
@pytest.mark.parametrize("who", ["partner admin of A", "superuser"])
def test_a_point_takes_sound_values_only_and_touches_no_other(world, who):
    client, rng = world.client(who), random.Random(SEED)
    address, other = reverse("harvesting:point_edit", args=[world.point_a.pk]), model_to_dict(world.point_b)
    sound = FORM | GUARDS | {"name": "A", "institution": str(world.a.pk)}
    for name in some(sound):
        for odd in rng.sample(ODD, 2):
            answer = _post(client, address, sound | {name: odd})
            assert answer in (200, 302, 422), (name, odd[:40], answer)
    for _ in range(15):
        assert _post(client, address, {name: rng.choice([sound[name], *ODD]) for name in sound}) in (200, 302, 422)
    assert model_to_dict(Endpoint.objects.get(pk=world.point_b.pk)) == other


@pytest.mark.parametrize("query", ["source=%00", "source=a%00b", "state=%1b", "%00=1", "p=%00", "q=%c2%85", "source=%ff%fe", "source=%"])
@pytest.mark.parametrize(
    "name",
    [
        "harvesting:points",
        "harvesting:runs",
        "harvesting:messages",
        "harvesting:quarantine",
        "institutions_to_complete",
        "wagtailadmin_home",
    ],
)
def test_a_control_character_in_an_address_is_no_error(world, name, query):
    assert world.client("superuser").get(f"{reverse(name)}?{query}").status_code in (200, 302, 404)
