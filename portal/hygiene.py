"""What a person can type and PostgreSQL cannot take is no error of ours: control characters are left out, numbers too large refused."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.db import DataError
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.http.response import HttpResponseBase
from django.urls import NoReverseMatch, get_resolver
from django.utils.datastructures import MultiValueDictKeyError

logger = structlog.get_logger(__name__)
GetResponse = Callable[[HttpRequest], HttpResponseBase]
MOST_ROWS = 400  # Django makes up to 2 000 of them (formsets.DEFAULT_MAX_NUM), and Wagtail's page of so many takes a minute
BLANKS = "\t\n\r"
# How psycopg, Django and Python say that a text is not one that the database's text, a number or a key can be made of. Wagtail's
# choosers and lists take what stands in a form for a key without looking.
WRONG_VALUES = (
    "NUL (0x00)",
    "expected a number but got",
    "invalid literal for int()",
    "for integer string conversion",
    "is not a valid UUID",
    "Invalid IPv6 URL",
    "netloc",  # "… contains invalid characters under NFKC normalization" (urllib.parse)
    "Port could not be cast",
    "Port out of range",
)


def without_controls(text: str) -> str:
    """``text`` without the characters that stand for nothing on a page (Unicode category Cc, but for tabulation and line ends)."""
    if text.isprintable():
        return text
    return "".join(letter for letter in text if letter in BLANKS or not ("\x00" <= letter < " " or "\x7f" <= letter <= "\x9f"))


def whole(text: str, *, digits: int) -> int | None:
    """A whole number as it is typed or stands in an address, of at most so many figures of 0 to 9; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else None


def _says_too_many(field: tuple[str, object]) -> bool:
    """Whether this is how many rows a form of rows has (django.forms.formsets.ManagementForm), and they are too many."""
    name, value = field
    number = str(value).strip()
    return name.endswith(("-TOTAL_FORMS", "-INITIAL_FORMS")) and number.isdecimal() and (len(number) > 9 or int(number) > MOST_ROWS)


def _is_of_a_value(exception: Exception) -> bool:
    return isinstance(exception, ValueError | TypeError | ValidationError) and any(words in str(exception) for words in WRONG_VALUES)


def _is_of_a_form(request: HttpRequest, exception: Exception) -> bool:
    """Whether a form named a page that is not there, or an address to go on to that is none, or has not the rows that it says (Wagtail
    looks at none of these)."""
    if request.method != "POST":
        return False
    if isinstance(exception, ObjectDoesNotExist | MultiValueDictKeyError):
        return True
    return isinstance(exception, NoReverseMatch) and bool(request.POST.get("next"))


class Typed:
    """Cleans what stands after the question mark; answers 400 where a form's value is one that the database refuses."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer to the cleaned request."""
        if "%" in request.META.get("QUERY_STRING", ""):
            self._clean(request)
        return self.get_response(request)

    @staticmethod
    def _clean(request: HttpRequest) -> None:
        cleaned = QueryDict(mutable=True)
        changed = False
        for name, values in request.GET.lists():
            kept = [without_controls(value) for value in values]
            changed = changed or kept != values or not name.isprintable()
            cleaned.setlist(without_controls(name), kept)
        if changed:
            cleaned._mutable = False  # type: ignore[attr-defined]
            request.GET = cleaned  # type: ignore[assignment]
            request.META["QUERY_STRING"] = cleaned.urlencode()

    def process_view(self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_given: object) -> HttpResponse | None:
        """The page of a request that makes no sense where a form says more rows than anybody types (each is a form to be made), and where
        it never came whole: its sender went away, or was too slow.
        """
        if request.method != "POST" or getattr(view, "csrf_exempt", False):
            return None
        try:
            many = any(map(_says_too_many, request.POST.items()))
        except UnreadablePostError as error:
            return self._refused(request, error)
        return self._refused(request, ValueError(f"more than {MOST_ROWS} rows in a form")) if many else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a request that makes no sense, for a value out of PostgreSQL's bounds; nothing for any other error."""
        if not (isinstance(exception, DataError) or _is_of_a_value(exception) or _is_of_a_form(request, exception)):
            return None
        return self._refused(request, exception)

    @staticmethod
    def _refused(request: HttpRequest, exception: Exception) -> HttpResponse:
        logger.warning("value_refused", path=request.path, error=str(exception).partition("\n")[0])
        return get_resolver().resolve_error_handler(400)(request, exception)  # type: ignore[no-any-return,call-arg]
