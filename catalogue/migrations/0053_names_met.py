"""Forms of names as records write them, pairs of them, decisions; every shown record is marked, so that its names are read."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models


FORMS = """
    INSERT INTO catalogue_nameform (heading, label, name, kind, dates, qualifier, person, keys)
    SELECT heading, max(label), max(label), 'person', '', '', heading, '{}' FROM (
        SELECT heading, label FROM catalogue_personname UNION ALL SELECT heading, label FROM catalogue_ownedcopy) AS met
    GROUP BY heading
"""
# Forms first: those that an agency's number joins stand together again before the records are read.
MARK_FORMS = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 5, array_agg(id ORDER BY id)
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / 500 AS page FROM catalogue_nameform) AS paged
    GROUP BY page ORDER BY page
"""
MARK = """
    INSERT INTO catalogue_mark (consumer, kind, ids)
    SELECT 'clustering', 1, array_agg(id ORDER BY id)
    FROM (SELECT id, (row_number() OVER (ORDER BY id) - 1) / 200 AS page FROM catalogue_record WHERE state = 'active') AS paged
    GROUP BY page ORDER BY page
"""


class Migration(migrations.Migration):
    """Tables, filled with the forms that are known by a number or by a copy; the rest comes as the marks are honoured."""

    dependencies = [
        ('catalogue', '0052_narrower_blocks'),
    ]

    operations = [
        migrations.CreateModel(
            name='JudgedName',
            fields=[
                ('pk', models.CompositePrimaryKey('one', 'other', blank=True, editable=False, primary_key=True, serialize=False)),
                ('one', models.BigIntegerField()),
                ('other', models.BigIntegerField()),
                ('points', models.SmallIntegerField(verbose_name='points')),
                ('judgement', models.JSONField(verbose_name='evidence')),
            ],
            options={
                'verbose_name': 'judged pair of names',
                'verbose_name_plural': 'judged pairs of names',
                'indexes': [models.Index(fields=['other'], name='judged_name_other')],
                'constraints': [models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='names_in_order')],
            },
        ),
        migrations.CreateModel(
            name='NameDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('one', models.TextField(db_collation='C')),
                ('other', models.TextField(db_collation='C')),
                ('verdict', models.CharField(choices=[('same', 'the same person or body'), ('not_same', 'not the same'), ('undone', 'taken back'), ('later', 'later')], max_length=8, verbose_name='decision')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('author', models.CharField(max_length=254, verbose_name='decided by')),
                ('batch', models.UUIDField(default=uuid.uuid4)),
                ('decided_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='decided')),
            ],
            options={
                'verbose_name': 'decision on two names',
                'verbose_name_plural': 'decisions on names',
                'indexes': [models.Index(fields=['one', 'other', 'id'], name='name_decision_pair'), models.Index(fields=['other'], name='name_decision_other'), models.Index(fields=['batch'], name='name_decision_batch')],
            },
        ),
        migrations.CreateModel(
            name='NameForm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heading', models.TextField(db_collation='C', unique=True)),
                ('label', models.TextField(db_collation='C', verbose_name='name')),
                ('name', models.TextField(verbose_name='name')),
                ('kind', models.CharField(max_length=10, verbose_name='kind')),
                ('dates', models.TextField(blank=True, verbose_name='dates')),
                ('qualifier', models.TextField(blank=True, verbose_name='qualifier')),
                ('person', models.TextField(db_collation='C')),
                ('keys', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), size=None)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), db_default=[], default=list, size=None)),
                ('made_from', models.IntegerField(null=True)),
                ('made_to', models.IntegerField(null=True)),
                ('wrote_from', models.IntegerField(null=True)),
                ('wrote_to', models.IntegerField(null=True)),
                ('records', models.IntegerField(db_default=0, default=0, verbose_name='records')),
                ('judged', models.CharField(blank=True, db_default='', default='', max_length=32)),
            ],
            options={
                'verbose_name': 'name met in records',
                'verbose_name_plural': 'names met in records',
                'indexes': [models.Index(fields=['person'], name='name_form_person'), models.Index(condition=models.Q(('person', models.F('heading')), _negated=True), fields=['heading'], name='name_form_elsewhere'), django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['keys'], name='name_form_keys')],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('pk', models.CompositePrimaryKey('record_id', 'form_id', blank=True, editable=False, primary_key=True, serialize=False)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=3), default=list, size=None)),
                ('year', models.IntegerField(null=True, verbose_name='year')),
                ('record', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='catalogue.record')),
                ('form', models.ForeignKey(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='catalogue.nameform')),
            ],
            options={
                'verbose_name': 'name in a record',
                'verbose_name_plural': 'names in records',
                'indexes': [models.Index(fields=['form', 'record'], name='mention_form')],
            },
        ),
        migrations.RunSQL(FORMS, migrations.RunSQL.noop, elidable=True),
        migrations.RunSQL(MARK_FORMS, migrations.RunSQL.noop, elidable=True),
        migrations.RunSQL(MARK, migrations.RunSQL.noop, elidable=True),
    ]
