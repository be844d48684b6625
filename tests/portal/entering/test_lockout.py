"""Can a password be guessed by trying?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.entering import lockout
from portal.models import User
from portal.visitors import UNKNOWN, house

RIGHT = "une bonne phrase longue"
FORMS = ["/gestion/login/", "/administration/login/"]


@pytest.fixture(autouse=True)
def with_lockout(settings, db):
    """The tests of everything else enter as often as they like."""
    settings.AXES_ENABLED = True


@pytest.fixture
def person() -> User:
    return User.objects.create_superuser("anne@x.example", RIGHT)


def enter(form: str, password: str, *, email: str = "anne@x.example", address: str = "192.0.2.7", agent: str = "a"):
    """One try by a fresh browser."""
    return Client(REMOTE_ADDR=address).post(form, {"username": email, "password": password}, headers={"user-agent": agent})


@pytest.mark.parametrize("form", FORMS)
def test_after_ten_wrong_passwords_the_right_one_does_not_enter(person, form):
    answers = [enter(form, f"wrong {number}", agent=f"browser {number}") for number in range(10)]
    assert [answer.status_code for answer in answers] == [200] * 9 + [429]
    closed = enter(form, RIGHT)
    assert closed.status_code == 429
    assert "sessionid" not in closed.cookies
    assert 0 < int(closed["Retry-After"]) <= 15 * 60
    text = closed.content.decode()
    assert "Vous pourrez réessayer dans 15 minutes" in text.replace("\xa0", " ")
    assert "contact@traboule.invalid" in text
    assert "/gestion/password_reset/" in text


@pytest.mark.parametrize("spelling", ["ANNE@x.example", "Anne@X.EXAMPLE ", "ａｎｎｅ@x.example", "anne\u200b@x.example"])
def test_other_capitals_and_look_alikes_are_the_same_account(person, spelling):
    for number in range(10):
        enter(FORMS[0], f"wrong {number}", email=spelling)
    assert enter(FORMS[0], RIGHT).status_code == 429


def test_the_two_forms_count_together(person):
    for number in range(10):
        enter(FORMS[number % 2], f"wrong {number}")
    assert [enter(form, RIGHT).status_code for form in FORMS] == [429, 429]


def test_a_guesser_locks_nobody_else_out(person):
    for number in range(10):
        enter(FORMS[0], f"wrong {number}")
    assert enter(FORMS[0], RIGHT, address="192.0.2.8").status_code == 302
    User.objects.create_superuser("paul@x.example", RIGHT)
    assert enter(FORMS[0], RIGHT, email="paul@x.example").status_code == 302


def test_one_address_cannot_try_many_accounts(person):
    for number in range(60):
        enter(FORMS[0], "wrong", email=f"someone{number}@x.example")
    assert enter(FORMS[0], RIGHT).status_code == 429
    assert enter(FORMS[0], RIGHT, address="192.0.2.8").status_code == 302


def test_a_subscriber_of_ipv6_is_one_visitor(person):
    for number in range(10):
        enter(FORMS[0], "wrong", address=f"2001:db8:1:2::{number:x}")
    assert enter(FORMS[0], RIGHT, address="2001:db8:1:2:ffff::1").status_code == 429
    assert enter(FORMS[0], RIGHT, address="2001:db8:1:3::1").status_code == 302


def test_the_lock_ends_and_refusals_do_not_prolong_it(person):
    for number in range(10):
        enter(FORMS[0], f"wrong {number}")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=14))
    assert enter(FORMS[0], "still wrong").status_code == 429
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))
    assert enter(FORMS[0], RIGHT).status_code == 302
    assert not AccessAttempt.objects.filter(username="anne@x.example").exists()


def test_the_right_password_forgets_only_its_own_mistakes(person):
    for number in range(5):
        enter(FORMS[0], "wrong")
        enter(FORMS[0], "wrong", email=f"someone{number}@x.example")
    enter(FORMS[0], RIGHT)
    assert not AccessAttempt.objects.filter(username="anne@x.example").exists()
    assert AccessAttempt.objects.count() == 5


def test_no_password_is_hashed_once_the_door_is_closed(person, monkeypatch):
    for number in range(10):
        enter(FORMS[0], f"wrong {number}")
    monkeypatch.setattr(User, "check_password", lambda *_: pytest.fail("hashed"))
    assert enter(FORMS[0], RIGHT).status_code == 429


def test_guesses_keep_few_and_short_rows(person, monkeypatch):
    monkeypatch.setattr(lockout, "MOST_ROWS", 5)
    for number in range(8):
        enter(FORMS[0], "x" * 5000, email=f"{'y' * 200}{number}@x.example", agent=f"agent {number}", address=f"192.0.2.{number}")
        enter(FORMS[0], "x" * 5000, email="anne@x.example", agent=f"agent {number}")
    assert AccessAttempt.objects.count() <= 6
    assert all(not row.post_data and not row.get_data for row in AccessAttempt.objects.all())


@pytest.mark.parametrize("email", ["a\x00b@x.example", "\x00", "", "é" * 300])
def test_odd_addresses_are_no_error(email):
    assert enter(FORMS[0], "wrong", email=email).status_code == 200


@given(st.text())
def test_an_account_has_one_form(text):
    once = lockout.account_of(text)
    assert lockout.account_of(once) == once
    assert lockout.account_of(text.upper().lower()) == lockout.account_of(text.lower().upper().lower())


@pytest.mark.parametrize(
    ("address", "stands_for"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", UNKNOWN),
        ("unix:", UNKNOWN),
    ],
)
def test_whom_a_limit_is_counted_for(address, stands_for):
    assert house(address) == stands_for
