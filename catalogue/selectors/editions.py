"""Editions: which record of an edition it is shown under, and who else describes it; a record that was not grouped yet stands alone."""

from __future__ import annotations

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from catalogue.models import ClusterMember, JudgedPair, Record

# An older record of the same edition that readers see: the edition is shown under that one. Asked of few: the index of members leaves out
# those that are the first of their group.
OLDER = """EXISTS (
    SELECT FROM catalogue_clustermember AS mine
    JOIN catalogue_clustermember AS mate ON mate.cluster = mine.cluster AND mate.record_id < mine.record_id
    JOIN catalogue_record AS older ON older.id = mate.record_id AND older.state = 'active'
    WHERE mine.record_id = record.id AND mine.cluster < mine.record_id)
"""
"""In SQL, of a ``record``."""


def older() -> Exists:
    """The same of each record of a queryset annotated with its group (``cluster``)."""
    mates = ClusterMember.objects.filter(cluster=OuterRef("cluster"), record_id__lt=OuterRef("pk"))
    return Exists(mates.filter(record__state=Record.State.ACTIVE))


def size() -> Coalesce:
    """How many records that readers see its group has, of each record of such a queryset; 1 for one that was not grouped yet."""
    mates = ClusterMember.objects.filter(cluster=OuterRef("cluster"), record__state=Record.State.ACTIVE).order_by()
    counted = mates.values("cluster").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 1)


def judged() -> ExpressionWrapper:
    """Whether something was judged of each record of a queryset: it is the same edition as another, or perhaps."""
    as_one, as_other = (Exists(JudgedPair.objects.filter(**{side: OuterRef("pk")})) for side in ("one", "other"))
    return ExpressionWrapper(Q(as_one) | Q(as_other), output_field=BooleanField())
