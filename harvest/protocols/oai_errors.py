"""The errors of OAI-PMH (§3.6) as what the harvest must do about them."""

from __future__ import annotations

from catalogue.core.messages import Message
from harvest.protocols.base import EndpointConfig, Fatal, RestartSlice, RetryLater
from harvest.protocols.oai_answer import OaiAnswer

# Code of the protocol to code of the sentence, the gravest first: a server may give several at once.
FINAL = {
    "cannotDisseminateFormat": "protocol.oai.bad_format",
    "noMetadataFormats": "protocol.oai.bad_format",
    "noSetHierarchy": "protocol.oai.no_sets",
    "badVerb": "protocol.oai.bad_verb",
    "idDoesNotExist": "protocol.oai.unknown_id",
    "badArgument": "protocol.oai.bad_argument",
}


def check(answer: OaiAnswer, *, config: EndpointConfig, deep: bool) -> None:
    """Raise what the errors of ``answer`` call for. ``noRecordsMatch`` is no error: the caller deals with it."""
    told = dict(reversed(answer.errors))
    if not told:
        return
    if deep and ("badResumptionToken" in told or "badArgument" in told):
        # Never the end of a list. Some servers answer badArgument to a token they forgot.
        raise RestartSlice(Message("protocol.oai.bad_token"))
    for code, sentence in FINAL.items():
        if code in told:
            raise Fatal(Message(sentence, {"detail": told[code], "prefix": config.prefix, "set": config.set_spec}))
    code, detail = answer.errors[0]
    raise RetryLater(Message("protocol.oai.error", {"code": code, "detail": detail}), seconds=60)
