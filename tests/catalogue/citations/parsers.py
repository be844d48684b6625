"""Small readers of BibTeX and RIS, written from their rules and not from our writers, to read back what we write."""

from __future__ import annotations

import re

_COMMANDS = {
    r"\textbackslash{}": "\\", r"\textbraceleft{}": "{", r"\textbraceright{}": "}", r"\textasciicircum{}": "^",
    r"\textasciitilde{}": "~", r"\$": "$", r"\&": "&", r"\#": "#", r"\%": "%", r"\_": "_",
}  # fmt: skip
_COMMAND = re.compile("|".join(map(re.escape, _COMMANDS)))


def bibtex(text: str) -> list[dict[str, str]]:
    """The entries of a BibTeX file: fields as written, with ENTRYTYPE and ID. Raises ``ValueError`` where BibTeX would."""
    entries, position = [], 0
    while (start := text.find("@", position)) != -1:
        entry, position = _entry(text, start)
        entries.append(entry)
    return entries


def _entry(text: str, start: int) -> tuple[dict[str, str], int]:
    head = re.compile(r"@(\w+)\{([^\s{},@]+),\s*").match(text, start)
    if head is None:
        raise ValueError(f"no entry at {text[start : start + 40]!r}")
    entry, position = {"ENTRYTYPE": head[1], "ID": head[2]}, head.end()
    while text[position] != "}":
        name = re.compile(r"([a-z]+) = (?=\{)").match(text, position)
        if name is None:
            raise ValueError(f"no field at {text[position : position + 40]!r}")
        value, position = _braced(text, name.end())
        entry[name[1]] = value
        position = re.compile(r",?\s*").match(text, position).end()  # type: ignore[union-attr]
    return entry, position + 1


def _braced(text: str, start: int) -> tuple[str, int]:
    """What stands between a brace and its fellow: BibTeX counts every brace, even after a backslash."""
    depth = 0
    for position in range(start, len(text)):
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        if depth == 0:
            return text[start + 1 : position], position + 1
    raise ValueError("a brace is never closed")


def spoken(value: str) -> str:
    """What TeX prints of a field: commands as their characters, grouping braces gone."""
    pieces = _COMMAND.split(value)
    found = _COMMAND.findall(value)
    plain = [re.sub(r"[{}]", "", piece) for piece in pieces]
    return "".join(part for pair in zip(plain, [*(_COMMANDS[one] for one in found), ""], strict=True) for part in pair)


def names(value: str) -> list[str]:
    """The names of a field, cut where BibTeX cuts them: at the word "and" outside braces."""
    depth, current, found = 0, "", []
    for word in re.split(r"(\s+)", value):
        if depth == 0 and word.casefold() == "and":
            found.append(current.strip())
            current = ""
            continue
        depth += word.count("{") - word.count("}")
        current += word
    return [*found, current.strip()]


def ris(text: str) -> list[dict[str, list[str]]]:
    """The records of a RIS file: values by tag. Raises ``ValueError`` for a line that is none."""
    records: list[dict[str, list[str]]] = []
    lines = text.split("\r\n")
    if lines.pop() != "":
        raise ValueError("the last line has no end")
    for line in lines:
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        if found is None:
            raise ValueError(f"not a line of RIS: {line!r}")
        if found[1] == "TY":
            records.append({})
        records[-1].setdefault(found[1], []).append(found[2])
    if any(record.get("ER") != [""] for record in records):
        raise ValueError("a record without end")
    return records
