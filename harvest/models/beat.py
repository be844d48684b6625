"""Signs of life: what ran, and when; a process that is up but does nothing leaves none."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    """The last time a named task really ran in a worker."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%Y-%m-%d %H:%M:%S}"
