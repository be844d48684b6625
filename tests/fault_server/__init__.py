"""A scripted partner: an OAI-PMH server on this machine that fails on purpose, one named way at a time."""

from tests.fault_server import modes_http, modes_lists, modes_odd, modes_wire, modes_xml  # noqa: F401  (each registers its modes)
from tests.fault_server.play import MODES, Play, Record, Request, Response, records
from tests.fault_server.server import FaultServer

__all__ = ["MODES", "FaultServer", "Play", "Record", "Request", "Response", "records"]
