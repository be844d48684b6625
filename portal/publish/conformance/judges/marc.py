"""Records drawn by lot as files of ISO 2709: what is written is read as one record, and written again to the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext_noop

from catalogue.core.description import Description
from catalogue.formats.marc.iso2709 import parse_iso2709
from catalogue.formats.marc.iso2709_writer import write_iso2709
from catalogue.formats.marc.record import MarcRecord
from catalogue.formats.marc21.describe import describe as of_marc21
from catalogue.formats.marc21.writing import write as to_marc21
from catalogue.formats.messages import CannotHold
from catalogue.formats.unimarc.describe import describe as of_unimarc
from catalogue.formats.unimarc.writing import write as to_unimarc
from catalogue.selectors.notices import ShownNotice
from portal.public import addresses
from portal.publish.conformance.asking import Portal
from portal.publish.conformance.drawing import notices
from portal.publish.conformance.judging import Chance, Fault, check, each

RECORDS = 40
_WRITERS: dict[str, tuple[Callable[..., MarcRecord], Callable[[MarcRecord], Description]]] = {
    "unimarc": (to_unimarc, of_unimarc),
    "marc21": (to_marc21, of_marc21),
}
_NOT_READ = gettext_noop("A reader finds something to mend in the file: %(what)s.")
_DIFFERENT = gettext_noop("Read and written again, field %(tag)s is another.")
_SHORT = gettext_noop("The file does not end where its first five figures say.")


def look(portal: Portal, chance: Chance) -> Iterator[Fault | None]:
    """Each record in both formats; one that a format cannot hold is refused by a sentence, which is right."""
    return each(notices(chance, RECORDS), _in_both)


def _in_both(notice: ShownNotice) -> Iterator[Fault | None]:
    for form, (write, describe) in _WRITERS.items():
        address = addresses.in_form(notice.ark, form)
        day = notice.received.date()
        try:
            data = write_iso2709(write(notice.description, entered=day))
            read = parse_iso2709(data)
            again = write(describe(read), entered=day)
            once_more = write(describe(parse_iso2709(write_iso2709(again))), entered=day)
        except CannotHold:
            continue
        yield check(len(data) == int(data[:5]), address, _SHORT)
        yield check(not read.warnings, address, _NOT_READ, what="; ".join(each.code for each in read.warnings))
        other = next((one.tag for one, two in zip(again.fields, once_more.fields, strict=False) if one != two), "")
        yield check(again.fields == once_more.fields, address, _DIFFERENT, tag=other)
