"""Run inside an installation: founds the cast and prints what a client needs, as JSON."""

import json
import sys
from datetime import timedelta
from uuid import uuid4

import django

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from allied.alliances import awaiting  # noqa: E402
from allied.clock.timers import Subject, set_timer  # noqa: E402
from allied.people.tokens import make_token  # noqa: E402
from tests.conftest import cast_of_two  # noqa: E402


def session_of(person) -> str:
    store = SessionStore()
    store[SESSION_KEY] = str(person.pk)
    store[BACKEND_SESSION_KEY] = "allied.people.backends.WithHome"
    store[HASH_SESSION_KEY] = person.get_session_auth_hash()
    store.save()
    return store.session_key


def due(cast, count: int, now) -> None:
    """So many timers that are due, and so many acts of which nobody was told yet."""
    for number in range(count):
        bell = Subject("bell", uuid4())
        at = now - timedelta(minutes=1)
        where = {"alliance_id": cast.alliance.pk, "owner_id": cast.north.pk}
        set_timer(bell, "trial.ring", at, **where)
        act = awaiting.Act(
            verb="judge",
            subject_kind="decision",
            subject_id=uuid4(),
            title=f"Letter {number}",
            blocking=True,
        )
        awaiting.await_act(
            act, of=[cast.daniel], alliance=cast.alliance, asked_by=cast.maya, now=now
        )


with transaction.atomic():
    now = timezone.now()
    cast = cast_of_two()
    _, token = make_token(by=cast.maya, name="trial", scopes=["read", "write"], now=now)
    due(cast, int(sys.argv[1]), now)
    sys.stdout.write(
        json.dumps(
            {"alliance": str(cast.alliance.pk), "token": token, "session": session_of(cast.maya)}
        )
    )
