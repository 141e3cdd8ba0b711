"""One place that maps what a command says no with to status codes (RFC 9457)."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from allied.kit.api import problem
from allied.kit.errors import NotAllowed, Outdated, Refused


def refused(request: HttpRequest, error: Any) -> HttpResponse:
    """409, or 412 against an outdated version."""
    status = 412 if isinstance(error, Outdated) else 409
    title = "Outdated version" if status == 412 else "Refused"
    return problem(status, error.code, title, error.sentence)


def not_allowed(request: HttpRequest, error: Any) -> HttpResponse:
    """403: the thing is visible, the right is missing."""
    return problem(403, "not_allowed", "Not allowed", f"No seat of yours carries {error.right}.")


def missing(request: HttpRequest, error: Any) -> HttpResponse:
    """404, the same whether it does not exist or is hidden."""
    return problem(404, "not_found", "Not found", "There is nothing at this address for you.")


def unknown(
    request: HttpRequest, error: AuthenticationError | type[AuthenticationError]
) -> HttpResponse:
    """401."""
    detail = "Send Authorization: Bearer and a token."
    if request.headers.get("Authorization"):
        detail = "This token opens nothing here: it is wrong, over or revoked, or it may read only."
    answer = problem(401, "not_signed_in", "Not signed in", detail)
    answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def invalid(request: HttpRequest, error: Any) -> HttpResponse:
    """422 with every wrong field."""
    wrong = [f"{_place(e['loc'])}: {e['msg'].removeprefix('Value error, ')}" for e in error.errors]
    return problem(422, "invalid", "Invalid input", "; ".join(wrong))


def _place(parts: tuple[Any, ...]) -> str:
    """Where in the request: a body is named by its fields, not by our name for it."""
    inner = parts[2:] if parts[0] == "body" else parts[1:]
    return ".".join(map(str, inner)) or "body"


def other(request: HttpRequest, error: Any) -> HttpResponse:
    """What ninja itself refuses; why a body is not taken stands behind its own words."""
    cause = error.__cause__
    known = cause if isinstance(cause, HttpError) else error
    code = "unreadable" if error.status_code == 400 else "refused"
    return problem(known.status_code, code, "Refused", str(known))


def map_refusals(api: NinjaAPI) -> None:
    """Register every mapping."""
    api.add_exception_handler(Refused, refused)
    api.add_exception_handler(NotAllowed, not_allowed)
    api.add_exception_handler(Http404, missing)
    api.add_exception_handler(AuthenticationError, unknown)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(HttpError, other)
