"""The migrations say everything that the models say."""

import io

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_model_changed_without_its_migration():
    words = io.StringIO()
    try:
        call_command("makemigrations", "--check", "--dry-run", stdout=words, stderr=words)
    except SystemExit:
        pytest.fail(words.getvalue())
