"""What harvesting keeps in PostgreSQL: how to fetch, what was done, what was received."""

from harvest.models.beat import Heartbeat
from harvest.models.delivery import Delivery
from harvest.models.endpoint import Coverage, Endpoint
from harvest.models.gallica_question import GallicaQuestion
from harvest.models.press import CalendarAsking, CalendarYear, GallicaTurn
from harvest.models.raw_record import AnnouncedDeletion, QuarantinedRecord, RawRecord, SeenPage
from harvest.models.raw_version import RawVersion
from harvest.models.run import HarvestMessage, HarvestRun, Remark, Window

__all__ = [
    "AnnouncedDeletion",
    "CalendarAsking",
    "CalendarYear",
    "Coverage",
    "Delivery",
    "Endpoint",
    "GallicaQuestion",
    "GallicaTurn",
    "HarvestMessage",
    "HarvestRun",
    "Heartbeat",
    "QuarantinedRecord",
    "RawRecord",
    "RawVersion",
    "Remark",
    "SeenPage",
    "Window",
]
