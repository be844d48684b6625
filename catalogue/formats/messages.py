"""The sentences of the readers and writers: why a record was refused, what was repaired, why a file is none, what a format cannot hold."""

from __future__ import annotations

from typing import Any

from catalogue.core.messages import N_, Message, declare

REFUSALS = {
    "record_too_large": N_("The record is longer than %(limit)d bytes: it was not read."),
    "record_truncated": N_("The record stops before its end: %(found)d bytes where its label announces %(announced)d."),
    "record_label": N_("The first 24 characters are not the label of an ISO 2709 record."),
    "record_directory": N_("The directory of the record does not fit its fields: they cannot be told apart."),
    "record_empty": N_("The record holds no field at all."),
    "record_text": N_("These %(length)d bytes between two records are no record."),
    "charset_unknown": N_("The characters are in no set the portal knows (%(bytes)s, %(count)d bytes): convert the file to UTF-8."),
    "charset_escape": N_(
        "The record calls a character set that the portal does not read (%(name)s, %(bytes)s): convert the file to UTF-8."
    ),
    "xml_broken": N_("The XML of this record is broken: %(detail)s"),
    "xml_truncated": N_("The file stops in the middle: its last %(length)d bytes are no complete record."),
    "xml_bytes": N_("The record says that it is in %(charset)s, and some of its bytes are not (from byte %(offset)d on: %(bytes)s)."),
    "xml_entity": N_("The record uses an entity (&%(name)s;) whose text is not in the file: some of its words would be lost."),
    "xml_too_many_elements": N_("The record holds more than %(limit)d elements: it was not read."),
    "xml_unknown": N_("The XML element “%(name)s” is no record that the portal knows."),
    "record_incomplete": N_("A field has no tag, or the record an element it should not: “%(name)s”."),
    "format_intermarc": N_("The record is in INTERMARC, the internal format of the BnF: ask for it in UNIMARC."),
    "format_pica": N_("The record is in PICA: ask for it in UNIMARC, MARC 21 or Dublin Core."),
    "format_ead": N_(
        "The record is a finding aid in EAD: choose EAD as the format of its harvesting point, or hand the file in as a finding aid."
    ),
    "format_other_marc": N_("The record is in a kind of MARC that is neither UNIMARC nor MARC 21 (%(sign)s)."),
    "format_unknown": N_("The record holds neither 200 nor 245, nor any other sign of UNIMARC or MARC 21."),
    "format_authority": N_("The record is an authority (a person, a place, a subject), not a document."),
    "format_holdings": N_("The record describes holdings only; the document it belongs to is in another record."),
    "format_not_bibliographic": N_("The record describes no document (record type “%(type)s”)."),
    "format_misfiled": N_("The record was announced as %(expected)s, and it is in %(found)s."),
    "record_deleted": N_("The partner announces this record as deleted: there is nothing to read in it."),
    "record_no_metadata": N_("The answer holds the header of the record, and no record."),
    "record_diagnostic": N_("The server sent a diagnostic in place of the record: %(detail)s"),
    "record_unreadable": N_("The record could not be interpreted (%(detail)s): please report it with its bytes."),
}

WARNINGS = {
    "length_wrong": N_("The label announces %(announced)d bytes, the record has %(found)d."),
    "lines_joined": N_("The record was cut in lines of 80 characters; its %(count)d lines were joined."),
    "terminator_missing": N_("The mark that ends the record is missing."),
    "too_many_fields": N_("The record has many more fields than a notice: %(count)d of them were left out."),
    "junk_skipped": N_("%(length)d bytes before the record are no record and were skipped."),
    "directory_repaired": N_("The directory of the record is wrong; its fields were told apart by their end marks."),
    "field_skipped": N_("Field %(tag)s points outside the record and was left out."),
    "fields_unlisted": N_("%(count)d fields that the directory does not list were left out."),
    "indicators_repaired": N_("Field %(tag)s does not begin with two indicators."),
    "text_after_subfield": N_("Field %(tag)s has text behind a subfield; it was read as the end of that one."),
    "text_outside_fields": N_("The record has text outside its fields, which was left out."),
    "text_outside_subfields": N_("Field %(tag)s has text before its first subfield; it was read as $a."),
    "subfield_code_repaired": N_("Field %(tag)s has a subfield whose code is no ASCII character; it was read as $%(code)s."),
    "bytes_replaced": N_("%(count)d bytes are not valid %(charset)s; each was replaced by the sign � (%(bytes)s)."),
    "charset_windows": N_("The characters are in Windows-1252, which this format does not allow."),
    "field_charset": N_("Fields %(fields)s are in %(charset)s, unlike the rest of the record; they were read as such."),
    "utf8_twice": N_("The characters were encoded twice in UTF-8; once was undone."),
    "leader_repaired": N_("The label has %(length)d characters in place of 24; its blanks were put back."),
    "html_entities": N_("%(count)d entities of HTML (as &eacute;), which XML has not, were read as the characters that they mean."),
    "control_characters": N_("%(count)d characters forbidden in XML were replaced by the sign �."),
    "elements_skipped": N_("The record holds an element that is no field: “%(name)s”."),
    "tag_missing": N_("%(count)d fields or subfields have no tag or code and were left out."),
    "records_beside": N_("%(count)d more records (holdings, as a rule) came in the same envelope and were left out."),
    "no_title": N_("The record has no title."),
}

FILES = {
    "file_empty": N_("The file is empty."),
    "file_html": N_("The file is a web page, not records: perhaps an error message of the server."),
    "file_compressed": N_("The file is compressed: unpack it first."),
    "file_json": N_("The file is JSON: the portal reads ISO 2709 and XML."),
    "file_binary": N_("The file is neither ISO 2709 nor XML (a picture, a document, a database?)."),
    "file_text": N_("The file is plain text, not records."),
    "file_marc_lines": N_("The file holds MARC written out as lines of text: export it in ISO 2709 or in XML."),
    "file_aleph_sequential": N_("The file is an Aleph sequential export: export it in ISO 2709 or in XML."),
    "file_xml_unknown": N_("The XML file holds no record: its root is “%(name)s”."),
    "file_xml_broken": N_("The file begins like XML, and it is not: %(detail)s"),
    "file_xml_entities": N_("The XML file declares entities whose text would be lost or harmful, and no record."),
    "file_xml_encoding": N_("The XML file says that it is in “%(name)s”, a character set that is not known."),
    "file_oai_without_records": N_("The file is an OAI-PMH answer that holds no record (%(verb)s)."),
    "file_oai_error": N_("The file is an OAI-PMH error: %(code)s. %(detail)s"),
    "file_sru_explain": N_("The file is the description of an SRU server (explain), without records."),
    "file_sru_empty": N_("The file is an SRU answer without records."),
    "file_sru_diagnostic": N_("The file is an SRU answer that says: %(detail)s"),
}

WRITING = {
    "field_too_long": N_("Field %(place)s takes %(length)d bytes, and ISO 2709 holds %(limit)d: give this record in XML."),
    "record_too_long": N_("The record takes %(length)d bytes, and ISO 2709 holds %(limit)d: give it in XML."),
    "tag_not_writable": N_("“%(tag)s” is no tag of three characters: ISO 2709 cannot hold its field."),
    "not_in_iso5426": N_("Field %(place)s holds characters that ISO 5426 lacks (%(characters)s): they were replaced by their nearest."),
    "left_out_of_iso5426": N_("Field %(place)s is in a script that ISO 5426 lacks (%(characters)s): it is given in UTF-8 only."),
    "charset_told": N_("Field 100 said “%(said)s” of the character set: it says “%(charset)s”, which is true."),
    "field_added": N_("Field %(tag)s was added: %(value)s."),
    "field_dropped": N_("Field %(place)s was left out, as the recipient asks."),
}

ALIGNING = {
    "alignment_empty": N_("The file is empty."),
    "alignment_without_columns": N_(
        "The table has no column of notice numbers (NumNotice) beside one of arks, FRBNF numbers or PPN: send Bibliostratus’s answer as it"
        " is."
    ),
    "alignment_too_long": N_("The table has more than %(limit)d lines: send it in parts."),
    "alignment_unknown": N_("No notice of this source has this number."),
    "alignment_several": N_("Several identifiers were found (%(found)s): keep one of them in the file."),
    "alignment_twice": N_("This notice is in the file twice: its last line counts."),
    "alignment_other": N_("The notice gives another ark itself (%(ark)s): both are kept."),
}

declare(REFUSALS)
declare(ALIGNING)
declare(WARNINGS)
declare(FILES)
declare(WRITING)


class BadRecord(Exception):
    """A record that cannot be read; ``message`` is the reason, for the quarantine."""

    def __init__(self, code: str, /, **args: Any) -> None:
        self.message = Message(code, args)
        super().__init__(str(self.message))


class CannotHold(ValueError):
    """A record that a format cannot hold, whatever is done to it; ``message`` says why and what to do."""

    def __init__(self, code: str, /, **args: str | int) -> None:
        self.message = Message(code, args)
        super().__init__(self.message.sentence())


def hex_bytes(data: bytes, *, limit: int = 6) -> str:
    """The first bytes of ``data`` as "C3 A9 …", for a sentence."""
    shown = " ".join(f"{byte:02X}" for byte in data[:limit])
    return f"{shown} …" if len(data) > limit else shown
