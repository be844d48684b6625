"""Whether a recipient will take a finding aid, and what would make it better: its grammar, then the rules of the guide.

Where do I change …? A rule: the module of what it looks at (``header_rules``, ``whole_rules``, ``unit_rules``, ``link_rules``). Who is
checked for: ``profiles``. The DTD and the schema: ``schema``.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from catalogue.core.messages import Message
from catalogue.formats.ead.checking import header_rules, link_rules, unit_rules, whole_rules
from catalogue.formats.ead.checking.document import Document, name_of
from catalogue.formats.ead.checking.profiles import CCFR, PROFILES, Profile
from catalogue.formats.ead.checking.rules import LEVELS, REFUSES, RULES, Finding
from catalogue.formats.ead.checking.schema import grammar_findings
from catalogue.formats.ead.opening import Opened
from catalogue.formats.messages import BadRecord
from catalogue.formats.xml.fault import first_of
from catalogue.formats.xml.grammar import judged_tree

__all__ = ["CCFR", "LEVELS", "PROFILES", "RULES", "Finding", "Profile", "check_ead"]

ROOMS = (header_rules, whole_rules, unit_rules, link_rules)
MOST_OF_ONE = 100  # findings of one rule: what is wrong everywhere is understood before


def check_ead(stream: BinaryIO, *, profile: Profile = CCFR, schemas: Path | None = None) -> list[Finding]:
    """Everything that is to be said of a file of EAD, by level, then by line; empty where nothing is.

    Never raises: what is no finding aid is a finding of the level "refuses". The whole tree is held: about twenty times the file.
    """
    try:
        opened = Opened(stream)
        tree = judged_tree(opened, encoding=opened.encoding)
    except BadRecord as bad:
        return [Finding(REFUSES, "not-read", 0, bad.message)]
    except etree.XMLSyntaxError as error:
        detail, line = first_of(error)
        return [Finding(REFUSES, "not-read", line, Message("ead_broken", {"line": line, "detail": detail}))]
    roots = [each for each in tree.getroot().iter(etree.Element) if name_of(each) == "ead"]
    if not roots:
        return [Finding(REFUSES, "not-read", 0, Message("ead_none", {"name": name_of(tree.getroot())[:80]}))]
    found = [finding for root in roots for finding in _findings(Document(tree, root), profile, schemas)]
    return sorted(found, key=lambda finding: (LEVELS.index(finding.level), finding.line))


def _findings(document: Document, profile: Profile, schemas: Path | None) -> Iterator[Finding]:
    yield from grammar_findings(document, schemas=schemas)
    for rule in RULES.values():
        level = profile.level(rule.name, rule.level)
        if level is None:
            continue
        for count, (element, arguments) in enumerate(rule.look(document)):
            if count == MOST_OF_ONE:
                break
            line = element.sourceline
            yield Finding(level, rule.name, line if isinstance(line, int) else 0, Message(rule.code, arguments))
