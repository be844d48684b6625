"""The names of the fields that are searched, as readers are told them."""

from django.utils.translation import gettext_lazy

FIELD_TITLES = {
    "title": gettext_lazy("Title"),
    "agents": gettext_lazy("Author or contributor"),
    "subjects": gettext_lazy("Subject"),
    "places": gettext_lazy("Place"),
    "publishers": gettext_lazy("Publisher or printer"),
    "notes": gettext_lazy("Note"),
    "call_numbers": gettext_lazy("Call number"),
    "identifiers": gettext_lazy("Number"),
}
