"""Protocols by name, imported when they are first used."""

from __future__ import annotations

from importlib import import_module

from catalogue.core.messages import Message
from harvest.protocols.base import EndpointConfig, Fatal, Protocol

PROTOCOLS = {
    "oai_pmh": ("harvest.protocols.oai_pmh", "OaiPmh"),
    "sru": ("harvest.protocols.sru", "Sru"),
    "file_drop": ("harvest.protocols.file_drop", "FileDrop"),
}


def open_protocol(name: str, config: EndpointConfig) -> Protocol:
    """The client called ``name`` for ``config``; raises Fatal, with the known names, for another name. Close it after use."""
    if name not in PROTOCOLS:
        raise Fatal(Message("protocol.unknown", {"name": name, "known": ", ".join(PROTOCOLS)}))
    module, kind = PROTOCOLS[name]
    made: Protocol = getattr(import_module(module), kind)(config)
    return made
