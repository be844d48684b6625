"""A refusal of Gallica rests all that is asked of it, not its Issues alone: what stood in their row stands in that of all."""

from django.db import migrations

COPY = """
    INSERT INTO harvest_gallicaturn (service, next_at, refusals, stopped, reason, asked_at, answered_at)
    SELECT 'gallica', next_at, refusals, stopped, reason, asked_at, answered_at FROM harvest_gallicaturn WHERE service = 'issues'
    ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("harvest", "0016_format_ead")]
    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop, elidable=True)]
