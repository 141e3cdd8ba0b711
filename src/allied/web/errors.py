"""Pages for when something is in the way; none of them needs the database."""

import sys
from typing import Any

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from allied.kit.api import problem
from allied.web.faults import fault_of, kept_text


def wants_json(request: HttpRequest) -> bool:
    """Whether the API door was knocked at."""
    return request.path.startswith("/api/")


def error_page(
    request: HttpRequest, status: int, code: str, title: str = "", detail: str = "", **more: Any
) -> HttpResponse:
    """The same answer for a person or for a script; without words of its own, those of the status.

    `more` may hold `shell` (draws the navigation), `newest` (the address of the newest version),
    `kept` (what was typed) and `people` (who can do it).
    """
    fault = fault_of(status)
    title, detail = title or fault.title, detail or fault.says
    if wants_json(request):
        return problem(status, code, title, detail)
    context = {"status": status, "title": title, "detail": detail, "fault": fault, **more}
    page = render_to_string("web/error.html", context, request if "shell" in more else None)
    return HttpResponse(page, status=status)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it does not exist, or not for this person; both read the same."""
    return error_page(request, 404, "not_found")


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person sees the thing, but their seat does not carry this right."""
    return error_page(request, 403, "not_allowed")


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not come from this site, or its session ended."""
    return error_page(
        request,
        403,
        "form_expired",
        "This form is no longer valid",
        "You may have signed in or out in another tab. Nothing was saved. Open the page again.",
        kept=kept_text(request.POST.dict()),
    )


def outdated(request: HttpRequest, sentence: str = "", newest: str = "") -> HttpResponse:
    """409: somebody was faster; the page keeps what was typed and leads to the newest version."""
    detail = f"{sentence} {fault_of(409).says}".strip()
    kept = kept_text(request.POST.dict())
    return error_page(request, 409, "outdated", detail=detail, newest=newest, kept=kept)


def refused(request: HttpRequest, code: str, sentence: str) -> HttpResponse:
    """422: a rule of the alliance forbids it now; for pages that have no form to show it on."""
    return error_page(request, 422, code, detail=sentence)


def too_fast(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429: more requests in a short time than a person makes."""
    response = error_page(request, 429, "too_many_requests")
    response.headers["Retry-After"] = "60"
    return response


def broken(request: HttpRequest) -> HttpResponse:
    """500: something broke on our side, unless it was the database that gave up."""
    # Django calls this while the error is on its way: also for one that a middleware raised.
    return database_gave_up(request, sys.exception()) or error_page(request, 500, "broken")


def database_gave_up(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The page for an error of the database itself: its disk is full, or it is away."""
    if isinstance(error, InterfaceError | OperationalError):
        return disk_full(request) if _says_full(error) else database_away(request)
    return None


def _says_full(error: BaseException) -> bool:
    """SQLite says it in words, PostgreSQL in its class of errors 53100."""
    state = getattr(error.__cause__, "sqlstate", "")
    return state == "53100" or "disk is full" in str(error)


def disk_full(request: HttpRequest) -> HttpResponse:
    """507: there is no room to write; reading goes on."""
    return error_page(request, 507, "disk_full")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    return error_page(request, 400, "bad_request")


def database_away(request: HttpRequest) -> HttpResponse:
    """503: the database is away."""
    response = error_page(request, 503, "database_away")
    response.headers["Retry-After"] = "5"
    return response
