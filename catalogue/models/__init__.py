"""What the catalogue keeps in PostgreSQL."""

from catalogue.models.alignment import Alignment, AlignmentFile
from catalogue.models.ark import Ark
from catalogue.models.census import CensusSnapshot
from catalogue.models.cluster import ClusterMember, Edition, JudgedPair, MatchDecision
from catalogue.models.convention import Convention
from catalogue.models.deposit import Deposit, DepositFile, DepositView
from catalogue.models.ead_upload import EadUpload
from catalogue.models.finding_aid import Component, EadFile, EadPiece, FindingAid
from catalogue.models.fonds import Fonds, PublishedFonds, ToldFonds
from catalogue.models.fonds_batch import FondsBatch, FondsBatchChange
from catalogue.models.fonds_parts import (
    FondsAcquisition,
    FondsCallNumber,
    FondsDigitalCopy,
    FondsExtent,
    FondsFindingAid,
    FondsProducer,
    FondsRelated,
    FondsSubject,
)
from catalogue.models.former_trait import FormerTrait
from catalogue.models.holding import Holding
from catalogue.models.institution import Institution, InstitutionIndex
from catalogue.models.institution_periods import InstitutionPeriod
from catalogue.models.local_decision import LocalDecision, LocalPlacing
from catalogue.models.local_knowledge import LocalName, LocalRule
from catalogue.models.local_thumbnail import LocalThumbnail
from catalogue.models.marks import Mark
from catalogue.models.match_sample import MatchSample
from catalogue.models.named import JudgedName, Mention, NameDecision, NameForm
from catalogue.models.network import Network
from catalogue.models.owner import OwnedCopy, PersonName
from catalogue.models.press import PressIssue, PressPage, PressTitle
from catalogue.models.record import Record
from catalogue.models.register import RegisterEntry
from catalogue.models.safeguarding import SafeguardedFonds, SafeguardReading
from catalogue.models.source import Source
from catalogue.models.synonym import Synonym
from catalogue.models.training import TrainingSession
from catalogue.models.unit_cost import UnitCost

__all__ = [
    "Alignment", "AlignmentFile", "Ark", "CensusSnapshot", "ClusterMember", "Component", "Convention", "Deposit", "DepositFile",
    "DepositView", "EadFile", "EadPiece", "EadUpload", "Edition", "FindingAid", "Fonds", "FondsAcquisition", "FondsBatch",
    "FondsBatchChange", "FondsCallNumber", "FondsDigitalCopy", "FondsExtent", "FondsFindingAid", "FondsProducer", "FondsRelated",
    "FondsSubject", "FormerTrait", "Holding", "Institution", "InstitutionIndex", "InstitutionPeriod", "JudgedName", "JudgedPair",
    "LocalDecision", "LocalName", "LocalPlacing", "LocalRule", "LocalThumbnail", "Mark", "MatchDecision", "MatchSample", "Mention",
    "NameDecision", "NameForm", "Network", "OwnedCopy", "PersonName", "PressIssue", "PressPage", "PressTitle",
    "PublishedFonds", "Record", "RegisterEntry", "SafeguardReading", "SafeguardedFonds", "Source", "Synonym", "ToldFonds",
    "TrainingSession", "UnitCost",
]  # fmt: skip
