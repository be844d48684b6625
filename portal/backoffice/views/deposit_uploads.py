"""Files that a browser sends piece by piece, and goes on with after a cut: what the script of a deposit's page talks to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from catalogue.models import DepositFile
from catalogue.services.deposits import receiving
from catalogue.services.deposits.refusals import NotTaken
from portal.backoffice.views.deposit_deeds import DepositDeed
from portal.backoffice.views.own import OwnView
from portal.hygiene import whole, without_controls

CONFLICT, UNPROCESSABLE = 409, 422


class _ByScript(DepositDeed, OwnView):
    def refused(self, error: NotTaken) -> JsonResponse:
        """The sentence that the page shows beside the file."""
        return JsonResponse({"said": error.message.sentence(_)}, status=UNPROCESSABLE)

    def there(self, file: DepositFile, **more: Any) -> JsonResponse:
        """Where to go on, and from which byte."""
        return JsonResponse({"file": str(file.pk), "received": file.received, "size": file.size, **more})


class Begin(_ByScript):
    """A file is announced; one that was cut is found again by its mark."""

    def post(self, request: HttpRequest, deposit: UUID) -> JsonResponse:
        """How much of it is there."""
        name = without_controls(request.POST.get("name", "")).strip() or "?"
        size = whole(request.POST.get("size", ""), digits=12) or 0
        try:
            file = receiving.begin(self.deposit, name=name, size=size, mark=f"{name}|{size}|{request.POST.get('changed', '')[:40]}")
        except NotTaken as error:
            return self.refused(error)
        return self.there(file)


class Piece(_ByScript):
    """The next piece of a file."""

    def post(self, request: HttpRequest, deposit: UUID, file: UUID) -> JsonResponse:
        """Keep it; 409 and where to go on where it does not follow on, 422 where it arrived damaged."""
        found = get_object_or_404(DepositFile.objects.select_related("deposit"), pk=file, deposit=self.deposit)
        offset, crc = (whole(request.GET.get(name, ""), digits=12) for name in ("offset", "crc"))
        piece = request.read(receiving.LARGEST_PIECE + 1)
        try:
            return self.there(receiving.append(found, piece, offset=-1 if offset is None else offset, crc=-1 if crc is None else crc))
        except receiving.OutOfStep as error:
            return JsonResponse({"received": error.received}, status=CONFLICT)
        except NotTaken as error:
            return self.refused(error)
