"""What every request passes: security headers, a clear page when the database is away, and the walls."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import get_user
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from allied.alliances.at_hand import LAST_USED
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.people import tokens
from allied.people.doors import acting_as, person_of
from allied.people.models import Person
from allied.web import errors, once

type Answer = Callable[[HttpRequest], HttpResponse]

NO_METHOD = "This address does not take that method"
SAFE = {"GET", "HEAD", "OPTIONS"}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; manifest-src 'self'"
)


def headers(get_response: Answer) -> Answer:
    """Strict content security policy, and nothing of an answer is kept by anybody in between."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "private, no-store"
            response.headers["Vary"] = "Cookie, Authorization"
        return response

    return answer


def readable(get_response: Answer) -> Answer:
    """No text holds a NUL, so no address with one is looked up; a 405 says what to do, too."""

    def answer(request: HttpRequest) -> HttpResponse:
        if "\0" in request.path:
            return errors.missing(request)
        if "%00" in request.META.get("QUERY_STRING", ""):
            return errors.bad_request(request)
        response = get_response(request)
        if response.status_code == 405:
            allowed = response.headers["Allow"]
            said = (NO_METHOD, f"Use {allowed}.") if errors.wants_json(request) else ("", "")
            response = errors.error_page(request, 405, "method_not_allowed", *said)
            response.headers["Allow"] = allowed
        return response

    return answer


def last_alliance(get_response: Answer) -> Answer:
    """Remembers in a cookie in which alliance one was, for the sidebar of the pages outside of any."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        alliance = getattr(request, "alliance", None)
        if alliance is None or response.status_code >= 400 or request.path.startswith("/api/"):
            return response
        if request.COOKIES.get(LAST_USED) != str(alliance.pk):
            response.set_cookie(
                LAST_USED,
                str(alliance.pk),
                max_age=settings.SESSION_COOKIE_AGE,
                secure=settings.SESSION_COOKIE_SECURE,
                httponly=True,
                samesite="Lax",
            )
        return response

    return answer


def database_away(get_response: Answer) -> Answer:
    """A database that is away or full gives a clear page that needs no database.

    It may also be away for what surrounds a page: the session, the token, the end of the
    transaction. Django hands such errors to `errors.broken`, which shows the same page.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    answer.process_exception = errors.database_gave_up  # type: ignore[attr-defined]  # Django reads it there
    return answer


def refusals(get_response: Answer) -> Answer:
    """A missing right and an outdated version have pages of their own, wherever they are raised."""

    def answer(request: HttpRequest) -> HttpResponse:
        return get_response(request)

    answer.process_exception = _refused  # type: ignore[attr-defined]  # Django reads it there
    return answer


def _refused(request: HttpRequest, error: Exception) -> HttpResponse | None:
    if isinstance(error, NotAllowed):
        return errors.not_allowed(request)
    if isinstance(error, Outdated):
        return errors.outdated(request, error.sentence)
    if isinstance(error, Refused):
        return errors.error_page(
            request, 422, error.code, "This was not carried out", error.sentence
        )
    return None


def acting(get_response: Answer) -> Answer:
    """One transaction per writing request; on PostgreSQL the second wall also stands for reading.

    Reading on SQLite stays outside a transaction: with IMMEDIATE it would take the write lock.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        _bearer(request)
        person = person_of(request)
        reads = request.method in SAFE
        if person is None or (reads and connection.vendor != "postgresql"):
            return get_response(request)
        return _in_transaction(get_response, request, person)

    return answer


def _bearer(request: HttpRequest) -> None:
    """Who asks: the person of the session, or for this one request the holder of a token."""
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer" or not request.path.startswith("/api/"):
        # The person themselves instead of Django's promise of one, which costs at every word asked.
        request.user = get_user(request)
        return
    reads = request.method in SAFE
    holder = tokens.holder(secret.strip(), reads=reads, now=timezone.now())
    request.user = holder or AnonymousUser()
    request.by_token = holder is not None  # type: ignore[attr-defined]  # read by TokenOrSession


def _in_transaction(get_response: Answer, request: HttpRequest, person: Person) -> HttpResponse:
    with acting_as(person):
        key = once.key_of(request)
        row, again = once.begin(request, person, key, timezone.now()) if key else (None, None)
        if again is not None:
            return again
        response = get_response(request)
        if response.status_code >= 500:
            transaction.set_rollback(True)
        elif row is not None:
            once.finish(row, response)
        return response
