"""Marks name the records of a page in one line; the index on a record's source goes, and descriptions stay in their rows."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

# The marks that wait on a database at work become arrays, oldest first, before the column goes.
GATHER = """
    INSERT INTO catalogue_indexmark (engine, record_id, record_ids, at)
    SELECT engine, 0, array_agg(record_id ORDER BY id), min(at)
    FROM (SELECT *, (row_number() OVER (PARTITION BY engine ORDER BY id) - 1) / 200 AS page FROM catalogue_indexmark) AS paged
    GROUP BY engine, page ORDER BY engine, page;
    DELETE FROM catalogue_indexmark WHERE record_ids = '{}';
"""
SCATTER = """
    INSERT INTO catalogue_indexmark (engine, record_id, record_ids, at)
    SELECT engine, marked, '{}', at FROM catalogue_indexmark, unnest(record_ids) AS marked ORDER BY id;
    DELETE FROM catalogue_indexmark WHERE record_ids <> '{}';
"""
# A description moved out of its row costs an index entry and two rows more to write, and as many looks to read.
IN_LINE = "ALTER TABLE catalogue_record SET (toast_tuple_target = 4080)"
OUT_OF_LINE = "ALTER TABLE catalogue_record RESET (toast_tuple_target)"


class Migration(migrations.Migration):
    """Both ways on a database with marks; rows that are there stay as they are."""

    dependencies = [("catalogue", "0003_synonym")]
    operations = [
        migrations.RemoveIndex(model_name="indexmark", name="mark_engine_id"),
        migrations.AddField(
            model_name="indexmark",
            name="record_ids",
            field=django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None),
            preserve_default=False,
        ),
        migrations.AlterField(model_name="indexmark", name="record_id", field=models.BigIntegerField(default=0)),
        migrations.RunSQL(GATHER, SCATTER),
        migrations.RemoveField(model_name="indexmark", name="record_id"),
        migrations.AlterField(
            model_name="record",
            name="source",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="records",
                to="catalogue.source",
                verbose_name="source",
            ),
        ),
        migrations.RunSQL(IN_LINE, OUT_OF_LINE),
    ]
