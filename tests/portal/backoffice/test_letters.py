"""Does each institution read and answer what readers wrote to it, and nothing of the others?"""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.backoffice.views import letters as views
from portal.letters import outbox
from portal.models import MessageDeed, ReaderMessage
from portal.roles import ensure_roles
from tests.portal.backoffice.conftest import World
from tests.portal.backoffice.test_rights import WHO
from tests.selections import some

SEES = {
    "superuser": {"A", "B", "team"}, "editor": {"A", "B", "team"}, "librarian of A": {"A"}, "partner admin of A": {"A"},
    "partner admin of B": {"B"},
}  # fmt: skip
INBOX = "/gestion/messages-de-lecteurs/"


@pytest.fixture
def written(world: World) -> dict[str, ReaderMessage]:
    """One message for each institution, one for the regional team."""
    ensure_roles()
    houses = {"A": world.a, "B": world.b, "team": None}
    return {name: make(name, institution=house) for name, house in houses.items()}


def make(name: str, **given: Any) -> ReaderMessage:
    known = {"kind": "question", "ark": "99999/t1none", "title": f"Titre {name}", "name": "<b>Jeanne</b>", "email": "j@x.example"}
    rest = {"text": "Où est-il ?\n<script>", "language": "en", "nonce": name}
    return ReaderMessage.objects.create(**known | rest | given)


def statuses(world: World, who: str, written: dict[str, ReaderMessage], view: str, **posted: str) -> dict[str, int]:
    client = world.client(who)
    ask = client.post if posted else client.get
    return {name: ask(reverse(view, args=[letter.pk]), posted).status_code for name, letter in written.items()}


@pytest.mark.parametrize("who", WHO)
def test_each_role_sees_and_answers_its_own(world: World, written: dict[str, ReaderMessage], who: str) -> None:
    sees = SEES.get(who, set())
    listed = world.client(who).get(INBOX)
    assert (listed.status_code == 200) == bool(sees)
    assert {name for name in written if f"Titre {name}<" in listed.content.decode()} == sees
    opened = statuses(world, who, written, "reader_message")
    assert {name for name, status in opened.items() if status == 200} == sees
    moved = statuses(world, who, written, "reader_message_move", deed="close", seen="0")
    answered = statuses(world, who, written, "reader_message_answer", text="Voici.", seen="1")
    if sees:
        refused = {name: 404 for name in written if name not in sees}
        assert {name: status for name, status in moved.items() if name not in sees} == refused
        assert {name: status for name, status in answered.items() if name not in sees} == refused
    done = set(MessageDeed.objects.values_list("message__nonce", "kind"))
    assert done == {(name, kind) for name in sees for kind in ("closed", "answered")}


def test_what_waits_is_counted_on_the_first_page_of_each(world: World, written: dict[str, ReaderMessage]) -> None:
    for who, sees in some(SEES.items()):
        page = world.client(who).get("/gestion/").content.decode()
        assert "Des lecteurs attendent une réponse" in page
        assert {name for name, letter in written.items() if reverse("reader_message", args=[letter.pk]) in page} == sees
    ReaderMessage.objects.update(state="closed")
    assert "Des lecteurs attendent" not in world.client("librarian of A").get("/gestion/").content.decode()


def test_an_answer_goes_by_mail_in_the_reader_s_language_and_hides_the_librarian(world: World, written: dict[str, ReaderMessage]) -> None:
    world.a.email = "contact@a.example"
    world.a.save()
    letter, client = written["A"], world.client("librarian of A")
    sent = client.post(reverse("reader_message_answer", args=[letter.pk]), {"text": "En réserve.\r\nVenez.", "seen": "0"}, follow=True)
    page = sent.content.decode()
    assert "répondu par courriel" in page and "En réserve." in page and "Attend de partir" in page
    assert outbox.deliver() == 1
    [answer] = mail.outbox
    assert answer.to == ["j@x.example"] and answer.reply_to == ["contact@a.example"] and answer.subject == "Answer to your message: Titre A"
    assert "En réserve.\nVenez." in answer.body and "Où est-il ?" in answer.body and "librarian" not in str(answer.message())
    letter.refresh_from_db()
    assert letter.state == "answered" and letter.deeds.get().person == world.people["librarian of A"]


def send_as_shown(client: Any, page: Any, text: str) -> Any:
    """The form of an answer, sent as its page has it."""
    form = BeautifulSoup(page.content.decode(), "html.parser").select_one("form[action$='/repondre/']")
    return client.post(str(form["action"]), {"seen": form.select_one("[name=seen]")["value"], "text": text})


def test_the_form_as_its_page_shows_it_answers_a_new_message_and_one_that_was_answered(
    world: World, written: dict[str, ReaderMessage]
) -> None:
    client, address = world.client("librarian of A"), reverse("reader_message", args=[written["A"].pk])
    assert send_as_shown(client, client.get(address), "La première.").status_code == 302
    empty = send_as_shown(client, client.get(address), " ")
    assert empty.status_code == 422 and send_as_shown(client, empty, "Une de plus.").status_code == 302
    odd = client.post(reverse("reader_message_answer", args=[written["A"].pk]), {"seen": "x", "text": "a"})
    assert "error-message" in odd.content.decode() and send_as_shown(client, odd, "Et la dernière.").status_code == 302
    assert [deed.text for deed in written["A"].deeds.order_by("pk")] == ["La première.", "Une de plus.", "Et la dernière."]


def test_two_who_answer_at_once_write_one_answer(world: World, written: dict[str, ReaderMessage]) -> None:
    address = reverse("reader_message_answer", args=[written["A"].pk])
    assert world.client("librarian of A").post(address, {"text": "Une", "seen": "0"}).status_code == 302
    second = world.client("superuser").post(address, {"text": "Deux", "seen": "0"})
    assert second.status_code == 409 and "Deux" in second.content.decode() and "entre-temps" in second.content.decode()
    assert MessageDeed.objects.count() == 1 and outbox.deliver() == 1


@pytest.mark.parametrize("given", [{"text": " \x00 "}, {"text": "a" * 10_001}, {"text": "a", "seen": "x"}, {"text": "a", "seen": "9" * 30}])
def test_an_answer_that_cannot_be_sent_is_said(world: World, written: dict[str, ReaderMessage], given: dict[str, str]) -> None:
    answer = world.client("librarian of A").post(reverse("reader_message_answer", args=[written["A"].pk]), {"seen": "0", **given})
    assert answer.status_code == 422 and not MessageDeed.objects.exists() and not outbox.deliver()


def test_a_message_is_closed_and_opened_again_and_its_history_says_by_whom(world: World, written: dict[str, ReaderMessage]) -> None:
    client, address = world.client("partner admin of A"), reverse("reader_message_move", args=[written["A"].pk])
    for number, (deed, state) in enumerate((("close", "closed"), ("reopen", "new"), ("close", "closed"))):
        client.post(address, {"deed": deed, "seen": str(number)})
        assert ReaderMessage.objects.get(pk=written["A"].pk).state == state
    for wrong in ({"deed": "erase", "seen": "3"}, {"deed": "reopen", "seen": "1"}, {"deed": "close", "seen": "3"}, {}):
        client.post(address, wrong)
    page = BeautifulSoup(client.get(reverse("reader_message", args=[written["A"].pk])).content.decode(), "html.parser")
    assert [deed.select_one("strong").get_text() for deed in page.select(".letter-deeds li")] == ["clos", "rouvert", "clos"]
    assert "partner-admin-of-a" in page.select_one(".letter-deeds").get_text() and not page.select("blockquote script")


def test_the_list_is_narrowed_and_as_quick_on_any_page(world: World, written: dict[str, ReaderMessage], monkeypatch: Any) -> None:
    monkeypatch.setattr(views, "PAGE", 3)
    client = world.client("superuser")

    def asked(address: str) -> tuple[int, str]:
        with CaptureQueriesContext(connection) as queries:
            page = client.get(address).content.decode()
        return len(queries), page

    asked(INBOX)
    few, _page = asked(INBOX)
    for number in range(9):
        make(f"autre {number}", institution=world.b, state="closed", kind="report")
    many, page = asked(INBOX)
    assert many <= few + 1 and page.count('role="rowheader"') == 3 and "before=" in page
    for narrowed, count in (("state=new", 3), ("kind=report&q=autre+7", 1), ("institution=Biblioth%C3%A8que+A", 1), ("q=nulle", 0)):
        assert asked(f"{INBOX}?{narrowed}")[1].count('role="rowheader"') == count
    for odd in ("state=x", "before=x", "since=31", "q=%00%27", "before=" + "9" * 40):
        assert client.get(f"{INBOX}?{odd}").status_code == 200
