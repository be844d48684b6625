"""Certificates: always verified, with the partner's own authorities added, and a clear sentence for what is wrong with them."""

from __future__ import annotations

import ssl

from catalogue.core.messages import Message
from harvest.protocols.base import Fatal, ProtocolError, RetryLater

# OpenSSL's verification results (x509_vfy.h) and what they mean to the person who can have them repaired.
REASONS = {
    9: "protocol.tls.not_yet",
    10: "protocol.tls.expired",
    18: "protocol.tls.self_signed",
    19: "protocol.tls.self_signed",
    20: "protocol.tls.incomplete",
    21: "protocol.tls.incomplete",
    62: "protocol.tls.hostname",
    64: "protocol.tls.hostname",
}


def context(ca_bundle: str) -> ssl.SSLContext:
    """A verifying context that trusts the system's authorities and those of ``ca_bundle`` (PEM); raises Fatal for a bad bundle."""
    made = ssl.create_default_context()
    made.minimum_version = ssl.TLSVersion.TLSv1_2
    if ca_bundle.strip():
        try:
            made.load_verify_locations(cadata=ca_bundle)
        except (ssl.SSLError, ValueError) as error:
            raise Fatal(Message("protocol.tls.bad_bundle")) from error
    return made


def explain(error: ssl.SSLError, *, host: str) -> ProtocolError:
    """The protocol error that tells what ``error`` means: a bad certificate is final, a broken handshake passes."""
    if isinstance(error, ssl.SSLCertVerificationError):
        code = REASONS.get(error.verify_code, "protocol.tls.invalid")
        return Fatal(Message(code, {"host": host, "detail": error.verify_message}))
    return RetryLater(Message("protocol.tls.broken", {"host": host}), seconds=30)
