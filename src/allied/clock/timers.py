"""Timers fire once, in order, with any number of workers, and also after a crash.

A reaction and the mark that its timer has fired are one transaction: either both stand or neither.
The reaction reads the state when it runs, so a timer may come late but never acts on old news.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db import OperationalError, connection, transaction
from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from allied.clock.models import Timer
from allied.people.doors import system_scope
from allied.people.scope import JOINT

type Reaction = Callable[[Timer, datetime], None]

REASON = "timers fire for nobody in particular"
LONGEST_PAUSE = timedelta(hours=1)
BLOCKING_ATTEMPTS = 8
"""So often a failing timer holds back later ones of its subject, to keep their order."""

log = logging.getLogger(__name__)
_reactions: dict[str, Reaction] = {}


class Subject(NamedTuple):
    """What a clock or a timer is about: kind and id, never a foreign key up-stream."""

    kind: str
    id: UUID


def register(verb: str, reaction: Reaction) -> None:
    """Say what happens when a timer of this verb is due; each verb has one reaction."""
    if _reactions.setdefault(verb, reaction) is not reaction:
        raise ValueError(f"the verb {verb} already has a reaction")


def set_timer(
    subject: Subject,
    verb: str,
    at: datetime,
    *,
    alliance_id: UUID,
    owner_id: UUID,
    audience: str = JOINT,
) -> None:
    """A timer for this subject; setting the same one again changes nothing."""
    set_timers(subject, {verb: at}, alliance_id=alliance_id, owner_id=owner_id, audience=audience)


def set_timers(
    subject: Subject,
    times: Mapping[str, datetime],
    *,
    alliance_id: UUID,
    owner_id: UUID,
    audience: str = JOINT,
) -> None:
    """One timer for each verb of this subject; those that stand already change nothing."""
    Timer.objects.bulk_create(
        [
            Timer(
                alliance_id=alliance_id,
                owner_id=owner_id,
                audience=audience,
                subject_kind=subject.kind,
                subject_id=subject.id,
                verb=verb,
                at=at,
                try_at=at,
            )
            for verb, at in times.items()
        ],
        ignore_conflicts=True,
    )


def cancel_timers(subject: Subject, *, now: datetime, verbs: Iterable[str] | None = None) -> int:
    """Timers of this subject that have not fired never will (all, or those of some verbs)."""
    rows = _pending().filter(subject_id=subject.id)
    if verbs is not None:
        rows = rows.filter(verb__in=list(verbs))
    if not connection.features.has_select_for_update_skip_locked:
        return rows.update(cancelled_at=now)
    with transaction.atomic():
        # A timer that fires this moment is left alone: waiting for it could wait for ourselves,
        # and its reaction reads the state anyway.
        free = list(rows.select_for_update(skip_locked=True).values_list("pk", flat=True))
        return _pending().filter(pk__in=free).update(cancelled_at=now)


def fired_verbs(subject: Subject, *, since: datetime) -> set[str]:
    """The verbs of this subject's timers that have fired, of those that lie at or after `since`."""
    rows = Timer.objects.in_system_scope(REASON).filter(subject_id=subject.id, at__gte=since)
    return set(rows.filter(fired_at__isnull=False).values_list("verb", flat=True))


def next_due_at() -> datetime | None:
    """When the next timer is due, so that a worker knows how long it may sleep."""
    with _reading():
        found: datetime | None = _pending().aggregate(first=Min("try_at"))["first"]
    return found


def fire_due(now: datetime, limit: int = 100) -> int:
    """Fire up to `limit` due timers in order of their time; returns how many fired."""
    fired = tried = 0
    while tried < limit and _anything_due(now):
        result = _fire_next(now)
        if result is None:
            break
        tried, fired = tried + 1, fired + result
    return fired


def _pending() -> QuerySet[Timer]:
    rows = Timer.objects.in_system_scope(REASON)
    return rows.filter(fired_at__isnull=True, cancelled_at__isnull=True)


def _reading() -> AbstractContextManager[None]:
    # On SQLite a transaction would take the write lock only to look.
    return system_scope(REASON) if connection.vendor == "postgresql" else nullcontext()


def _anything_due(now: datetime) -> bool:
    with _reading():
        return _pending().filter(try_at__lte=now).exists()


def _next(now: datetime) -> Timer | None:
    """The first due timer that nobody else holds and whose subject has no earlier one waiting."""
    same = _pending().filter(subject_id=OuterRef("subject_id"), attempts__lt=BLOCKING_ATTEMPTS)
    earlier = same.filter(Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk")))
    due = _pending().filter(~Exists(earlier), try_at__lte=now).order_by("at", "pk")
    return due.select_for_update(skip_locked=True, of=("self",)).first()


def _fire_next(now: datetime) -> int | None:
    """1 when a timer fired, 0 when its reaction failed, nothing when none was to be had."""
    timer = None
    try:
        with system_scope(REASON):
            timer = _next(now)
            if timer is None:
                return None
            _reactions[timer.verb](timer, now)
            timer.fired_at = now
            timer.save(update_fields=["fired_at"])
    except OperationalError:
        raise
    except Exception:
        if timer is None:
            raise
        log.exception("The timer %s of %s failed", timer.verb, timer.subject_id)
        _put_off(timer, now)
        return 0
    return 1


def _put_off(timer: Timer, now: datetime) -> None:
    """A failed timer is tried again later: after 1, 2, 4 … minutes, at most an hour."""
    attempts = timer.attempts + 1
    wait = min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)
    with system_scope(REASON):
        _pending().filter(pk=timer.pk).update(attempts=attempts, try_at=now + wait)
