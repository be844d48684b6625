"""The editors' pictures, as pages and the back office show them; their documents go by Wagtail's own door, which looks at rights."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

FOLDERS = ("images/", "original_images/")  # where Wagtail keeps them, made smaller and as they came
KINDS = frozenset({"image/avif", "image/gif", "image/jpeg", "image/png", "image/webp"})
A_DAY = "public, max-age=86400"


@require_safe
def images(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture; 404 for anything else that lies in the media folder."""
    if not name.startswith(FOLDERS) or "\0" in name or ".." in name.split("/"):
        raise Http404
    answer = serve(request, name, document_root=str(settings.MEDIA_ROOT))
    if answer.status_code == 200 and answer.get("Content-Type") not in KINDS:
        answer.close()
        raise Http404
    answer["Cache-Control"] = A_DAY
    return answer
