"""The table of names and the weights of rules of local interest, which curators change; at first those that the portal comes with."""

from django.db import migrations, models

from catalogue.local_interest import shipped


def fill(apps, schema_editor):
    """The first lines of both tables."""
    known = shipped()
    apps.get_model("catalogue", "LocalRule").objects.bulk_create(
        apps.get_model("catalogue", "LocalRule")(rule=rule, sure=weights.sure, doubtful=weights.doubtful)
        for rule, weights in known.weights.items()
    )
    apps.get_model("catalogue", "LocalName").objects.bulk_create(
        apps.get_model("catalogue", "LocalName")(
            kind=line.kind, words=line.words, departments=" ".join(line.departments), label=line.label, sure=line.sure
        )
        for line in known.lines
    )


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0032_local_interest'),
    ]

    operations = [
        migrations.CreateModel(
            name='LocalRule',
            fields=[
                ('rule', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('sure', models.PositiveSmallIntegerField(verbose_name='weight where it is sure')),
                ('doubtful', models.PositiveSmallIntegerField(verbose_name='weight where it is doubtful')),
                ('retired', models.BooleanField(db_default=False, default=False, verbose_name='retired')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed on')),
            ],
            options={
                'verbose_name': 'rule of local interest',
                'verbose_name_plural': 'rules of local interest',
            },
        ),
        migrations.CreateModel(
            name='LocalName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('set', 'documentary set (its code)'), ('library', 'library'), ('person', 'person (her heading)'), ('province', 'province'), ('doubtful', 'place whose name is something else too')], max_length=8, verbose_name='kind')),
                ('words', models.CharField(help_text='As Gallica writes it.', max_length=160, verbose_name='name')),
                ('departments', models.CharField(blank=True, help_text='Numbers, separated by spaces; none for a doubtful name.', max_length=80, verbose_name='departments')),
                ('label', models.CharField(blank=True, help_text='What a set is called, what else a name means.', max_length=160, verbose_name='what it is')),
                ('sure', models.BooleanField(default=True, help_text='Enough alone. Of a doubtful name: no other town where books were printed bears it.', verbose_name='sure')),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='changed on')),
            ],
            options={
                'verbose_name': 'name of local interest',
                'verbose_name_plural': 'names of local interest',
                'ordering': ['kind', 'words'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'words'), name='local_name_once')],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=False),
    ]
