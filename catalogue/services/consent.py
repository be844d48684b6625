"""A source lets its notices be given under CC0, or does so no more: those who harvest them for Europeana are told, either way."""

from __future__ import annotations

from django.db import connection, transaction

from catalogue.models import Source
from catalogue.selectors.disseminated import DIGITISED_ELSEWHERE

# As changed now, or who asks what changed since yesterday would hear of none of them.
_TELL = f"UPDATE catalogue_record AS record SET updated_at = now() WHERE source_id = %s AND {DIGITISED_ELSEWHERE}"  # noqa: S608 - words of ours


def consent(source: Source, given: bool) -> None:
    """Write what the source says of it. What was given and may be no more is told as deleted from then on (OAI-PMH 2.0, 2.5.1)."""
    if source.pk is None or source.metadata_cc0 == given:
        source.metadata_cc0 = given
        return
    with transaction.atomic():
        source.metadata_cc0, source.metadata_cc0_ended = given, not given
        source.save(update_fields=["metadata_cc0", "metadata_cc0_ended"])
        with connection.cursor() as cursor:
            cursor.execute(_TELL, [source.pk])
