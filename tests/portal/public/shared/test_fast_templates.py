"""Fast templates say and link what Django's own would."""

from pathlib import Path

import pytest
from django.template import engines
from django.urls import reverse
from django.utils.translation import override

from portal.public import addresses
from runtime.messages import sentences


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_link_leads_where_django_says(language: str) -> None:
    with override(language):
        assert addresses.of_ark("99999/t10000001j") == reverse("public:ark", args=("99999/t10000001j",))


def test_what_partners_send_is_escaped() -> None:
    template = engines["jinja2"].from_string('<p title="{{ title }}">{{ title }}</p>{{ count|number }}')
    with override("fr"):
        shown = template.render({"title": '<script>"&', "count": 12345})
    assert shown == '<p title="&lt;script&gt;&#34;&amp;">&lt;script&gt;&#34;&amp;</p>12\u202f345'


def test_a_translator_finds_the_sentences_of_fast_templates(tmp_path: Path) -> None:
    folder = tmp_path / "templates" / "fast"
    folder.mkdir(parents=True)
    (folder / "a.jinja").write_text(
        '{{ _("Digitised") }} {{ pgettext("sort", "Order") }} {{ ngettext("%(num)s copy", "%(num)s copies", 3) }}', encoding="utf-8"
    )
    found = {(sentence.context, sentence.singular, sentence.plural) for sentence in sentences("templates", tmp_path)}
    assert found == {(None, "Digitised", ""), ("sort", "Order", ""), (None, "%(num)s copy", "%(num)s copies")}
