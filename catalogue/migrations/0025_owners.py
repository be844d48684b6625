"""Copies that somebody once owned, forms of names; the records that name former owners, or anybody by an agency's number, are marked."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

MARK = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 1, array_agg(id ORDER BY id)
    FROM (
        SELECT id, (row_number() OVER (ORDER BY id) - 1) / 200 AS page FROM catalogue_record
        WHERE state = 'active' AND (description @? '$.holdings[*].former_owners' OR description @? '$.agents[*].copy'
                                    OR description @? '$.agents[*].identifiers')
    ) AS paged
    GROUP BY page ORDER BY page
"""


class Migration(migrations.Migration):
    """Tables, empty; the descriptions are read once to find whom to mark: half a minute for a million."""

    dependencies = [
        ('catalogue', '0024_match_samples'),
    ]

    operations = [
        migrations.CreateModel(
            name='OwnedCopy',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'rank', blank=True, editable=False, primary_key=True, serialize=False)),
                ('rank', models.PositiveSmallIntegerField()),
                ('position', models.PositiveIntegerField(verbose_name='position')),
                ('heading', models.TextField(db_collation='C')),
                ('label', models.TextField(verbose_name='name')),
                ('kind', models.CharField(max_length=10, verbose_name='kind')),
                ('authority', models.TextField(blank=True, verbose_name='authority')),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), default=list, size=None)),
                ('year', models.IntegerField(blank=True, null=True, verbose_name='year')),
                ('record', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='owned', to='catalogue.record')),
            ],
            options={
                'verbose_name': 'copy once owned',
                'verbose_name_plural': 'copies once owned',
                'indexes': [models.Index(fields=['heading', 'record'], name='owned_heading')],
            },
        ),
        migrations.CreateModel(
            name='PersonName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heading', models.TextField(db_collation='C')),
                ('authority', models.TextField(verbose_name='authority')),
                ('label', models.TextField(verbose_name='name')),
            ],
            options={
                'verbose_name': 'form of a name',
                'verbose_name_plural': 'forms of names',
                'indexes': [models.Index(fields=['authority'], name='person_name_authority')],
                'constraints': [models.UniqueConstraint(fields=('heading', 'authority'), name='person_name_once')],
            },
        ),
        migrations.RunSQL(MARK, migrations.RunSQL.noop, elidable=True),
    ]
