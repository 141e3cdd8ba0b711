"""The JSON door of one's own organisation, its people, and oneself."""

from datetime import timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from allied.alliances import organisations, security
from allied.alliances.doors import find
from allied.alliances.leaving import remove_person
from allied.kit.api import PROBLEMS, Page, expected_version, page_of
from allied.kit.errors import Refused
from allied.people.doors import actor
from allied.people.models import Person, Token
from allied.people.tokens import tokens_of

router = Router(tags=["people"])


class PersonShown(Schema):
    """A colleague, or somebody of one of one's alliances."""

    id: UUID
    name: str
    title: str
    email: str
    organisation: UUID | None
    is_active: bool
    administers_organisation: bool
    version: int | None = None

    @staticmethod
    def of(row: Person, reader: Person) -> "PersonShown":
        """The person as colleagues and partners see them; the version is only for colleagues."""
        return PersonShown(
            id=row.pk,
            name=row.name,
            title=row.title,
            email=row.email,
            organisation=row.organisation_id,
            is_active=row.is_active,
            administers_organisation=row.administers_organisation,
            version=row.standing if row.organisation_id == reader.organisation_id else None,
        )


class Departure(Schema):
    """Who takes over from a colleague who leaves."""

    successor: UUID | None = None


class TokenShown(Schema):
    """A token; its secret only on the answer that made it."""

    id: UUID
    name: str
    scopes: list[str]
    created_at: str
    expires_at: str
    secret: str = ""

    @staticmethod
    def of(row: Token, secret: str = "") -> "TokenShown":
        """The token, with its secret if this answer may carry it."""
        return TokenShown(
            id=row.pk,
            name=row.name,
            scopes=list(row.scopes),
            created_at=row.created_at.isoformat(),
            expires_at=row.expires_at.isoformat(),
            secret=secret,
        )


class TokenWanted(Schema):
    """A new token: what uses it, what it may do, and for how many days."""

    name: str = Field(min_length=1, max_length=100)
    scopes: list[str] = ["read"]
    days: int = Field(30, ge=1, le=90)


@router.get("/me", response={200: PersonShown, **PROBLEMS})
def me(request: HttpRequest) -> PersonShown:
    """Whoever asks."""
    return PersonShown.of(actor(request), actor(request))


@router.get("/people", response={200: Page[PersonShown], **PROBLEMS})
def people(request: HttpRequest, cursor: str = "", size: int = 50) -> Page[PersonShown]:
    """Colleagues and the people of one's alliances, the latest to join first."""
    rows = Person.objects.visible_to(actor(request))
    found, more = page_of(rows, cursor=cursor, size=size, by="joined_at")
    return Page[PersonShown](
        items=[PersonShown.of(row, actor(request)) for row in found], next=more
    )


def _colleague(request: HttpRequest, person_id: UUID) -> Person:
    return find(Person.objects.visible_to(actor(request)), pk=person_id)


@router.post("/people/{uuid:person_id}/departure", response={200: PersonShown, **PROBLEMS})
def departure(request: HttpRequest, person_id: UUID, said: Departure) -> PersonShown:
    """End the account of a colleague who leaves, in one step."""
    left = remove_person(
        by=actor(request),
        person=_colleague(request, person_id),
        successor=_colleague(request, said.successor) if said.successor else None,
        now=timezone.now(),
    )
    return PersonShown.of(left, actor(request))


@router.post("/people/{uuid:person_id}/administration", response={200: PersonShown, **PROBLEMS})
def name_administrator(request: HttpRequest, person_id: UUID) -> PersonShown:
    """Let a colleague administer the organisation."""
    row = _colleague(request, person_id)
    named = organisations.name_administrator(by=actor(request), person=row, now=timezone.now())
    return PersonShown.of(named, actor(request))


@router.delete("/people/{uuid:person_id}/administration", response={200: PersonShown, **PROBLEMS})
def end_administration(request: HttpRequest, person_id: UUID) -> PersonShown:
    """A colleague no longer administers the organisation; If-Match names the version of the person."""
    row = _colleague(request, person_id)
    ended = organisations.end_administration(
        by=actor(request), person=row, version=expected_version(request), now=timezone.now()
    )
    return PersonShown.of(ended, actor(request))


@router.get("/tokens", response={200: list[TokenShown], **PROBLEMS})
def tokens(request: HttpRequest) -> list[TokenShown]:
    """One's tokens that still open something."""
    return [TokenShown.of(row) for row in tokens_of(actor(request), timezone.now())]


@router.post("/tokens", response={201: TokenShown, **PROBLEMS})
def make_token(
    request: HttpRequest, said: TokenWanted, response: HttpResponse
) -> Status[TokenShown]:
    """Make a token; a token itself makes no other, or it would never end."""
    if getattr(request, "by_token", False):
        raise Refused("by_token", "A token makes no other token. Sign in and make it on the page.")
    token, secret = security.make_token(
        by=actor(request),
        name=said.name,
        scopes=said.scopes,
        lives=timedelta(days=said.days),
        now=timezone.now(),
    )
    response.headers["Shown-Once"] = "1"
    return Status(201, TokenShown.of(token, secret))


@router.post("/tokens/{uuid:token_id}/revocation", response={200: TokenShown, **PROBLEMS})
def revoke_token(request: HttpRequest, token_id: UUID) -> TokenShown:
    """A token opens nothing any more."""
    row = find(actor(request).tokens.all(), pk=token_id)
    return TokenShown.of(security.revoke_token(by=actor(request), token=row, now=timezone.now()))
