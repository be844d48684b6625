"""The newspaper of the demonstration set: its calendar, made once; its notice comes with the first harvest, under an ark minted ahead."""

from __future__ import annotations

from catalogue.core.description import Description, Publication, Title
from catalogue.core.isil import isil
from catalogue.core.keys import Kind
from catalogue.formats.press_list import Listed
from catalogue.models import Institution, PressIssue, PressTitle
from catalogue.services import arks, press, press_text
from demonstration import press as written


def load(url: str) -> int:
    """Give the newspaper its calendar, whose issues are read on the demonstration's server at ``url``; how many issues were written.

    What people have changed since stays, but for the addresses of a server that answers elsewhere this time.
    """
    address = f"{url}/document/{written.SLUG}"
    name = arks.named(Kind.NOTICE, namespace=written.SOURCE, identifier=written.identifier())
    keeper = Institution.objects.get(isil=isil(written.keeper()))
    known = PressTitle.objects.filter(notice=name).first()
    if known is not None and PressIssue.objects.filter(title=known, address__startswith=address).exists():
        return 0
    title = known or press.add_title(name, _description(), institution=keeper)
    listed = [Listed(one.year, one.day, one.label, address=f"{address}#{one.name}") for one in written.issues()]
    done = press.replace_issues(title, listed, keeper=keeper)
    press_text.deliver(title, written.words(), keeper=keeper)
    return done.added + done.changed


def _description() -> Description:
    """What its page is listed by until its notice is here."""
    proper, rest = written.title()
    return Description(
        level="serial",
        titles=(Title(value=proper, nonsorting=3), Title(value=rest, kind="remainder")),
        publications=(Publication(places=("Lyon",)),),
    )
