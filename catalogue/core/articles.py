"""Initial articles, which files and readers skip: « Le Monde » is filed at M, in every language that has articles."""

from __future__ import annotations

import re
from collections.abc import Sequence

# By language (ISO 639-2/B); elided ones lose themselves when a title is folded. After the lists of MARC 21 (appendix F, initial
# definite and indefinite articles), the languages of a French regional catalogue.
_ARTICLES = {
    "fre": "le la les un une des",
    "frm": "le la les un une des ung vne",
    "fro": "li le la les uns une",
    "oci": "lo lou lu li lis lei leis la los las un una uno eth era ets eras",
    "frp": "lo la los les un una",
    "cat": "el la els les lo los un una",
    "eng": "the a an",
    "ger": "der die das den dem des ein eine einen einem einer eines",
    "dut": "de het een",
    "ita": "il lo la i gli le un uno una",
    "spa": "el la los las un una lo",
    "por": "o a os as um uma uns umas",
    "dan": "en et den det de",
    "swe": "en ett den det de",
    "nor": "en et ei den det de",
    "rum": "un o",
    "hun": "a az egy",
    "gre": "ο η το οι τα",
    "grc": "ο η το οι αι τα",
    "bre": "ar an al ur un ul",
    "wel": "y yr",
    "gle": "an na",
    "gla": "an na am",
    "glg": "o a os as un unha uns unhas",
    "epo": "la",
    "afr": "die",
    "yid": "der di die dos dem a an",
}
_BY_LANGUAGE = {code: frozenset(articles.split()) for code, articles in _ARTICLES.items()}
# Of a title whose language is not said.
_COMMON = frozenset(("le", "la", "les", "the", "der", "die", "das", "il", "gli", "el", "los", "las"))
_ARABIC = re.compile(r"^a[lrstdnz]-(?=\w)|^(?:al|el) ", re.IGNORECASE)
_HEBREW = re.compile(r"^h[ae]-(?=\w)", re.IGNORECASE)
# Every sign that stands for an apostrophe in catalogues.
_APOSTROPHES = "'’ʼ‘´`′"
# Before an article, and after it: quotes, and brackets of which the article may be the only contents: "[Les] travailleurs".
_OPEN, _AFTER = r"[\s\"«“„‘'\[(<]*", r"[\s\"«»“”„‘\])(\[<>]"
_ELIDED = re.compile(rf"{_OPEN}(?:l|un|dell|gl)[{_APOSTROPHES}]{_AFTER}*(?=\w)", re.IGNORECASE)
_DUTCH = re.compile(rf"^[{_APOSTROPHES}][tn]\s+(?=\w)", re.IGNORECASE)
_FIRST = re.compile(rf"{_OPEN}([^\W\d_]+){_AFTER}+(?=\w)")


_ALL = frozenset(("l", "un", "dell", "gl", "d")).union(*_BY_LANGUAGE.values())


def is_article(word: str) -> bool:
    """Whether ``word``, elided or not, is an article in one of the languages known here."""
    return word.strip(f" {_APOSTROPHES}").casefold() in _ALL


def initial_article(title: str, *, language: str = "") -> int:
    """How many characters of ``title`` to skip when it is filed: its article with what surrounds it; 0 where it begins otherwise.

    ``language``: ISO 639-2/B, "" where it is not known: then only articles that are no word of another language count.
    """
    if language in {"ara", "per"} or not language:
        match = _ARABIC.match(title)
        if match and (language or "-" in match[0]):
            return match.end()
    if language == "heb" and (match := _HEBREW.match(title)):
        return match.end()
    if language in {"dut", "afr"} and (match := _DUTCH.match(title)):
        return match.end()
    if elided := _ELIDED.match(title):
        return elided.end()
    first = _FIRST.match(title)
    return first.end() if first and first[1].lower() in _BY_LANGUAGE.get(language, _COMMON) else 0


def without_article(words: Sequence[str], *, language: str = "") -> Sequence[str]:
    """Folded words of a title without the article they begin with."""
    return words[1:] if len(words) > 1 and words[0] in _BY_LANGUAGE.get(language, _COMMON) else words
