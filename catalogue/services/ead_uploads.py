"""Finding aids handed in by librarians: checked, tried without leaving a trace, published when their librarian has looked at them.

A file is tried by importing it and taking that back: what is told beforehand is what will be done.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any, BinaryIO, Final

import msgspec
from django.db import transaction
from django.utils import timezone

from catalogue.core.messages import N_, Message, declare
from catalogue.formats.ead.checking import Finding, check_ead
from catalogue.models import Component, EadUpload, FindingAid, Institution
from catalogue.services.ead_files import content_of, keep
from catalogue.services.finding_aids import Imported, Scope, import_file

LARGEST: Final = 25_000_000  # bytes: what the door lets into the back office, form and all
CHECKED: Final = 8_000_000  # the check holds the whole tree, some twenty times the file
EXAMPLES: Final = 20  # of what is new, changed or withdrawn, told by their titles

declare({"ead_not_checked": N_("This file is too long to be checked here: manage.py check_ead checks it.")})


class Example(msgspec.Struct, frozen=True):
    """One description: its title, and its call number where it has one."""

    title: str
    call_number: str = ""


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What one finding aid of a file changes, with the first of what it changes by name. ``reason``: a message, where it is refused."""

    status: str
    eadid: str = ""
    title: str = ""
    components: int = 0
    digital_objects: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    examples: dict[str, list[Example]] = {}
    warnings: list[dict[str, Any]] = []
    reason: dict[str, Any] | None = None


def receive(content: bytes, *, name: str, institution: Institution, author: str) -> EadUpload:
    """Keep a file that was handed in, check it, try it; the finding aids of others are refused and nothing of it is published."""
    findings = _checked(content)
    namespace = _namespace(content, institution)
    seen = _tried(content, name=name, scope=_scope(institution, namespace))
    refused = not any(one.status != "refused" for one in seen)
    return EadUpload.objects.create(
        institution=institution,
        file=keep(BytesIO(content), name=name),
        name=name[-300:],
        namespace=namespace,
        state=EadUpload.State.REFUSED if refused else EadUpload.State.WAITING,
        author=author,
        findings=[_plain(one) for one in findings],
        told=msgspec.to_builtins(seen),
    )


def publish(upload: EadUpload, *, author: str) -> bool:
    """Import the file of an upload that waits; False where somebody did so, or discarded it, meanwhile."""
    with transaction.atomic():
        waiting = EadUpload.objects.select_for_update().filter(pk=upload.pk, state=EadUpload.State.WAITING).first()
        if waiting is None or waiting.file is None:
            return False
        content = b"".join(content_of(waiting.file))
        seen = _imported(BytesIO(content), name=waiting.name, scope=_scope(waiting.institution, waiting.namespace))
        waiting.told = msgspec.to_builtins(seen)
        done = any(one.status != "refused" for one in seen)
        waiting.state = EadUpload.State.APPLIED if done else EadUpload.State.REFUSED
        waiting.applied_by, waiting.applied_at = author, timezone.now()
        waiting.save()
    return done


def discard(upload: EadUpload) -> bool:
    """Say that an upload is not wanted; False where it is published already."""
    kept = EadUpload.objects.filter(pk=upload.pk, state__in=[EadUpload.State.WAITING, EadUpload.State.REFUSED])
    return bool(kept.update(state=EadUpload.State.DISCARDED))


def seen_of(upload: EadUpload) -> list[Seen]:
    """What was told of an upload."""
    return msgspec.convert(upload.told, list[Seen])


def findings_of(upload: EadUpload) -> list[Finding]:
    """What the check said of an upload."""
    return [Finding(one["level"], one["rule"], one["line"], Message.of_json(one["message"])) for one in upload.findings]


def _checked(content: bytes) -> list[Finding]:
    if len(content) > CHECKED:
        return [Finding("to improve", "not-checked", 0, Message("ead_not_checked"))]
    return check_ead(BytesIO(content))


def _plain(finding: Finding) -> dict[str, Any]:
    return {"level": finding.level, "rule": finding.rule, "line": finding.line, "message": finding.message.as_json()}


def _scope(institution: Institution, namespace: str) -> Scope:
    return Scope(namespace, institution=institution.code, keeper=institution.code)


def _namespace(content: bytes, institution: Institution) -> str:
    """Whose identifiers the finding aids of a file bear: those of the delivery that gave them first, so that they keep their addresses."""
    own = institution.code
    met = [one.eadid for one in _tried(content, name="", scope=_scope(institution, own)) if one.eadid]
    there = FindingAid.objects.filter(eadid__in=met, institution=own).order_by("pk").values_list("namespace", flat=True)
    return next(iter(there), own)


def _tried(content: bytes, *, name: str, scope: Scope) -> list[Seen]:
    """What importing a file would do; nothing is left of it."""
    with transaction.atomic():
        seen = _imported(BytesIO(content), name=name, scope=scope)
        transaction.set_rollback(True)
    return seen


def _imported(stream: BinaryIO, *, name: str, scope: Scope) -> list[Seen]:
    return [_seen(one, scope.namespace) for one in import_file(stream, name=name, scope=scope)]


def _seen(one: Imported, namespace: str) -> Seen:
    aid = FindingAid.objects.filter(namespace=namespace, eadid=one.eadid).first() if one.status != "refused" else None
    return Seen(
        status=one.status,
        eadid=one.eadid,
        title=aid.title if aid else "",
        components=one.components,
        digital_objects=one.digital_objects,
        new=one.changes.new,
        changed=one.changes.changed,
        gone=one.changes.gone,
        examples={
            name: _examples(aid, keys)
            for name, keys in (("new", one.touched.new), ("changed", one.touched.changed), ("gone", one.touched.gone))
            if keys and aid
        },
        warnings=[warning.as_json() for warning in one.warnings],
        reason=one.reason.as_json() if one.reason else None,
    )


def _examples(aid: FindingAid, keys: Iterable[str]) -> list[Example]:
    rows = Component.objects.filter(finding_aid=aid, key__in=list(keys)).order_by("first").values_list("title", "call_number")
    return [Example(title, call_number) for title, call_number in rows[:EXAMPLES]]
