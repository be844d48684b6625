"""Does a stolen password open the back office?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from lxml import html
from wagtail.users.models import UserProfile

from portal import roles
from portal.entering.second import factor
from portal.models import User
from tests.portal.entering.codes import code_of, given_a_second_factor

PASSWORD = "une bonne phrase longue"
FORMS = ["/gestion/login/", "/administration/login/"]
CODE, SET_UP, INDEX = "/gestion/second-facteur/code/", "/gestion/second-facteur/activer/", "/gestion/second-facteur/"
PAGES = ["/gestion/", "/gestion/moissonnage/", "/gestion/users/", "/administration/", "/administration/portal/user/", INDEX]


@pytest.fixture
def required(settings, db):
    """As in production."""
    settings.SECOND_FACTOR_REQUIRED = True
    settings.AXES_ENABLED = True


@pytest.fixture
def superuser(required) -> User:
    return User.objects.create_superuser("anne@x.example", PASSWORD)


@pytest.fixture
def editor(required) -> User:
    person = User.objects.create_user("paul@x.example", PASSWORD)
    roles.grant(person, "editor")
    return person


def password_given(form: str, email: str) -> Client:
    """A browser in which the password has been typed."""
    client = Client(REMOTE_ADDR="192.0.2.7")
    assert client.post(form, {"username": email, "password": PASSWORD}).status_code == 302
    return client


def opens(client: Client, address: str) -> bool:
    return client.get(address).status_code == 200


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("page", PAGES)
def test_a_superuser_s_password_alone_opens_nothing(superuser, form, page):
    client = password_given(form, superuser.email)
    assert client.get(page).headers["Location"].startswith(f"{SET_UP}?next=%2F")
    given_a_second_factor(superuser)
    assert client.get(page).headers["Location"].startswith(f"{CODE}?next=%2F")
    assert client.post(page).headers["Location"].startswith(CODE)
    assert client.get(page, headers={"x-requested-with": "XMLHttpRequest"}).status_code == 403


@pytest.mark.parametrize("form", FORMS)
def test_the_code_of_the_telephone_opens_what_was_asked_for(superuser, form):
    given_a_second_factor(superuser)
    client = password_given(form, superuser.email)
    before = client.session.session_key
    answer = client.post(CODE, {"code": f" {code_of(superuser)[:3]} {code_of(superuser)[3:]}", "next": "/administration/portal/user/"})
    assert answer.headers["Location"] == "/administration/portal/user/"
    assert client.session.session_key != before
    assert [page for page in PAGES if not opens(client, page)] == []


def test_a_code_opens_once(superuser):
    given_a_second_factor(superuser)
    code = code_of(superuser)
    assert password_given(FORMS[0], superuser.email).post(CODE, {"code": code}).status_code == 302
    assert password_given(FORMS[0], superuser.email).post(CODE, {"code": code}).status_code == 200


def test_a_recovery_code_opens_once_in_its_place(superuser):
    codes = given_a_second_factor(superuser)
    client = password_given(FORMS[0], superuser.email)
    assert client.post(CODE, {"code": codes[3].upper()}).status_code == 302
    assert opens(client, "/gestion/")
    assert factor.recovery_codes_left(superuser) == 9
    other = password_given(FORMS[0], superuser.email)
    assert other.post(CODE, {"code": codes[3]}).status_code == 200
    assert not opens(other, "/gestion/")


def test_setting_up_shows_the_key_then_the_recovery_codes_once(superuser):
    client = password_given(FORMS[0], superuser.email)
    page = client.get(SET_UP).content.decode()
    assert "<svg" in page and "style=" not in page[page.index("<svg") : page.index("</svg>")]
    assert client.get(SET_UP).content.decode().count(factor.begin(superuser).letters) == 1
    wrong = client.post(SET_UP, {"code": "000000"})
    assert wrong.status_code == 200 and not factor.has_one(superuser)
    TOTPDevice.objects.update(throttling_failure_count=0)
    shown = client.post(SET_UP, {"code": code_of(superuser)})
    assert "no-store" in shown["Cache-Control"]
    codes = html.fromstring(shown.content).xpath("//ol[@class='recovery-codes']//code/text()")
    assert len(set(codes)) == 10
    assert opens(client, "/gestion/")
    assert client.get(SET_UP).headers["Location"] == INDEX
    assert not any(code in client.get(INDEX).content.decode() for code in codes)


def test_it_is_offered_to_all_and_asked_of_those_who_took_it(editor):
    client = password_given(FORMS[0], editor.email)
    assert opens(client, "/gestion/")
    assert INDEX in client.get("/gestion/account/").content.decode()
    assert SET_UP in client.get(INDEX).content.decode()
    assert client.get(SET_UP).status_code == 200
    assert client.post(SET_UP, {"code": code_of(editor)}).status_code == 200
    assert opens(client, "/gestion/")
    assert client.get("/gestion/").status_code == 200
    assert password_given(FORMS[0], editor.email).get("/gestion/").headers["Location"].startswith(CODE)


@pytest.mark.parametrize("deed", ["codes", "remove"])
def test_new_codes_and_an_end_of_it_are_given_for_a_code_only(editor, deed):
    old = given_a_second_factor(editor)
    client = password_given(FORMS[0], editor.email)
    client.post(CODE, {"code": code_of(editor)})
    assert client.post(INDEX, {"deed": deed, "code": "000000"}).status_code == 200
    assert factor.has_one(editor) and factor.recovery_codes_left(editor) == 10
    TOTPDevice.objects.update(throttling_failure_count=0)
    answer = client.post(INDEX, {"deed": deed, "code": code_of(editor)})
    if deed == "codes":
        assert answer.content.count(b"<code>") == 10
        assert not any(code in answer.content.decode() for code in old)
    else:
        assert not factor.has_one(editor)
        assert StaticDevice.objects.count() == 0
    assert opens(client, "/gestion/")


def test_a_superuser_who_removes_hers_sets_up_another(superuser):
    given_a_second_factor(superuser)
    client = password_given(FORMS[0], superuser.email)
    client.post(CODE, {"code": code_of(superuser)})
    client.post(INDEX, {"deed": "remove", "code": code_of(superuser)})
    assert client.get("/gestion/").headers["Location"].startswith(SET_UP)


def test_wrong_codes_close_the_door_as_wrong_passwords_do(superuser):
    codes = given_a_second_factor(superuser)
    client = password_given(FORMS[0], superuser.email)
    answers = []
    for number in range(10):
        TOTPDevice.objects.update(throttling_failure_count=0)  # as if a while had gone by
        answers.append(client.post(CODE, {"code": f"00000{number}"}).status_code)
    assert answers == [200] * 9 + [429]
    again = password_given(FORMS[0], superuser.email)  # the right password forgets wrong passwords, not wrong codes
    assert again.post(CODE, {"code": code_of(superuser)}).status_code == 429
    assert again.post(CODE, {"code": codes[0]}).status_code == 429
    assert not opens(again, "/gestion/")


def test_wrong_codes_from_everywhere_are_slowed_down_but_never_for_days(superuser):
    given_a_second_factor(superuser)
    for number in range(30):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        client.force_login(superuser)
        TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(days=1))
        client.post(CODE, {"code": "000000"})
    page = client.post(CODE, {"code": code_of(superuser)})
    assert "attendez" in page.content.decode()
    until = factor.waits_until(superuser)
    assert timezone.now() < until < timezone.now() + timedelta(minutes=18)
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(minutes=18))
    assert client.post(CODE, {"code": code_of(superuser)}).status_code == 302


@pytest.mark.parametrize("code", ["", " ", "\x00", "é" * 30, "9" * 40, "9" * 5000, "١٢٣٤٥٦", "a\x00b", "-1", "None"])
def test_odd_codes_are_no_error(superuser, code):
    given_a_second_factor(superuser)
    client = password_given(FORMS[0], superuser.email)
    assert client.post(CODE, {"code": code}).status_code == 200
    assert client.get("/gestion/").status_code == 302


@pytest.mark.parametrize("onwards", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", "\\\\elsewhere.example"])
def test_a_code_leads_to_no_other_site(superuser, onwards):
    given_a_second_factor(superuser)
    client = password_given(FORMS[0], superuser.email)
    assert client.post(CODE, {"code": code_of(superuser), "next": onwards}).headers["Location"] == "/gestion/"


def test_a_superuser_takes_a_lost_one_away_and_nobody_else_does(superuser, editor):
    given_a_second_factor(superuser), given_a_second_factor(editor)
    boss, other = password_given(FORMS[0], superuser.email), password_given(FORMS[0], editor.email)
    boss.post(CODE, {"code": code_of(superuser)}), other.post(CODE, {"code": code_of(editor)})
    page = f"/gestion/second-facteur/personnes/{superuser.pk}/"
    assert other.get(page).status_code == 302 and other.post(page).status_code == 302
    assert factor.has_one(superuser)
    page = f"/gestion/second-facteur/personnes/{editor.pk}/"
    assert page in boss.get("/gestion/users/").content.decode()
    assert boss.get(page).status_code == 200
    assert boss.post(page).status_code == 302
    assert not factor.has_one(editor)
    assert boss.get("/gestion/second-facteur/personnes/999999/").status_code == 404


def test_somebody_else_s_session_keeps_no_factor_of_mine(superuser, editor):
    given_a_second_factor(superuser)
    client = password_given(FORMS[0], superuser.email)
    client.post(CODE, {"code": code_of(superuser)})
    device = client.session["otp_device_id"]
    given_a_second_factor(editor)
    other = password_given(FORMS[0], editor.email)
    session = other.session
    session["otp_device_id"] = device
    session.save()
    assert other.get("/gestion/").headers["Location"].startswith(CODE)


def test_the_only_superuser_who_lost_everything_is_helped_from_the_machine(superuser, capsys):
    given_a_second_factor(superuser)
    call_command("remove_second_factor", "Anne@x.example")
    assert not factor.has_one(superuser)
    assert "is taken away" in capsys.readouterr().out
    with pytest.raises(CommandError, match="No account"):
        call_command("remove_second_factor", "nobody@x.example")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_its_pages_speak_the_person_s_language(superuser, language):
    UserProfile.objects.create(user=superuser, preferred_language=language)
    client = password_given(FORMS[0], superuser.email)
    for address in (SET_UP, CODE):
        if address == CODE:
            given_a_second_factor(superuser)
        page = client.get(address).content.decode()
        assert f'lang="{language}"' in page
        assert ("Se déconnecter" in page) == (language == "fr")


def test_the_demonstration_s_superuser_enters_by_her_password(db, settings):
    settings.SECOND_FACTOR_REQUIRED = False  # as portal.settings.development has it
    User.objects.create_superuser("admin@x.example", PASSWORD)
    client = password_given(FORMS[0], "admin@x.example")
    assert [page for page in PAGES if not opens(client, page)] == []
