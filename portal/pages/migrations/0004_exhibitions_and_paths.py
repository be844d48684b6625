"""Exhibitions and paths: pages under institutions, made of pieces."""

import django.core.validators
import django.db.models.deletion
import portal.pages.mediation
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0003_no_privacy"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="Exhibition",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        default=portal.pages.mediation.new_number, editable=False, max_length=32, unique=True, verbose_name="number"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences: lists, feeds and other sites show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "authors",
                    models.CharField(
                        blank=True, help_text="Persons or a team, as readers will cite them.", max_length=300, verbose_name="authors"
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[("by", "CC BY 4.0"), ("by-sa", "CC BY-SA 4.0"), ("zero", "CC0 1.0"), ("open", "Licence Ouverte 2.0")],
                        default="by",
                        max_length=10,
                        verbose_name="licence of the texts",
                    ),
                ),
                ("taken_from", models.CharField(blank=True, editable=False, max_length=40, verbose_name="taken over from")),
                ("taken_title", models.CharField(blank=True, editable=False, max_length=255)),
                ("taken_authors", models.CharField(blank=True, editable=False, max_length=300)),
                ("taken_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "body",
                    wagtail.fields.StreamField(
                        [
                            ("text", 2),
                            ("notice", 5),
                            ("detail", 16),
                            ("comparison", 20),
                            ("story", 24),
                            ("place", 28),
                            ("person", 30),
                            ("quotation", 34),
                            ("transcription", 38),
                            ("recording", 42),
                            ("question", 45),
                            ("group", 48),
                            ("timeline", 52),
                            ("map", 55),
                            ("bibliography", 58),
                            ("visit", 2),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 200, "required": False}),
                            1: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "text", "required": False},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("title", 0), ("text", 1)]], {}),
                            3: ("portal.pages.blocks.fields.ArkBlock", (), {}),
                            4: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "why it is here", "required": False},
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("title", 0), ("ark", 3), ("text", 4)]], {}),
                            6: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 1, "label": "page of the digital copy", "max_value": 5000, "min_value": 1, "required": False},
                            ),
                            7: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "from the left, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "from the top, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            9: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "width, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            10: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "height, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("left", 7), ("top", 8), ("width", 9), ("height", 10)]], {}),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What one sees there, for readers who do not see it.",
                                    "label": "description",
                                    "max_length": 500,
                                    "required": False,
                                },
                            ),
                            13: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "It tells nothing that the text does not: it is left out of what is read aloud.",
                                    "label": "decorative",
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The credit is written by the portal.",
                                    "label": "caption",
                                    "max_length": 500,
                                    "required": False,
                                },
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("ark", 3), ("page", 6), ("region", 11), ("alt", 12), ("decorative", 13), ("caption", 14)]],
                                {},
                            ),
                            16: ("wagtail.blocks.StructBlock", [[("title", 0), ("picture", 15), ("text", 1)]], {}),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("ark", 3), ("page", 6), ("region", 11), ("alt", 12), ("decorative", 13), ("caption", 14)]],
                                {"label": "first picture"},
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("ark", 3), ("page", 6), ("region", 11), ("alt", 12), ("decorative", 13), ("caption", 14)]],
                                {"label": "second picture"},
                            ),
                            19: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "what to compare", "required": False},
                            ),
                            20: ("wagtail.blocks.StructBlock", [[("title", 0), ("first", 17), ("second", 18), ("text", 19)]], {}),
                            21: ("wagtail.blocks.CharBlock", (), {"label": "description", "max_length": 500, "required": False}),
                            22: ("wagtail.blocks.StructBlock", [[("title", 0), ("region", 11), ("alt", 21), ("text", 1)]], {}),
                            23: ("wagtail.blocks.ListBlock", (22,), {"label": "stages", "max_num": 20}),
                            24: ("wagtail.blocks.StructBlock", [[("title", 0), ("picture", 15), ("stages", 23)]], {}),
                            25: ("portal.pages.blocks.fields.CommuneBlock", (), {}),
                            26: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {
                                    "help_text": "Left empty, the commune.",
                                    "label": "latitude",
                                    "max_value": 90,
                                    "min_value": -90,
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "longitude", "max_value": 180, "min_value": -180, "required": False},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("commune", 25), ("latitude", 26), ("longitude", 27), ("text", 1)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "As the catalogue has it: Labé, Louise (1524?-1566).",
                                    "label": "name",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            30: ("wagtail.blocks.StructBlock", [[("title", 0), ("name", 29), ("text", 1)]], {}),
                            31: ("wagtail.blocks.TextBlock", (), {"label": "quotation", "max_length": 4000, "required": False}),
                            32: ("wagtail.blocks.CharBlock", (), {"label": "author", "max_length": 200, "required": False}),
                            33: ("portal.pages.blocks.fields.ArkBlock", (), {"label": "ark of the record it is drawn from"}),
                            34: ("wagtail.blocks.StructBlock", [[("text", 31), ("author", 32), ("ark", 33)]], {}),
                            35: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "One line of the page on each line.",
                                    "label": "transcription",
                                    "max_length": 20000,
                                    "required": False,
                                },
                            ),
                            36: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "As: la, frm, it. Left empty, French.",
                                    "label": "language",
                                    "max_length": 12,
                                    "required": False,
                                },
                            ),
                            37: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "note", "required": False},
                            ),
                            38: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("picture", 15), ("lines", 35), ("language", 36), ("text", 37)]],
                                {},
                            ),
                            39: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"help_text": "mp3, ogg, mp4 or webm.", "label": "file", "required": False},
                            ),
                            40: ("wagtail.blocks.CharBlock", (), {"label": "credit", "max_length": 200, "required": False}),
                            41: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "All that is said, and what is heard.",
                                    "label": "transcript",
                                    "max_length": 20000,
                                    "required": False,
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("title", 0), ("document", 39), ("credit", 40), ("transcript", 41)]], {}),
                            43: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "question", "required": False},
                            ),
                            44: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "answer", "required": False},
                            ),
                            45: ("wagtail.blocks.StructBlock", [[("title", 0), ("question", 43), ("picture", 15), ("answer", 44)]], {}),
                            46: ("wagtail.blocks.ListBlock", (3,), {"label": "records", "max_num": 24}),
                            47: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "why they are together", "required": False},
                            ),
                            48: ("wagtail.blocks.StructBlock", [[("title", 0), ("arks", 46), ("text", 47)]], {}),
                            49: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "As one says it: 1473, vers 1530, 1546-1562.",
                                    "label": "date",
                                    "max_length": 60,
                                    "required": False,
                                },
                            ),
                            50: ("wagtail.blocks.StructBlock", [[("date", 49), ("title", 0), ("text", 1), ("ark", 3)]], {}),
                            51: ("wagtail.blocks.ListBlock", (50,), {"label": "dates", "max_num": 40}),
                            52: ("wagtail.blocks.StructBlock", [[("title", 0), ("events", 51)]], {}),
                            53: ("wagtail.blocks.StructBlock", [[("commune", 25), ("text", 1)]], {}),
                            54: ("wagtail.blocks.ListBlock", (53,), {"label": "places", "max_num": 40}),
                            55: ("wagtail.blocks.StructBlock", [[("title", 0), ("places", 54)]], {}),
                            56: ("wagtail.blocks.ListBlock", (3,), {"label": "records", "max_num": 60}),
                            57: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {"help_text": "One on each line.", "label": "other references", "max_length": 4000, "required": False},
                            ),
                            58: ("wagtail.blocks.StructBlock", [[("title", 0), ("arks", 56), ("others", 57)]], {}),
                        },
                        verbose_name="contents",
                    ),
                ),
            ],
            options={
                "verbose_name": "exhibition",
                "verbose_name_plural": "exhibitions",
            },
            bases=("wagtailcore.page",),
        ),
        migrations.CreateModel(
            name="LearningPath",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                (
                    "number",
                    models.CharField(
                        default=portal.pages.mediation.new_number, editable=False, max_length=32, unique=True, verbose_name="number"
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        help_text="Two or three sentences: lists, feeds and other sites show them.",
                        max_length=600,
                        verbose_name="summary",
                    ),
                ),
                (
                    "authors",
                    models.CharField(
                        blank=True, help_text="Persons or a team, as readers will cite them.", max_length=300, verbose_name="authors"
                    ),
                ),
                (
                    "licence",
                    models.CharField(
                        choices=[("by", "CC BY 4.0"), ("by-sa", "CC BY-SA 4.0"), ("zero", "CC0 1.0"), ("open", "Licence Ouverte 2.0")],
                        default="by",
                        max_length=10,
                        verbose_name="licence of the texts",
                    ),
                ),
                ("taken_from", models.CharField(blank=True, editable=False, max_length=40, verbose_name="taken over from")),
                ("taken_title", models.CharField(blank=True, editable=False, max_length=255)),
                ("taken_authors", models.CharField(blank=True, editable=False, max_length=300)),
                ("taken_at", models.DateTimeField(blank=True, editable=False, null=True)),
                (
                    "steps",
                    wagtail.fields.StreamField(
                        [
                            ("text", 2),
                            ("notice", 5),
                            ("detail", 16),
                            ("comparison", 20),
                            ("story", 24),
                            ("place", 28),
                            ("person", 30),
                            ("quotation", 34),
                            ("transcription", 38),
                            ("recording", 42),
                            ("question", 45),
                        ],
                        blank=True,
                        block_lookup={
                            0: ("wagtail.blocks.CharBlock", (), {"label": "title", "max_length": 200, "required": False}),
                            1: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "text", "required": False},
                            ),
                            2: ("wagtail.blocks.StructBlock", [[("title", 0), ("text", 1)]], {}),
                            3: ("portal.pages.blocks.fields.ArkBlock", (), {}),
                            4: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "why it is here", "required": False},
                            ),
                            5: ("wagtail.blocks.StructBlock", [[("title", 0), ("ark", 3), ("text", 4)]], {}),
                            6: (
                                "wagtail.blocks.IntegerBlock",
                                (),
                                {"default": 1, "label": "page of the digital copy", "max_value": 5000, "min_value": 1, "required": False},
                            ),
                            7: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "from the left, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            8: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "from the top, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            9: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "width, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            10: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "height, in %", "max_value": 100, "min_value": 0, "required": False},
                            ),
                            11: ("wagtail.blocks.StructBlock", [[("left", 7), ("top", 8), ("width", 9), ("height", 10)]], {}),
                            12: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "What one sees there, for readers who do not see it.",
                                    "label": "description",
                                    "max_length": 500,
                                    "required": False,
                                },
                            ),
                            13: (
                                "wagtail.blocks.BooleanBlock",
                                (),
                                {
                                    "help_text": "It tells nothing that the text does not: it is left out of what is read aloud.",
                                    "label": "decorative",
                                    "required": False,
                                },
                            ),
                            14: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "The credit is written by the portal.",
                                    "label": "caption",
                                    "max_length": 500,
                                    "required": False,
                                },
                            ),
                            15: (
                                "wagtail.blocks.StructBlock",
                                [[("ark", 3), ("page", 6), ("region", 11), ("alt", 12), ("decorative", 13), ("caption", 14)]],
                                {},
                            ),
                            16: ("wagtail.blocks.StructBlock", [[("title", 0), ("picture", 15), ("text", 1)]], {}),
                            17: (
                                "wagtail.blocks.StructBlock",
                                [[("ark", 3), ("page", 6), ("region", 11), ("alt", 12), ("decorative", 13), ("caption", 14)]],
                                {"label": "first picture"},
                            ),
                            18: (
                                "wagtail.blocks.StructBlock",
                                [[("ark", 3), ("page", 6), ("region", 11), ("alt", 12), ("decorative", 13), ("caption", 14)]],
                                {"label": "second picture"},
                            ),
                            19: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "what to compare", "required": False},
                            ),
                            20: ("wagtail.blocks.StructBlock", [[("title", 0), ("first", 17), ("second", 18), ("text", 19)]], {}),
                            21: ("wagtail.blocks.CharBlock", (), {"label": "description", "max_length": 500, "required": False}),
                            22: ("wagtail.blocks.StructBlock", [[("title", 0), ("region", 11), ("alt", 21), ("text", 1)]], {}),
                            23: ("wagtail.blocks.ListBlock", (22,), {"label": "stages", "max_num": 20}),
                            24: ("wagtail.blocks.StructBlock", [[("title", 0), ("picture", 15), ("stages", 23)]], {}),
                            25: ("portal.pages.blocks.fields.CommuneBlock", (), {}),
                            26: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {
                                    "help_text": "Left empty, the commune.",
                                    "label": "latitude",
                                    "max_value": 90,
                                    "min_value": -90,
                                    "required": False,
                                },
                            ),
                            27: (
                                "wagtail.blocks.FloatBlock",
                                (),
                                {"label": "longitude", "max_value": 180, "min_value": -180, "required": False},
                            ),
                            28: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("commune", 25), ("latitude", 26), ("longitude", 27), ("text", 1)]],
                                {},
                            ),
                            29: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "As the catalogue has it: Labé, Louise (1524?-1566).",
                                    "label": "name",
                                    "max_length": 200,
                                    "required": False,
                                },
                            ),
                            30: ("wagtail.blocks.StructBlock", [[("title", 0), ("name", 29), ("text", 1)]], {}),
                            31: ("wagtail.blocks.TextBlock", (), {"label": "quotation", "max_length": 4000, "required": False}),
                            32: ("wagtail.blocks.CharBlock", (), {"label": "author", "max_length": 200, "required": False}),
                            33: ("portal.pages.blocks.fields.ArkBlock", (), {"label": "ark of the record it is drawn from"}),
                            34: ("wagtail.blocks.StructBlock", [[("text", 31), ("author", 32), ("ark", 33)]], {}),
                            35: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "One line of the page on each line.",
                                    "label": "transcription",
                                    "max_length": 20000,
                                    "required": False,
                                },
                            ),
                            36: (
                                "wagtail.blocks.CharBlock",
                                (),
                                {
                                    "help_text": "As: la, frm, it. Left empty, French.",
                                    "label": "language",
                                    "max_length": 12,
                                    "required": False,
                                },
                            ),
                            37: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "note", "required": False},
                            ),
                            38: (
                                "wagtail.blocks.StructBlock",
                                [[("title", 0), ("picture", 15), ("lines", 35), ("language", 36), ("text", 37)]],
                                {},
                            ),
                            39: (
                                "wagtail.documents.blocks.DocumentChooserBlock",
                                (),
                                {"help_text": "mp3, ogg, mp4 or webm.", "label": "file", "required": False},
                            ),
                            40: ("wagtail.blocks.CharBlock", (), {"label": "credit", "max_length": 200, "required": False}),
                            41: (
                                "wagtail.blocks.TextBlock",
                                (),
                                {
                                    "help_text": "All that is said, and what is heard.",
                                    "label": "transcript",
                                    "max_length": 20000,
                                    "required": False,
                                },
                            ),
                            42: ("wagtail.blocks.StructBlock", [[("title", 0), ("document", 39), ("credit", 40), ("transcript", 41)]], {}),
                            43: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "question", "required": False},
                            ),
                            44: (
                                "wagtail.blocks.RichTextBlock",
                                (),
                                {"features": ["bold", "italic", "h3", "ol", "ul"], "label": "answer", "required": False},
                            ),
                            45: ("wagtail.blocks.StructBlock", [[("title", 0), ("question", 43), ("picture", 15), ("answer", 44)]], {}),
                        },
                        verbose_name="steps",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("cycle-3", "Cycle 3 (9 to 12 years old)"),
                            ("cycle-4", "Cycle 4 (12 to 15 years old)"),
                            ("lycee", "Lycée (15 to 18 years old)"),
                            ("tout-public", "Everybody"),
                        ],
                        default="tout-public",
                        max_length=12,
                        verbose_name="for whom",
                    ),
                ),
                (
                    "duration",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(5), django.core.validators.MaxValueValidator(1440)],
                        verbose_name="duration, in minutes",
                    ),
                ),
                (
                    "aims",
                    models.TextField(
                        blank=True, help_text="Aims, links with programmes; only on the teacher’s sheet.", verbose_name="for the teacher"
                    ),
                ),
            ],
            options={
                "verbose_name": "learning path",
                "verbose_name_plural": "learning paths",
            },
            bases=("wagtailcore.page",),
        ),
    ]
