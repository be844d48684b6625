"""The groups of records of one edition, the pairs that were judged, what people decided; every record that is shown is marked to be judged."""

import uuid

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

MARK_ALL = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 1, array_agg(id ORDER BY id)
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / 200 AS page FROM catalogue_record WHERE state = 'active') AS paged
    GROUP BY page ORDER BY page
"""
FORGET = "DELETE FROM catalogue_mark WHERE consumer = 'clustering'"


class Migration(migrations.Migration):
    """Tables, empty; some seconds of marks for a million records. Until they are judged each stands alone, as before."""

    dependencies = [("catalogue", "0018_standing_of_sources")]
    operations = [
        migrations.CreateModel(
            name="ClusterMember",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="membership",
                        serialize=False,
                        to="catalogue.record",
                    ),
                ),
                ("cluster", models.BigIntegerField(verbose_name="group")),
                ("traits", models.BinaryField()),
                ("keys", django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
            ],
            options={
                "verbose_name": "member of a group",
                "verbose_name_plural": "members of groups",
                "indexes": [
                    models.Index(fields=["cluster", "record"], name="member_cluster"),
                    models.Index(
                        condition=models.Q(("cluster__lt", models.F("record_id"))), fields=["record"], name="member_not_first"
                    ),
                    django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=["keys"], name="member_keys"),
                ],
            },
        ),
        migrations.CreateModel(
            name="JudgedPair",
            fields=[
                ("pk", models.CompositePrimaryKey("one", "other", blank=True, editable=False, primary_key=True, serialize=False)),
                ("one", models.BigIntegerField()),
                ("other", models.BigIntegerField()),
                (
                    "band",
                    models.CharField(choices=[("same", "the same edition"), ("propose", "the same edition, perhaps")], max_length=7),
                ),
                ("points", models.SmallIntegerField(verbose_name="points")),
                ("judgement", models.JSONField(verbose_name="evidence")),
            ],
            options={
                "verbose_name": "judged pair",
                "verbose_name_plural": "judged pairs",
                "indexes": [models.Index(fields=["other"], name="pair_other")],
                "constraints": [models.CheckConstraint(condition=models.Q(("one__lt", models.F("other"))), name="pair_in_order")],
            },
        ),
        migrations.CreateModel(
            name="MatchDecision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("one", models.TextField()),
                ("other", models.TextField()),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("same", "the same edition"),
                            ("not_same", "not the same edition"),
                            ("undone", "taken back"),
                            ("later", "later"),
                        ],
                        max_length=8,
                        verbose_name="decision",
                    ),
                ),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                ("author", models.CharField(max_length=254, verbose_name="decided by")),
                ("batch", models.UUIDField(default=uuid.uuid4)),
                ("decided_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name="decided")),
            ],
            options={
                "verbose_name": "decision on a match",
                "verbose_name_plural": "decisions on matches",
                "indexes": [
                    models.Index(fields=["one", "other", "id"], name="decision_pair"),
                    models.Index(fields=["other"], name="decision_other"),
                    models.Index(fields=["batch"], name="decision_batch"),
                ],
            },
        ),
        migrations.RunSQL(MARK_ALL, FORGET),
    ]
