"""Who is asking, and for whom the database answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.views import redirect_to_login
from django.db import connection, transaction
from django.http import Http404, HttpRequest, HttpResponse

from allied.people.models import Person

APP_ROLE = "allied_app"


class PersonRequest(HttpRequest):
    """A request of somebody who is signed in."""

    user: Person
    alliance: Any
    audience: str
    here: str
    week_count: int


type View[**P] = Callable[Concatenate[PersonRequest, P], HttpResponse]


def signed_in[**P](view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page for people who are signed in, with a home or not; others are led to the sign-in page."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = request.user
        if not isinstance(person, Person) or not person.is_active:
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)  # type: ignore[arg-type]  # checked above

    guarded.is_page = True  # type: ignore[attr-defined]  # read by the sweep in the tests
    return guarded


def page[**P](view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """A page of an organisation's people; for whoever only administers the host it does not exist."""

    @wraps(view)
    def at_home(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.user.organisation_id is None:
            raise Http404
        return view(request, *args, **kwargs)

    return signed_in(at_home)


def _say(settings: dict[str, str]) -> None:
    """Tell PostgreSQL who acts, until this transaction ends."""
    with connection.cursor() as cursor:
        calls = ", ".join("set_config(%s, %s, true)" for _ in settings)
        cursor.execute(f"SELECT {calls}", [word for pair in settings.items() for word in pair])


def _said() -> dict[str, str]:
    """Who acts so far, to go back to when a scope inside another one ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role'), coalesce(current_setting('app.organisation', true), ''),"
            " coalesce(current_setting('app.system', true), '')"
        )
        return dict(zip(("role", "app.organisation", "app.system"), cursor.fetchone(), strict=True))


@contextmanager
def _transaction_saying(settings: dict[str, str]) -> Iterator[None]:
    inside = connection.in_atomic_block
    with transaction.atomic():
        if connection.vendor != "postgresql":
            yield
            return
        before = _said() if inside else {}
        _say(settings)
        yield
        if before and not connection.needs_rollback:
            _say(before)


@contextmanager
def acting_as(person: Person) -> Iterator[None]:
    """One transaction in which the database answers for this person's organisation only."""
    home = str(person.organisation_id or "")
    with _transaction_saying({"role": APP_ROLE, "app.organisation": home, "app.system": ""}):
        yield


@contextmanager
def system_scope(reason: str) -> Iterator[None]:
    """One transaction without the second wall, for the modules listed in the house rules."""
    with _transaction_saying({"app.system": reason}):
        yield


def person_of(request: Any) -> Person | None:
    """The person behind a request, by session or by token; never taken from the request's own words."""
    person = getattr(request, "user", None)
    return person if isinstance(person, Person) and person.is_active else None


def actor(request: HttpRequest) -> Person:
    """The person who knocks at the JSON door, which lets nobody else in."""
    person = request.user
    assert isinstance(person, Person)
    return person
