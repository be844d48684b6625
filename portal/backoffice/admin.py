"""The tables that help a superuser to understand what happened; what a harvest writes is read-only."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.db.models import Model, URLField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from catalogue.models import Source
from catalogue.selectors import arks
from harvest.models import Coverage, Endpoint, HarvestMessage, HarvestRun, Heartbeat, QuarantinedRecord, Window
from portal.models import User


class ReadOnly:
    """Mixin: may be looked at, never changed by hand."""

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Never."""
        return False


@admin.register(User)
class AccountAdmin(UserAdmin):
    """Accounts, by e-mail address."""

    ordering = ("email",)
    list_display = ("email", "first_name", "last_name", "is_superuser", "is_active")
    search_fields = ("email", "first_name", "last_name")
    fieldsets = (
        (None, {"fields": ("email", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name")}),
        (_("Rights"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "usable_password", "password1", "password2")}),)
    filter_horizontal = ("groups",)


@admin.register(Source)
class SourceAdmin(admin.ModelAdmin):
    """Who says it."""

    list_display = ("name", "slug", "institution", "trust")
    list_select_related = ("institution",)
    search_fields = ("name", "slug")
    raw_id_fields = ("institution",)
    formfield_overrides = {URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> tuple[str, ...]:
        """The short name stands in the arks of the source's notices: it may be corrected until the first is minted. Whether readers see
        it is said on its page of the back office, which brings its notices after it.
        """
        return ("slug", "standing") if obj is not None and arks.hang_on(obj) else ("standing",)


@admin.register(Endpoint)
class EndpointAdmin(admin.ModelAdmin):
    """How a source is fetched."""

    list_display = ("source", "protocol", "format", "active", "next_run_at")
    list_select_related = ("source",)
    list_filter = ("protocol", "format", "active")
    search_fields = ("source__name", "source__slug", "url")
    raw_id_fields = ("source",)


class WindowInline(ReadOnly, admin.TabularInline):
    """The slices of a run."""

    model = Window
    extra = 0
    fields = ("start", "end", "state", "pages", "total", "tries", "restarts", "reason_code", "checkpoint")
    readonly_fields = fields


class MessageInline(ReadOnly, admin.TabularInline):
    """What happened during a run."""

    model = HarvestMessage
    extra = 0
    fields = ("severity", "code", "count", "args")
    readonly_fields = fields


@admin.register(HarvestRun)
class HarvestRunAdmin(ReadOnly, admin.ModelAdmin):
    """Runs, with their lease."""

    list_display = ("id", "endpoint", "kind", "state", "created_at", "ended_at", *HarvestRun.NAMES)
    list_select_related = ("endpoint__source",)
    list_filter = ("state", "kind")
    inlines = (WindowInline, MessageInline)
    show_full_result_count = False


@admin.register(QuarantinedRecord)
class QuarantinedRecordAdmin(ReadOnly, admin.ModelAdmin):
    """Records in quarantine, without their bytes (the back office shows them)."""

    list_display = ("id", "source", "identifier", "code", "last_seen_at")
    list_select_related = ("source",)
    exclude = ("data",)
    show_full_result_count = False


@admin.register(Coverage)
class CoverageAdmin(ReadOnly, admin.ModelAdmin):
    """Periods that were harvested to their end."""

    list_display = ("endpoint", "start", "end", "run")
    list_select_related = ("endpoint__source", "run")


@admin.register(Heartbeat)
class HeartbeatAdmin(ReadOnly, admin.ModelAdmin):
    """Signs of life."""

    list_display = ("name", "at")

    def get_queryset(self, request: HttpRequest) -> Any:
        """Latest first."""
        return super().get_queryset(request).order_by("-at")
