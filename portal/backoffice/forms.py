"""The form of a harvesting point: its source and its endpoint together; the guards are in a superuser's form only."""

from __future__ import annotations

import json
from typing import Any, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.forms.fields import InvalidJSONInput
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.models import Institution, Source
from catalogue.services.consent import consent
from harvest import policies
from harvest.models import Endpoint, HarvestRun
from harvest.models.run import translated
from harvest.services.addresses import objection
from portal import roles

GUARDS = ("slug", "trust", "deletion_guard", "requests_per_second", "page_size", "ports", "ca_bundle", "options")
WHAT_IS_HARVESTED = ("protocol", "url", "prefix", "set_spec")
LONGEST_OPTIONS = 4000
DEEPEST_OPTIONS = 50
SOURCE_FIELDS = ("name", "licence", "licence_url", "metadata_cc0", "trust")
ENDPOINT_FIELDS = (
    "protocol",
    "url",
    "prefix",
    "set_spec",
    "format",
    "active",
    "every_hours",
    "full_every_days",
    "silent_days",
    "window_days",
    "deletion_guard",
    "requests_per_second",
    "page_size",
    "ports",
    "ca_bundle",
    "options",
)


class InstitutionField(forms.ModelChoiceField):
    """Institutions by name, with their number."""

    def label_from_instance(self, obj: Institution) -> str:
        """ "Bibliothèque municipale de Lyon (693836101)"."""
        return f"{obj.title} ({obj.code})"


class OptionsField(forms.JSONField):
    """A few names and values, that PostgreSQL can keep."""

    def to_python(self, value: Any) -> Any:
        """The options; refuses what is too long or too deep to be options, before it is read."""
        text = value if isinstance(value, str) else ""
        if len(text) > LONGEST_OPTIONS or text.count("[") + text.count("{") > DEEPEST_OPTIONS:
            raise ValidationError(_("These options are too long: at most %(most)d characters."), params={"most": LONGEST_OPTIONS})
        options = super().to_python(value)
        if not isinstance(options, dict | None):
            raise ValidationError(_("Options are names and values between braces: {}."))
        if "\\u0000" in json.dumps(options) or "\\ud" in json.dumps(options):
            raise ValidationError(_("A control character stands in these options: remove it."))
        return options or {}

    def bound_data(self, data: Any, initial: Any) -> Any:
        """What was typed is shown again as it was typed: what cannot be kept may not be written either."""
        return initial if self.disabled else InvalidJSONInput(data or "")


class PointForm(forms.ModelForm):
    """Adds or changes a harvesting point as ``user``."""

    name = forms.CharField(label=gettext_lazy("Name of the source"), max_length=200)
    slug = forms.SlugField(
        label=gettext_lazy("Short name"),
        max_length=50,
        required=False,
        help_text=gettext_lazy("Used on the command line. Left empty, it is made from the name."),
    )
    institution = InstitutionField(label=gettext_lazy("Institution"), queryset=Institution.objects.none())
    licence = forms.CharField(label=gettext_lazy("Licence"), max_length=200, required=False)
    licence_url = forms.URLField(label=gettext_lazy("Licence address"), required=False, assume_scheme="https")
    metadata_cc0 = forms.BooleanField(
        label=gettext_lazy("Its notices may be given to Europeana, under CC0"),
        required=False,
        help_text=gettext_lazy("Europeana takes descriptions that nobody keeps a right to; images keep their own."),
    )
    trust = forms.IntegerField(
        label=gettext_lazy("Rank of trust"),
        initial=50,
        min_value=1,
        max_value=1000,
        help_text=gettext_lazy("When two sources disagree, the smaller number wins."),
    )

    prepared = forms.BooleanField(
        label=gettext_lazy("Hide it from readers while it is being prepared"),
        required=False,
        help_text=gettext_lazy("Its notices are received and can be looked at here; readers see them once you say so."),
    )

    field_order = ("name", "slug", "institution", *ENDPOINT_FIELDS, "licence", "licence_url", "metadata_cc0", "trust")

    class Meta:
        model = Endpoint
        fields = ENDPOINT_FIELDS
        field_classes = {"options": OptionsField}
        labels = {"active": gettext_lazy("Harvest on schedule")}
        widgets = {
            "url": forms.TextInput(attrs={"inputmode": "url"}),
            "set_spec": forms.TextInput(),
            "ca_bundle": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.exists = self.instance.pk is not None
        if self.exists:
            for name in (*SOURCE_FIELDS, "slug", "institution"):
                self.initial[name] = getattr(self.instance.source, name)
            self.fields["slug"].disabled = True
            del self.fields["prepared"]
        self._institutions().queryset = policies.institutions_for(user, right=policies.ADD).order_by("title")
        if not policies.may_set_guards(user):
            self._leave_the_guards_alone()

    def _institutions(self) -> forms.ModelChoiceField:
        return cast(forms.ModelChoiceField, self.fields["institution"])

    def _leave_the_guards_alone(self) -> None:
        """A partner admin touches neither ports, rates nor trust, nor files of this machine, nor moves a source elsewhere."""
        for name in GUARDS:
            del self.fields[name]
        if self.exists:
            self._institutions().queryset = Institution.objects.filter(pk=self.instance.source.institution_id)
            self._institutions().disabled = True
        if self.exists and self.instance.protocol == Endpoint.Protocol.FILE_DROP:
            self.fields["protocol"].disabled = self.fields["url"].disabled = True
        else:
            fetched = [pair for pair in Endpoint.Protocol.choices if pair[0] != Endpoint.Protocol.FILE_DROP]
            cast(forms.ChoiceField, self.fields["protocol"]).choices = fetched

    def clean_slug(self) -> str:
        """A short name that no other source has."""
        slug = self.cleaned_data["slug"]
        if slug and not self.exists and Source.objects.filter(slug=slug).exists():
            raise ValidationError(_("Another source has this short name."))
        return slug

    def clean(self) -> dict[str, Any]:
        """Look at the address, and refuse to turn a harvest that is under way to another place."""
        data = super().clean() or self.cleaned_data
        protocol, url = data.get("protocol"), data.get("url", "")
        if url and protocol != Endpoint.Protocol.FILE_DROP:
            ports = data.get("ports", self.instance.ports) or []
            message = objection(url, ports=ports, allow_loopback=settings.HARVEST_ALLOW_LOOPBACK)
            if message is not None:
                self.add_error("url", translated(message))
        if protocol == Endpoint.Protocol.OAI_PMH and not data.get("prefix"):
            self.add_error("prefix", _("OAI-PMH needs a format prefix, for example oai_dc."))
        if self.harvests_something_else and self.instance.runs.filter(state__in=HarvestRun.ACTIVE).exists():
            raise ValidationError(_("A harvest of this point is under way: wait for its end or abort it before you change where it goes."))
        return data

    @property
    def harvests_something_else(self) -> bool:
        """Whether an existing point now asks for other records than before."""
        return self.exists and any(name in self.changed_data for name in WHAT_IS_HARVESTED)

    def save(self, commit: bool = True) -> Endpoint:
        """Write source and endpoint together. A point that harvests something else starts with a full harvest."""
        with transaction.atomic():
            source = self.instance.source if self.exists else Source(slug=self.cleaned_data.get("slug") or self._free_slug())
            for name in (*SOURCE_FIELDS, "institution"):
                if name in self.cleaned_data and name != "metadata_cc0":
                    setattr(source, name, self.cleaned_data[name])
            consent(source, self.cleaned_data.get("metadata_cc0", source.metadata_cc0))
            if self.cleaned_data.get("prepared"):
                source.standing = Source.Standing.PREPARED
            source.save()
            endpoint = self.instance
            endpoint.source = source
            if self.harvests_something_else:
                endpoint.harvested_until = None
            if self.exists:
                endpoint.save(update_fields=[*self._columns(), "harvested_until"])
            else:
                endpoint.save()
            roles.group_of(roles.PARTNER_ADMIN, source.institution)
        return endpoint

    def others_at_the_same_address(self) -> QuerySet[Endpoint]:
        """The points, whosever they are, that ask the same records of the same address."""
        own = self.instance
        bare = own.url.rstrip("/")
        there = Endpoint.objects.filter(url__in=[own.url, bare, f"{bare}/"], set_spec=own.set_spec)
        return there.exclude(pk=own.pk).exclude(source__standing=Source.Standing.REMOVED)

    def _free_slug(self) -> str:
        """A short name from the name, with a number when it is taken."""
        base = slugify(self.cleaned_data["name"])[:40] or "source"
        taken = set(Source.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))) if slug not in taken)

    def _columns(self) -> list[str]:
        """The endpoint's own columns among the fields: a harvest that ends meanwhile keeps what it wrote in the others."""
        return [name for name in ENDPOINT_FIELDS if name in self.fields]
