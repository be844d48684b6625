"""Which passwords are refused, how many hashes and mails a visitor may cause."""

from __future__ import annotations

import threading

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, check_password, make_password
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.test.utils import override_settings
from hypothesis import given
from hypothesis import strategies as st

from portal.entering import passwords
from portal.models import User

REFUSED = [
    "123456789012",
    "motdepasse12",
    "bibliotheque",
    "azertyuiopqs",
    "médiathèque1",
    "Mediatheque2026",
    "traboule2026!",
    "soleil123456",
    "marseille2024",
    "qsdfghjklmwx",
    "jetaimemaman",
    "Clermont-Ferrand63",
    "Villefranche2025!",
    "bonjourbonjour",
    "aaaaaaaaaaaa",
    "administrateur1",
    "Saint-Étienne42",
    "azerty123456",
    "wxcvbnwxcvbn",
    "MotDePasse!2026",
    "Bourg-en-Bresse1",
    "0612345678900",
    "lectura2019!!",
    "p@ssw0rd1234",
    "doudoudoudou",
    "14juillet1789",
    "bibliotheque63",
    "LePuyenVelay43",
    "archives-ain-01",
    "nicolas.martin1",
]
ACCEPTED = [
    "cheval agrafe pile correcte",
    "trois girafes mangent du plomb",
    "kV7#tt9qLw2zP",
    "nougat-zèbre-archipel-brume",
    "une bonne phrase longue",
]


@pytest.mark.parametrize("password", REFUSED)
def test_a_password_that_a_list_would_find_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password, User(email="paul@x.example"))


@pytest.mark.parametrize("password", ACCEPTED)
def test_a_few_unrelated_words_are_a_password(password):
    validate_password(password, User(email="paul@x.example"))


def test_one_s_own_name_is_no_password():
    user = User(email="hortense.quenouille@x.example", first_name="Hortense", last_name="Quenouille")
    with pytest.raises(ValidationError):
        validate_password("quenouille-hortense", user)
    validate_password("quenouille-hortense-varech", User(email="paul@x.example"))


@given(st.text(max_size=200))
def test_any_password_can_be_weighed(password):
    assert passwords.guesses(password) >= 0


@override_settings(PASSWORD_HASHERS=["portal.entering.passwords.OneAtATime"])
def test_one_password_is_hashed_at_a_time(monkeypatch):
    under_way, most = [], []
    real = passwords.PBKDF2PasswordHasher.encode

    def watched(self, password, salt, iterations=None):
        under_way.append(1)
        most.append(len(under_way))
        try:
            return real(self, password, salt, 1000)
        finally:
            under_way.pop()

    monkeypatch.setattr(passwords.PBKDF2PasswordHasher, "encode", watched)
    threads = [threading.Thread(target=make_password, args=("x",)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(most) == 8
    assert max(most) == 1


@override_settings(PASSWORD_HASHERS=["portal.entering.passwords.OneAtATime"])
def test_passwords_hashed_before_still_open():
    before = PBKDF2PasswordHasher().encode("une bonne phrase longue", "salt", 1000)
    assert check_password("une bonne phrase longue", before)
    assert not check_password("une autre", before)


def ask(email: str, address: str = "192.0.2.7") -> str:
    """What the page says, without its tokens."""
    page = Client(REMOTE_ADDR=address).post("/gestion/password_reset/", {"email": email}, follow=True).content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_few_mails_are_sent_to_one_account_and_the_page_says_nothing_of_it(db):
    cache.clear()
    User.objects.create_user("anne@x.example", "x")
    pages = {ask("Anne@x.example" if number % 2 else "anne@x.example", f"192.0.2.{number}") for number in range(6)}
    assert len(mail.outbox) == passwords.RESETS_FOR_AN_ACCOUNT
    assert pages == {ask("nobody@x.example", "192.0.2.99")}


def test_one_address_causes_few_mails(db):
    cache.clear()
    for number in range(20):
        User.objects.create_user(f"someone{number}@x.example", "x")
        ask(f"someone{number}@x.example")
    assert len(mail.outbox) == passwords.RESETS_FROM_AN_ADDRESS
