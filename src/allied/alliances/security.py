"""Tokens as commands: made and revoked with a line in the organisation's own log."""

from datetime import datetime, timedelta

from django.db import transaction

from allied.alliances import home_facts as facts
from allied.people import tokens
from allied.people.models import Person, Token
from allied.record import book


def make_token(
    *, by: Person, name: str, scopes: list[str], now: datetime, lives: timedelta = tokens.LONGEST
) -> tuple[Token, str]:
    """A new token and its secret, which is shown this once."""
    with transaction.atomic():
        token, secret = tokens.make_token(by=by, name=name, scopes=scopes, now=now, lives=lives)
        said = facts.TokenMade(subject=token.pk, token=token.name, scopes=" ".join(token.scopes))
        book.note_own(said, by=by, now=now)
    return token, secret


def revoke_token(*, by: Person, token: Token, now: datetime) -> Token:
    """The token opens nothing any more."""
    with transaction.atomic():
        was_valid = token.is_valid(now)
        tokens.revoke_token(by=by, token=token, now=now)
        if was_valid:
            said = facts.TokenRevoked(subject=token.pk, token=token.name)
            book.note_own(said, by=by, now=now)
    return token
