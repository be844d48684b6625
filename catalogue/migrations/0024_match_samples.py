from django.db import migrations, models
from django.db.models.functions import Now


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0023_census_snapshots'),
    ]

    operations = [
        migrations.CreateModel(
            name='MatchSample',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('draw', models.UUIDField()),
                ('drawn_at', models.DateTimeField(db_default=Now(), verbose_name='drawn')),
                ('one', models.TextField()),
                ('other', models.TextField()),
                ('verdict', models.CharField(blank=True, choices=[('same', 'the same edition'), ('not_same', 'not the same edition'), ('unsure', 'cannot be told')], db_default='', default='', max_length=8, verbose_name='said')),
                ('author', models.CharField(blank=True, db_default='', default='', max_length=254, verbose_name='said by')),
                ('judged_at', models.DateTimeField(blank=True, null=True, verbose_name='said on')),
            ],
            options={
                'verbose_name': 'pair of a sample',
                'verbose_name_plural': 'pairs of samples',
                'constraints': [models.UniqueConstraint(fields=('draw', 'one', 'other'), name='sample_once_a_draw')],
            },
        ),
    ]
