"""The French catalogues: finds the sentences in the code and the templates, merges them, compiles them, says what is missing.

usage: python -m runtime.messages update | check | compile

One catalogue per package (``catalogue/locale``, ``harvest/locale``, ``portal/locale``) and one for the shared templates
(``locale``). GNU gettext is not needed.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import polib

from runtime.paths import ROOT

LANGUAGE = "fr"
PACKAGES = ("catalogue", "harvest", "portal")
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop", "N_"), None),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
HEADER = {
    "Project-Id-Version": "traboule",
    "Language": LANGUAGE,
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=2; plural=(n > 1);",
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@dataclass(frozen=True)
class Sentence:
    """One sentence of the code: its context, singular, plural, and the files that say it."""

    context: str | None
    singular: str
    plural: str
    files: set[str] = field(default_factory=set, compare=False)


def catalogue_path(part: str, root: Path = ROOT) -> Path:
    """The French catalogue of a package, or of the shared templates for ``templates``."""
    home = root if part == "templates" else root / part
    return home / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def parts(root: Path = ROOT) -> tuple[str, ...]:
    """The parts that have a catalogue of their own."""
    return tuple(name for name in (*PACKAGES, "templates") if (root / name).is_dir())


def _calls(source: bytes) -> Iterator[tuple[str | None, str, str]]:
    from babel.messages.extract import extract

    for _line, arguments, _comments, context in extract("python", BytesIO(source), keywords=KEYWORDS):
        singular, plural = (arguments[0], arguments[1]) if isinstance(arguments, tuple) else (arguments, "")
        if singular:
            yield context, singular, plural


def _template_as_python(path: Path) -> bytes:
    """Django's own reading of a template's sentences, without the indentation that would not be Python."""
    from django.utils.translation.template import templatize

    text = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in text.splitlines()).encode()


def _jinja_calls(source: str) -> Iterator[tuple[str | None, str, str]]:
    """The sentences of a fast template: those of ``_``, ``gettext``, ``ngettext`` and ``pgettext``."""
    from jinja2 import Environment

    environment = Environment(autoescape=True, extensions=["jinja2.ext.i18n"])
    for _line, function, arguments in environment.extract_translations(source):  # type: ignore[attr-defined]  # added by the extension
        texts = [text for text in (arguments if isinstance(arguments, tuple) else (arguments,)) if isinstance(text, str)]
        if function == "pgettext":
            yield texts[0], texts[1], ""
        elif texts:
            yield None, texts[0], texts[1] if function == "ngettext" else ""


def _said_in(path: Path) -> Iterator[tuple[str | None, str, str]]:
    if path.suffix == ".jinja":
        return _jinja_calls(path.read_text(encoding="utf-8"))
    return _calls(path.read_bytes() if path.suffix == ".py" else _template_as_python(path))


def sentences(part: str, root: Path = ROOT) -> list[Sentence]:
    """Every sentence that a part says, in the order of its files."""
    known: dict[tuple[str | None, str, str], Sentence] = {}
    for path in sorted((root / part).rglob("*")):
        if path.suffix not in {".py", ".html", ".txt", ".xml", ".jinja"} or "migrations" in path.parts:
            continue
        if path.suffix != ".py" and "templates" not in path.parts:
            continue
        for key in _said_in(path):
            known.setdefault(key, Sentence(*key)).files.add(path.relative_to(root).as_posix())
    return list(known.values())


def _entry(sentence: Sentence) -> polib.POEntry:
    plural = {"msgid_plural": sentence.plural, "msgstr_plural": {0: "", 1: ""}} if sentence.plural else {}
    named = bool(re.search(r"%\(\w+\)[sd]", sentence.singular))
    return polib.POEntry(
        msgid=sentence.singular,
        msgctxt=sentence.context,
        occurrences=[(name, "") for name in sorted(sentence.files)],
        flags=["python-format"] if named else [],
        **plural,
    )


def update(part: str, root: Path = ROOT) -> int:
    """Merge the sentences of a part into its catalogue; how many wait for a translation. Translations are never lost."""
    path = catalogue_path(part, root)
    fresh = polib.POFile(wrapwidth=120)
    fresh.extend(_entry(sentence) for sentence in sentences(part, root))
    merged = polib.pofile(str(path), wrapwidth=120) if path.exists() else polib.POFile(wrapwidth=120)
    merged.metadata = HEADER
    merged.metadata_is_fuzzy = False
    merged.merge(fresh)
    merged.sort(key=lambda entry: (entry.obsolete, entry.occurrences[:1], entry.msgid, entry.msgctxt or ""))
    path.parent.mkdir(parents=True, exist_ok=True)
    merged.save(str(path))
    return len(merged.untranslated_entries())


def faults(part: str, root: Path = ROOT) -> list[str]:
    """What a French reader would miss: sentences not in the catalogue, not translated, unsure, or with other placeholders."""
    path = catalogue_path(part, root)
    entries = {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(path))} if path.exists() else {}
    said = []
    for sentence in sentences(part, root):
        entry = entries.get((sentence.context, sentence.singular))
        if entry is None or entry.obsolete:
            said.append(f"{part}: not in the catalogue (make messages): {sentence.singular!r}")
        elif not entry.translated():
            said.append(f"{part}: no French{' yet sure' if entry.fuzzy else ''}: {sentence.singular!r}")
        elif _other_placeholders(entry):
            said.append(f"{part}: the French has other placeholders: {sentence.singular!r}")
    return said


def _other_placeholders(entry: polib.POEntry) -> bool:
    wanted = set(PLACEHOLDER.findall(entry.msgid_plural or entry.msgid))
    given = [entry.msgstr] if not entry.msgid_plural else list(entry.msgstr_plural.values())
    return set(PLACEHOLDER.findall(given[-1])) != wanted


def _with_labels(catalogue: polib.POFile, part: str) -> polib.POFile:
    """The catalogue with the labels of the tables of codes, whose French stands beside them in ``catalogue/core/tables``."""
    if part == "catalogue":
        from catalogue.core.vocabularies import french_labels

        known = {entry.msgid for entry in catalogue if not entry.msgctxt}
        catalogue.extend(polib.POEntry(msgid=label, msgstr=french) for label, french in french_labels().items() if label not in known)
    return catalogue


def compile_all(root: Path = ROOT) -> int:
    """Compile the catalogues that changed; how many did."""
    done = 0
    for part in parts(root):
        source = catalogue_path(part, root)
        target = source.with_suffix(".mo")
        changed = max((path.stat().st_mtime for path in (source, *(root / part).glob("core/tables/*.csv")) if path.exists()), default=0)
        if not source.exists() or (target.exists() and target.stat().st_mtime >= changed):
            continue
        draft = target.with_suffix(f".{os.getpid()}.tmp")
        _with_labels(polib.pofile(str(source)), part).save_as_mofile(str(draft))
        draft.replace(target)
        done += 1
    return done


def main() -> int:
    """Entry point; the exit status: 1 when ``check`` finds something."""
    action = sys.argv[1] if len(sys.argv) == 2 else ""
    if action == "update":
        for part in parts():
            sys.stdout.write(f"{catalogue_path(part).relative_to(ROOT)}: {update(part)} to translate\n")
        return 0
    if action == "check":
        said = [fault for part in parts() for fault in faults(part)]
        sys.stdout.write("".join(f"{fault}\n" for fault in said))
        return int(bool(said))
    if action == "compile":
        compile_all()
        return 0
    sys.stderr.write("usage: python -m runtime.messages update | check | compile\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
