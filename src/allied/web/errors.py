"""Pages for when something is in the way; none of them needs the database."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from allied.kit.api import problem


def wants_json(request: HttpRequest) -> bool:
    """Whether the API door was knocked at."""
    return request.path.startswith("/api/")


def error_page(
    request: HttpRequest, status: int, code: str, title: str, detail: str
) -> HttpResponse:
    """The same answer for a person or for a script."""
    if wants_json(request):
        return problem(status, code, title, detail)
    context: dict[str, Any] = {"status": status, "title": title, "detail": detail, "code": code}
    return HttpResponse(render_to_string("web/error.html", context), status=status)


def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: it does not exist, or not for this person; both read the same."""
    return error_page(
        request,
        404,
        "not_found",
        "There is nothing at this address",
        "It may have moved, or it is not shared with you. What you see in the menu is what is there.",
    )


def not_allowed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the person sees the thing, but their seat does not carry this right."""
    return error_page(
        request,
        403,
        "not_allowed",
        "Your seat does not carry this right",
        "You can read this, but somebody with another role has to act. "
        "Your alliance manager can change your seat.",
    )


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form did not come from this site, or its session ended."""
    return error_page(
        request,
        403,
        "form_expired",
        "This form is no longer valid",
        "You may have signed in or out in another tab. Nothing was saved. Open the page again.",
    )


def broken(request: HttpRequest) -> HttpResponse:
    """500: something broke on our side."""
    return error_page(
        request,
        500,
        "broken",
        "Something broke on our side",
        "Nothing was half-written. The server's log has the details; trying again is safe.",
    )


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read."""
    return error_page(
        request,
        400,
        "bad_request",
        "This request cannot be read",
        "Part of it is missing or has a form that nobody would send from these pages.",
    )


def database_away(request: HttpRequest) -> HttpResponse:
    """503: the database is away."""
    response = error_page(
        request,
        503,
        "database_away",
        "The database does not answer right now",
        "What was acknowledged is safe. What you just sent was not saved; send it again in a moment.",
    )
    response.headers["Retry-After"] = "5"
    return response
