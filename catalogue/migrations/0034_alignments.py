"""Alignments with national catalogues that partners hand in, laid over their records."""

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0033_local_knowledge'),
    ]

    operations = [
        migrations.CreateModel(
            name='AlignmentFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='name')),
                ('author', models.CharField(max_length=254, verbose_name='handed in by')),
                ('received_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='received')),
                ('taken', models.PositiveIntegerField(default=0, verbose_name='aligned')),
                ('empty', models.PositiveIntegerField(default=0)),
                ('refused', models.PositiveIntegerField(default=0)),
                ('faults', models.JSONField(default=list)),
                ('withdrawn_by', models.CharField(blank=True, max_length=254)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignment_files', to='catalogue.source')),
            ],
            options={
                'verbose_name': 'file of alignments',
                'verbose_name_plural': 'files of alignments',
            },
        ),
        migrations.CreateModel(
            name='Alignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('identifier', models.TextField()),
                ('number', models.TextField()),
                ('ark', models.CharField(blank=True, max_length=80)),
                ('frbnf', models.CharField(blank=True, max_length=40)),
                ('ppn', models.CharField(blank=True, max_length=9)),
                ('current', models.BooleanField(default=True)),
                ('laid', models.BooleanField(default=False)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='catalogue.source')),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='alignments', to='catalogue.alignmentfile')),
            ],
            options={
                'verbose_name': 'alignment',
                'verbose_name_plural': 'alignments',
            },
        ),
        migrations.AddIndex(
            model_name='alignmentfile',
            index=models.Index(fields=['source', '-id'], name='alignment_file_of_source'),
        ),
        migrations.AddIndex(
            model_name='alignment',
            index=models.Index(condition=models.Q(('laid', False)), fields=['id'], name='alignment_to_lay'),
        ),
        migrations.AddConstraint(
            model_name='alignment',
            constraint=models.UniqueConstraint(condition=models.Q(('current', True)), fields=('source', 'identifier'), name='alignment_once'),
        ),
    ]
