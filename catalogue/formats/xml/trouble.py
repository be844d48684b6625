"""What is wrong with a whole answer or file in XML, for the door that received it to translate."""

from __future__ import annotations

from catalogue.core.messages import N_, Message, declare

declare(
    {
        "protocol.xml.truncated": N_("The answer stops in the middle. The page will be asked for again; what was received before is kept."),
        "protocol.xml.html": N_(
            "The server answered with a web page instead of records (“%(title)s”): maintenance, or a wrong address. It will be tried again;"
            " if it lasts, check the address of the endpoint."
        ),
        "protocol.xml.not_xml": N_(
            "The server did not answer in XML. It will be tried again; if it lasts, check the address of the endpoint."
        ),
        "protocol.xml.too_dense": N_(
            "The page holds more than %(count)s elements: it was refused as dangerous and nothing of it was kept."
        ),
        "protocol.xml.too_damaged": N_(
            "The page is damaged in more than %(count)s places: it was given up. Tell the partner; what was received before is kept."
        ),
        "protocol.xml.leading": N_("The page begins with something before the XML (%(what)s). It was read all the same."),
        "protocol.xml.trailing": N_(
            "The page goes on after the end of the XML (%(count)s bytes). They were left out and the page was read."
        ),
        "protocol.xml.inner_prolog": N_(
            "%(count)s records begin with an XML declaration of their own. It was taken out and they were read."
        ),
        "protocol.xml.html_entities": N_(
            "%(count)s signs are written as entities of HTML (as &eacute;), which XML has not. They were read as the characters that"
            " they mean."
        ),
        "protocol.xml.doctype": N_("The page carries a document type declaration. It was left out, so that no outside file is read."),
        "protocol.xml.contradicted": N_("The page says that it is in %(encoding)s, and it is in UTF-8: it was read as UTF-8."),
        "protocol.xml.encoding": N_("The page is in %(encoding)s instead of UTF-8. It was converted."),
    }
)


class Unreadable(Exception):
    """The bytes as a whole cannot be read; ``message`` says why. ``seconds``: worth asking again after so long, None: never."""

    def __init__(self, message: Message, *, seconds: float | None = None) -> None:
        super().__init__(str(message))
        self.message = message
        self.seconds = seconds
