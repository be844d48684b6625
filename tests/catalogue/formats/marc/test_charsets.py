"""The character set of a record is found on its bytes, or the record is refused: nothing is decoded wrongly in silence."""

import pytest

from catalogue.formats.marc.charsets import ISO5426, MARC8, UTF8, WINDOWS, decode_body, oddity
from catalogue.formats.messages import BadRecord

SENTENCE = "Le Phénix, ou l’oiseau du soleil : étude sur la poésie éthiopienne, traduite à Vienne"


def body(text: str, charset: str) -> bytes:
    return text.encode(charset) + b"\x1e"


@pytest.mark.parametrize("unimarc", [True, False])
def test_utf8_is_found_whatever_the_record_declares(unimarc):
    decoded = decode_body(body(SENTENCE, "utf-8"), unimarc=unimarc)
    assert (decoded.text, decoded.charset, decoded.warnings) == (SENTENCE + "\x1e", UTF8, [])


def test_unimarc_in_iso_5426():
    decoded = decode_body(b"Le Ph\xc2enix, \xc2etude d'\xc2Eth\xc2er\xc2e\x1e", unimarc=True)
    assert (decoded.text, decoded.charset, decoded.warnings) == ("Le Phénix, étude d'Éthéré\x1e", ISO5426, [])


def test_marc_21_in_marc_8():
    decoded = decode_body(b"Le Ph\xe2enix, \xe2etude\x1e", unimarc=False)
    assert (decoded.text, decoded.charset, decoded.warnings) == ("Le Phénix, étude\x1e", MARC8, [])


@pytest.mark.parametrize("unimarc", [True, False])
def test_windows_1252_is_read_with_a_warning(unimarc):
    decoded = decode_body(body(SENTENCE, "cp1252"), unimarc=unimarc)
    assert (decoded.text, decoded.charset) == (SENTENCE + "\x1e", WINDOWS)
    assert [warning.code for warning in decoded.warnings] == ["charset_windows"]


@pytest.mark.parametrize(
    ("data", "text", "charset"),
    [
        (b"Dvo\xe9r\xe2ak, Anton\xe2in", "Dvořák, Antonín", MARC8),
        (b"\xe9Capek, Karel", "Čapek, Karel", MARC8),
        (b"Le Ph\xe9nix", "Le Phénix", WINDOWS),
        (b"pr\xe9cis d'\xe9tudes g\xe9n\xe9rales", "précis d'études générales", WINDOWS),
    ],
)
def test_czech_in_marc_8_and_french_in_windows_are_told_apart(data, text, charset):
    decoded = decode_body(data, unimarc=False)
    assert (decoded.text, decoded.charset) == (text, charset)


@pytest.mark.parametrize("charset", ["cp1251", "koi8-r", "iso8859-7", "cp1256"])
def test_other_sets_are_refused_rather_than_guessed(charset):
    text = {"iso8859-7": "Η ιστορία της βιβλιοθήκης", "cp1256": "تاريخ المكتبة الوطنية"}.get(charset, "История городской библиотеки")
    with pytest.raises(BadRecord) as refusal:
        decode_body(body(text, charset), unimarc=False)
    assert refusal.value.message.code == "charset_unknown"


def test_a_capital_with_an_accent_is_no_german_consonant():
    decoded = decode_body("Étoffes de Roanne".encode("cp1252"), unimarc=True)
    assert (decoded.text, decoded.charset) == ("Étoffes de Roanne", WINDOWS)


def test_one_wrong_byte_in_a_field_of_utf8_is_shown_and_told():
    decoded = decode_body(body(SENTENCE, "utf-8") + "Étoffes, ".encode() + b"caf\xe9 du Nord, \xc3\xa9t\xc3\xa9\x1e", unimarc=True)
    assert decoded.text == f"{SENTENCE}\x1eÉtoffes, caf� du Nord, été\x1e"
    assert decoded.charset == UTF8
    assert [(warning.code, warning.args["bytes"]) for warning in decoded.warnings] == [("bytes_replaced", "E9")]


@pytest.mark.parametrize("times", [1, 2])
def test_text_encoded_twice_in_utf8_is_undone(times):
    data = SENTENCE.replace("’", "'").encode()
    for _ in range(times):
        data = data.decode("latin-1").encode("utf-8")
    decoded = decode_body(data, unimarc=True)
    assert decoded.text == SENTENCE.replace("’", "'")
    assert [warning.code for warning in decoded.warnings] == ["utf8_twice"]


@pytest.mark.parametrize("start", ["\x88", "\x98"])
def test_both_habits_of_non_sorting_marks_come_out_alike(start):
    end = {"\x88": "\x89", "\x98": "\x9c"}[start]
    decoded = decode_body(f"{start}L'{end}ermite".encode(), unimarc=True)
    assert decoded.text == "\x98L'\x9cermite"


def test_a_letter_that_iso_5426_lacks_tells_that_the_record_is_not_in_it():
    text = "L'église paroissiale à Lyon, étude"  # é is Ø in ISO 5426, where à is nothing
    decoded = decode_body(text.encode("cp1252"), unimarc=True)
    assert (decoded.text, decoded.charset) == (text, WINDOWS)


def test_one_byte_that_iso_5426_lacks_leaves_a_record_in_it():
    decoded = decode_body(b"Le p\xc1ere \xc2ecrit \xc1a No\xc8el \xe0", unimarc=True)
    assert (decoded.text, decoded.charset) == ("Le père écrit à Noël �", ISO5426)


def test_oddity_is_nothing_for_plain_ascii():
    assert oddity(b"plain", WINDOWS) == oddity(b"plain", ISO5426) == oddity(b"plain", MARC8) == 0
