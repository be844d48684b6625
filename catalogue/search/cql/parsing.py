"""From the text of a query to its tree, in one pass over its signs, with a stack of open parentheses and no recursion.

CQL 1.2 and 2.0 (OASIS searchRetrieve, part 5). Bounds first: a query is refused before anything is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from catalogue.search.cql import errors
from catalogue.search.cql.errors import CqlError
from catalogue.search.cql.tree import Boolean, Clause, Query

MOST_BYTES, MOST_TERMS, DEEPEST = 1024, 32, 8
_TOKEN = re.compile(
    r"""\s*(?:(?P<quoted>"(?:[^"\\]|\\.)*")|(?P<sign><=|>=|<>|==|[=<>()/])|(?P<word>[^\s()=<>"/]+)|(?P<open>"))""", re.DOTALL
)
_RELATIONS = frozenset({"=", "==", "<", ">", "<=", ">=", "<>"})
_BOOLEANS = frozenset({"and", "or", "not", "prox"})
_NAME = re.compile(r"(?:[A-Za-z][\w-]*\.)?[A-Za-z][\w-]*")
_DIRECTIONS = {"sort.ascending": False, "ascending": False, "sort.descending": True, "descending": True}


class _Token(NamedTuple):
    """``kind``: quoted, sign, word, end."""

    kind: str
    text: str
    position: int

    def is_word(self, *words: str) -> bool:
        return self.kind == "word" and self.text.lower() in words

    def is_sign(self, *signs: str) -> bool:
        return self.kind == "sign" and self.text in signs


class _Level:
    """What is known inside one pair of parentheses: the clauses so far, the operators between them."""

    __slots__ = ("booleans", "parts", "position")

    def __init__(self, position: int) -> None:
        self.position = position
        self.parts: list[Clause | Boolean] = []
        self.booleans: list[str] = []

    def close(self) -> Clause | Boolean:
        """All of it as one node: operators have one rank and join from the left; runs of the same and or or are one node."""
        node = self.parts[0]
        for operator, part in zip(self.booleans, self.parts[1:], strict=True):
            if isinstance(node, Boolean) and node.operator == operator != "not":
                node = Boolean(operator, (*node.parts, part))
            else:
                node = Boolean(operator, (node, part))
        return node


def parse(text: str) -> Query:
    """The tree of a query; raises CqlError."""
    if len(text.encode("utf-8", "replace")) > MOST_BYTES:
        raise CqlError(errors.LONG, str(MOST_BYTES))
    return _Parser(text).query()


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            break
        kind = str(match.lastgroup)
        if kind == "open":
            raise CqlError(errors.QUOTES, position=match.start("open"))
        yield _Token(kind, match[kind], match.start(kind))
        position = match.end()
    yield _Token("end", "", len(text))


class _Parser:
    def __init__(self, text: str) -> None:
        self._all = list(_tokens(text))
        self._next = 0
        self._terms = 0

    @property
    def _here(self) -> _Token:
        return self._all[self._next]

    def _take(self) -> _Token:
        token = self._all[self._next]
        self._next = min(self._next + 1, len(self._all) - 1)
        return token

    def query(self) -> Query:
        """The whole query: clauses, then sortBy, then nothing."""
        if self._here.is_sign(">"):
            raise CqlError(errors.FEATURE, "prefix assignment", position=self._here.position)
        levels = [_Level(0)]
        while True:
            self._operand(levels)
            if not self._operator(levels):
                break
        if len(levels) > 1:
            raise CqlError(errors.PARENTHESES, position=levels[-1].position)
        ordered = self._sort() if self._here.is_word("sortby") else ()
        if self._here.kind != "end":
            raise CqlError(errors.SYNTAX, self._here.text, position=self._here.position)
        return Query(levels[0].close(), ordered)

    def _operand(self, levels: list[_Level]) -> None:
        """Parentheses that open, then one clause."""
        while self._here.is_sign("("):
            levels.append(_Level(self._take().position))
            if len(levels) > DEEPEST + 1:
                raise CqlError(errors.FEATURE, f"more than {DEEPEST} levels of parentheses", position=levels[-1].position)
        levels[-1].parts.append(self._clause())

    def _operator(self, levels: list[_Level]) -> bool:
        """Parentheses that close, then a boolean; False where the query ends or its order begins."""
        while self._here.is_sign(")"):
            if len(levels) == 1:
                raise CqlError(errors.PARENTHESES, position=self._here.position)
            self._take()
            inner = levels.pop()
            levels[-1].parts.append(inner.close())
        token = self._here
        if token.kind == "end" or token.is_word("sortby"):
            return False
        if not token.is_word(*_BOOLEANS):
            number = errors.BOOLEAN if token.kind == "word" else errors.SYNTAX
            raise CqlError(number, token.text, position=token.position)
        self._take()
        if token.text.lower() == "prox":
            raise CqlError(errors.PROXIMITY, position=token.position)
        if self._here.is_sign("/"):
            raise CqlError(errors.BOOLEAN_MODIFIER, self._modifiers()[0], position=token.position)
        levels[-1].booleans.append(token.text.lower())
        return True

    def _clause(self) -> Clause:
        """A term, or an index, its relation and a term."""
        first = self._take()
        if first.kind not in ("word", "quoted"):
            raise CqlError(errors.SYNTAX, first.text, position=first.position)
        self._terms += 1
        if self._terms > MOST_TERMS:
            raise CqlError(errors.MANY_BOOLEANS, str(MOST_TERMS), position=first.position)
        if not self._is_relation():
            if first.is_word(*_BOOLEANS, "sortby"):
                raise CqlError(errors.SYNTAX, first.text, position=first.position)
            return Clause(_plain(first), position=first.position)
        if not _NAME.fullmatch(first.text):
            raise CqlError(errors.SYNTAX, first.text, position=first.position)
        relation = self._take().text.lower()
        modifiers = self._modifiers() if self._here.is_sign("/") else ()
        term = self._take()
        if term.kind not in ("word", "quoted"):
            raise CqlError(errors.SYNTAX, term.text or relation, position=term.position)
        return Clause(_plain(term), first.text, relation, modifiers, first.position)

    def _is_relation(self) -> bool:
        """Whether what follows relates an index to a term: a sign, or a word before a term or a modifier."""
        token, after = self._here, self._all[min(self._next + 1, len(self._all) - 1)]
        if token.is_sign(*_RELATIONS):
            return True
        return token.kind == "word" and not token.is_word(*_BOOLEANS, "sortby") and (after.kind in ("word", "quoted") or after.is_sign("/"))

    def _modifiers(self) -> tuple[str, ...]:
        """Every "/name" or "/name=value"."""
        found: list[str] = []
        while self._here.is_sign("/"):
            position = self._take().position
            name = self._take()
            if name.kind != "word":
                raise CqlError(errors.SYNTAX, "/", position=position)
            text = name.text.lower()
            if self._here.is_sign(*_RELATIONS):
                text += self._take().text + _plain(self._take())
            found.append(text)
        return tuple(found)

    def _sort(self) -> tuple[tuple[str, bool], ...]:
        """sortBy: indexes, each with its direction."""
        position = self._take().position
        keys: list[tuple[str, bool]] = []
        while self._here.kind == "word":
            name = self._take()
            modifiers = self._modifiers() if self._here.is_sign("/") else ()
            unknown = next((each for each in modifiers if each not in _DIRECTIONS), "")
            if unknown:
                raise CqlError(errors.SORT_KEY, unknown, position=name.position)
            keys.append((name.text, any(_DIRECTIONS[each] for each in modifiers)))
        if not keys:
            raise CqlError(errors.SYNTAX, "sortBy", position=position)
        return tuple(keys)


def _plain(token: _Token) -> str:
    """The words of a term: without its quotes, its escaped quotes as quotes; a backslash before a sign stays, for masking."""
    if token.kind != "quoted":
        return token.text
    return token.text[1:-1].replace('\\"', '"')
