"""What parsers and grammars say of a file, so that pages say it in their reader's language: libxml2 and expat speak English alone.

A sentence that is known becomes a message of ours with its names and numbers; one that is not stays as the parser wrote it.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from catalogue.core.messages import N_, Message, declare

LONGEST = 300  # of a sentence that is not known, and of each value that is quoted
_NAMESPACE = re.compile(r"\{[^{}]*\}")
_EXPECTED = r"Expected is (?:one of )?\( (?P<expected>.*) \)\."

# (code, what the parser writes, what we say). In the order of the parsers: libxml2, expat, grammars.
_KINDS: tuple[tuple[str, str, str], ...] = (
    ("mismatch", r"Opening and ending tag mismatch: (?P<name>\S+) line (?P<line>\d+) and (?P<other>\S+)",
     N_("<%(name)s>, opened at line %(line)s, is closed by </%(other)s>")),
    ("unclosed", r"Premature end of data in tag (?P<name>\S+) line (?P<line>\d+)",
     N_("the file stops before the end of <%(name)s>, opened at line %(line)s")),
    ("ampersand", r"xmlParseEntityRef: no name|EntityRef: expecting ';'",
     N_("an “&” stands alone, where “&amp;” is due")),
    ("entity", r"Entity '(?P<name>[^']+)' not defined", N_("the entity &%(name)s; is defined nowhere")),
    ("angle", r"StartTag: invalid element name|Unescaped '<' not allowed in attributes values.*",
     N_("a “<” begins no tag, where “&lt;” is due")),
    ("no_tag", r"Start tag expected, '<' not found", N_("it does not begin with a tag")),
    ("after_end", r"Extra content at the end of the document|junk after document element",
     N_("something stands after the end of the document")),
    ("no_value", r"AttValue: \" or ' expected|attributes construct error|Specification mandates? value for attribute \S+",
     N_("an attribute has no value between quotation marks")),
    ("twice", r"Attribute (?P<name>\S+) redefined", N_("the attribute “%(name)s” stands twice in one element")),
    ("prefix", r"Namespace prefix (?P<prefix>\S+) (?:for \S+ )?on (?P<name>\S+) is not defined",
     N_("the prefix “%(prefix)s” of “%(name)s” is declared nowhere")),
    ("character", r"(?:PCDATA|CData|xmlParseCharRef:|Char) ?.*(?:invalid|out of allowed range).*|Input is not proper UTF-8.*",
     N_("it holds a character that XML does not allow, or that is not of its character set")),
    ("empty", r"Document is empty|no element found", N_("nothing is left where an element is due")),
    ("tag_open", r"Couldn't find end of Start Tag (?P<name>\S+).*", N_("the tag <%(name)s> is not closed by “>”")),
    ("end_open", r"expected '>'|unclosed token", N_("a tag is not closed by “>”")),
    ("comment", r"Comment not terminated.*", N_("a comment has no end")),
    ("cdata", r"CData section not finished.*|unclosed CDATA section", N_("a CDATA section has no end")),
    ("entities", r"Maximum entity amplification factor exceeded.*|Detected an entity reference loop.*",
     N_("its entities would unfold without end")),
    ("declaration", r"XML declaration allowed only at the start of the document",
     N_("something stands before the XML declaration")),
    ("bytes", r"Invalid bytes in character encoding", N_("its bytes are not of the character set that it declares")),
    ("deep", r"Excessive depth in document.*|too deep", N_("elements stand in one another too deep")),
    ("token", r"not well-formed \(invalid token\)|Unregistered error message", N_("a sign stands where XML allows none")),
    ("closing", r"mismatched tag", N_("an element is closed by the tag of another")),
    ("undefined", r"undefined entity", N_("an entity is defined nowhere")),
    ("doubled", r"duplicate attribute", N_("an attribute stands twice in one element")),
    ("unbound", r"unbound prefix", N_("a prefix is declared nowhere")),
    ("misplaced", r"Element (?P<name>\S+) content does not follow the DTD, Misplaced (?P<other>\S+)",
     N_("<%(other)s> does not stand where <%(name)s> takes it")),
    ("contents", r"Element (?P<name>\S+) content does not follow the DTD, expecting (?P<expected>.*), got (?P<found>.*)",
     N_("<%(name)s> holds “%(found)s” where this is expected: %(expected)s")),
    ("no_attribute", r"No declaration for attribute (?P<attribute>\S+) of element (?P<name>\S+)",
     N_("<%(name)s> takes no attribute “%(attribute)s”")),
    ("no_element", r"No declaration for element (?P<name>\S+)", N_("there is no element <%(name)s>")),
    ("not_inside", r"Element (?P<other>\S+) is not declared in (?P<name>\S+) list of possible children",
     N_("<%(name)s> takes no <%(other)s>")),
    ("not_listed", r"Value \"(?P<value>.*)\" for attribute (?P<attribute>\S+) of (?P<name>\S+) is not among the enumerated set",
     N_("“%(value)s” is none of the values that the attribute “%(attribute)s” of <%(name)s> may have")),
    ("lacks", r"Element (?P<name>\S+) does not carry attribute (?P<attribute>\S+)",
     N_("<%(name)s> lacks the attribute “%(attribute)s”")),
    ("not_empty", r"Element (?P<name>\S+) was declared EMPTY this one has content", N_("<%(name)s> takes nothing inside")),
    ("identifier_twice", r"ID (?P<value>.+) already defined", N_("the identifier “%(value)s” stands twice")),
    ("no_identifier", r"IDREF attribute (?P<attribute>\S+) references an unknown ID \"(?P<value>.*)\"",
     N_("the attribute “%(attribute)s” leads to the identifier “%(value)s”, which nothing has")),
    ("written", r"Syntax of value for attribute (?P<attribute>\S+) of (?P<name>\S+) is not valid",
     N_("the attribute “%(attribute)s” of <%(name)s> is not written as it must be: no blank, no sign, no figure at its beginning")),
    ("unexpected", rf"Element '(?P<name>[^']+)': This element is not expected\. {_EXPECTED}",
     N_("<%(name)s> stands where this is expected: %(expected)s")),
    ("too_many", r"Element '(?P<name>[^']+)': This element is not expected\.", N_("<%(name)s> stands where nothing more is expected")),
    ("missing", rf"Element '(?P<name>[^']+)': Missing child element\(s\)\. {_EXPECTED}",
     N_("<%(name)s> lacks what it must hold: %(expected)s")),
    ("hollow", r"Element '(?P<name>[^']+)': Missing child element\(s\)\.", N_("<%(name)s> lacks what it must hold")),
    ("not_allowed", r"Element '(?P<name>[^']+)'(?:, attribute '[^']+')?: The attribute '(?P<attribute>[^']+)' is not allowed\.",
     N_("<%(name)s> takes no attribute “%(attribute)s”")),
    ("required", r"Element '(?P<name>[^']+)': The attribute '(?P<attribute>[^']+)' is required but missing\.",
     N_("<%(name)s> lacks the attribute “%(attribute)s”")),
    ("root", r"Element '(?P<name>[^']+)': No matching global declaration available for the validation root\.",
     N_("a document does not begin with <%(name)s>")),
    ("no_text", r"Element '(?P<name>[^']+)': Character content (?:other than whitespace )?is not allowed.*",
     N_("<%(name)s> takes no text of its own")),
    ("bad_value", r"Element '(?P<name>[^']+)', attribute '(?P<attribute>[^']+)': (?:\[facet '[^']+'\] The value )?'(?P<value>.*?)' .*",
     N_("“%(value)s” is no value for the attribute “%(attribute)s” of <%(name)s>")),
    ("bad_text", r"Element '(?P<name>[^']+)': (?:\[facet '[^']+'\] The value )?'(?P<value>.*?)' .*",
     N_("“%(value)s” is no text for <%(name)s>")),
)  # fmt: skip
_PATTERNS = tuple((f"xml.fault.{code}", re.compile(pattern)) for code, pattern, _sentence in _KINDS)
_BYTE = re.compile(r"(?P<fault>.+), byte (?P<byte>-?\d+)")
_PLACE = re.compile(r"(?P<fault>.+), line (?P<line>\d+), column (?P<column>\d+)")
declare(
    {
        **{f"xml.fault.{code}": sentence for code, _pattern, sentence in _KINDS},
        "xml.fault.at_byte": N_("%(fault)s, at byte %(byte)s"),
        "xml.fault.at_place": N_("%(fault)s (line %(line)s, column %(column)s)"),
    }
)


def fault(said: str | None, *, place: bool = True) -> dict[str, Any] | str:
    """An argument for a message: what a parser or a grammar says, as a message of ours where its sentence is known, with its ``place``."""
    line = (said or "").strip().partition("\n")[0].strip()
    if found := _PLACE.fullmatch(line):
        told = fault(found["fault"])
        return Message("xml.fault.at_place", {**found.groupdict(), "fault": told}).as_json() if place else told
    if found := _BYTE.fullmatch(line):
        return Message("xml.fault.at_byte", {**found.groupdict(), "fault": fault(found["fault"])}).as_json()
    bare = _NAMESPACE.sub("", line)
    for code, pattern in _PATTERNS:
        if found := pattern.fullmatch(bare):
            return Message(code, {name: value[:LONGEST] for name, value in found.groupdict().items()}).as_json()
    return line[:LONGEST]


def first_of(error: etree.XMLSyntaxError) -> tuple[dict[str, Any] | str, int]:
    """What libxml2 found wrong, as :func:`fault` says it, and its line, 0 where it has none.

    lxml's own "no element found" only says that nothing came of it: what did it stands last in the log.
    """
    last = next(iter(reversed(list(error.error_log))), None)  # type: ignore[call-overload]
    if last is not None and (error.msg or "").startswith("no element found"):
        return fault(last.message, place=False), int(last.line)
    return fault(error.msg, place=False), int(error.position[0] or 0)
