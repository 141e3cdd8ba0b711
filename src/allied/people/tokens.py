"""Bearer tokens: made once, kept as a digest, never stronger than their owner."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from allied.kit.errors import Refused
from allied.people.doors import person_of
from allied.people.models import Person, Token

SCOPES = ("read", "write")
LONGEST = timedelta(days=90)


def digest_of(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def make_token(
    *, by: Person, name: str, scopes: list[str], now: datetime, lives: timedelta = LONGEST
) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once."""
    if not name.strip():
        raise Refused("no_name", "Give the token a name that says what uses it.", field="name")
    if not scopes or set(scopes) - set(SCOPES):
        raise Refused("scopes", "The scopes are read and write.", field="scopes")
    if not timedelta() < lives <= LONGEST:
        raise Refused("too_long", "A token lives between one and 90 days.", field="days")
    secret = "allied_" + secrets.token_urlsafe(32)
    token = Token.objects.create(
        person=by,
        name=name.strip()[:100],
        digest=digest_of(secret),
        scopes=sorted(set(scopes)),
        rights_version=by.rights_version,
        created_at=now,
        expires_at=now + lives,
    )
    return token, secret


def revoke_token(*, by: Person, token: Token, now: datetime) -> None:
    """The token opens nothing any more; its owner or their organisation's administrator may do it."""
    if token.person_id != by.pk and not (
        by.administers_organisation and by.organisation_id == token.person.organisation_id
    ):
        raise Refused(
            "not_yours", "Only the owner or an administrator of their organisation revokes it."
        )
    if token.revoked_at is None:
        token.revoked_at = now
        token.save(update_fields=["revoked_at"])


def revoke_all(person: Person, *, now: datetime) -> int:
    """No token of this person opens anything any more. Returns how many did."""
    return Token.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=now)


def tokens_of(person: Person, now: datetime) -> list[Token]:
    """The tokens of this person that still open something, newest first."""
    rows = Token.objects.filter(person=person, revoked_at__isnull=True, expires_at__gt=now)
    return list(rows.order_by("-created_at", "-pk"))


def holder(secret: str, *, reads: bool, now: datetime) -> Person | None:
    """The person behind a bearer token, if it is valid and its scopes allow this method."""
    token = (
        Token.objects.filter(digest=digest_of(secret))
        .select_related("person__organisation")
        .first()
    )
    if token is None or not token.is_valid(now) or not token.person.is_active:
        return None
    if token.rights_version != token.person.rights_version:
        return None
    return token.person if ("read" if reads else "write") in token.scopes else None


class TokenOrSession(AuthBase):
    """Who knocks at the API: the bearer of a token (see web/middleware.py) or a signed-in session."""

    openapi_type = "http"
    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Any | None:
        """The person, or None for 401; a session also proves that our own page sent the request."""
        if not getattr(request, "by_token", False) and request.method not in ("GET", "HEAD"):
            refusal = check_csrf(request)
            if refusal is not None:
                return None
        return person_of(request)
