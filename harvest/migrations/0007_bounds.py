import django.contrib.postgres.fields
import django.core.validators
from django.db import migrations, models


# What an older form let through: a date so far away that the schedule of every partner stopped.
CLAMP = """
    UPDATE harvest_endpoint SET
        every_hours = greatest(1, least(every_hours, 8784)),
        full_every_days = greatest(1, least(full_every_days, 3660)),
        window_days = least(window_days, 36600),
        page_size = greatest(1, least(page_size, 100000)),
        requests_per_second = greatest(0.01, least(requests_per_second, 1000))
"""


class Migration(migrations.Migration):

    dependencies = [
        ('harvest', '0006_read_again'),
    ]

    operations = [
        migrations.RunSQL(CLAMP, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='endpoint',
            name='schedule_problem',
            field=models.CharField(blank=True, editable=False, help_text='The last failure of the schedule itself; empty once a harvest could be started.', max_length=300, verbose_name='why it could not be started'),
        ),
        migrations.AlterField(
            model_name='endpoint',
            name='every_hours',
            field=models.PositiveIntegerField(default=24, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(8784)], verbose_name='hours between two harvests'),
        ),
        migrations.AlterField(
            model_name='endpoint',
            name='full_every_days',
            field=models.PositiveIntegerField(default=30, help_text='Only a full harvest sees what a partner removed without saying so.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3660)], verbose_name='days between two full harvests'),
        ),
        migrations.AlterField(
            model_name='endpoint',
            name='page_size',
            field=models.PositiveIntegerField(default=100, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='records per page'),
        ),
        migrations.AlterField(
            model_name='endpoint',
            name='ports',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(65535)]), blank=True, default=list, size=None, verbose_name='ports allowed beside 80 and 443'),
        ),
        migrations.AlterField(
            model_name='endpoint',
            name='requests_per_second',
            field=models.FloatField(default=5.0, validators=[django.core.validators.MinValueValidator(0.01), django.core.validators.MaxValueValidator(1000.0)], verbose_name='requests per second'),
        ),
        migrations.AlterField(
            model_name='endpoint',
            name='window_days',
            field=models.PositiveIntegerField(default=0, help_text="0: the whole period at once, cut in slices only when the partner's server fails.", validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(36600)], verbose_name='days in a slice'),
        ),
    ]
