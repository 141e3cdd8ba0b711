"""From awaited acts and the record to notices, and from notices to mail: what the worker does.

Every step is one transaction with its own unique key, so two workers at once, or one that was
killed, neither lose a message nor make it twice. A mail that was accepted in the moment of a crash
may be sent again, with the same Message-ID.
"""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, F, OuterRef
from django.tasks import task
from django.utils import timezone

from allied.alliances.models import Awaited
from allied.kit.mail import Letter, send
from allied.notices.models import Notice
from allied.notices.rules import LATE_IS_SILENT, digest_day
from allied.notices.writing import letter_for
from allied.people.doors import acting_as, system_scope
from allied.people.models import Person

AT_ONCE = 100
FIRST_DIGEST_COVERS = timedelta(days=1)
REASON = "the worker writes to everybody, each in their own scope"


def announce(now: datetime) -> int:
    """A notice for each blocking act that has none yet; returns how many were made."""
    with system_scope(REASON):
        noticed = Notice.objects.in_system_scope(REASON).filter(awaited=OuterRef("pk"))
        rows = Awaited.objects.in_system_scope(REASON).filter(
            ~Exists(noticed), blocking=True, done_at__isnull=True, since__gt=now - LATE_IS_SILENT
        )
        found = list(rows.order_by("since", "pk")[:AT_ONCE])
        made = Notice.objects.bulk_create(
            [Notice(person_id=act.person_id, awaited=act, made_at=now) for act in found],
            ignore_conflicts=True,
        )
        for notice in made:
            send_notice.enqueue(str(notice.pk))
    return len(made)


def make_digests(now: datetime) -> int:
    """The digest of the day for everybody whose hour has come; returns how many were made."""
    made = 0
    people = Person.objects.filter(is_active=True, organisation__isnull=False)
    for person in people.select_related("organisation").iterator():
        day = digest_day(now, person.zone, person.digest_hour, workdays_of(person))
        if day is not None:
            made += _make_digest(person, day, now)
    return made


def workdays_of(person: Person) -> frozenset[int]:
    """The weekdays on which this person's organisation works; Monday is 0."""
    return frozenset(getattr(person.home, "workdays", None) or range(5))


def _make_digest(person: Person, day: date, now: datetime) -> int:
    with system_scope(REASON):
        rows = Notice.objects.in_system_scope(REASON).filter(person=person, day__isnull=False)
        last = rows.order_by("-day").first()
        if last is not None and last.day == day:
            return 0
        since = last.made_at if last else now - FIRST_DIGEST_COVERS
        notice, made = Notice.objects.in_system_scope(REASON).get_or_create(
            person=person, day=day, defaults={"made_at": now, "covers_from": since}
        )
        if made:
            send_notice.enqueue(str(notice.pk))
    return int(made)


@task
def send_notice(notice_id: str) -> None:
    """Send one notice, if there still is a reason; tried again with growing pauses when mail is away."""
    deliver(notice_id, now=timezone.now())


def deliver(notice_id: str, *, now: datetime) -> bool:
    """Write and send one notice; True when it went out now.

    The mail server is spoken to outside of any transaction: on SQLite the lock would stop everybody.
    """
    with system_scope(REASON):
        notice = _unsent(notice_id)
        letter = _written(notice, now) if notice else None
        if notice is None:
            return False
        if letter is None:
            notice.dropped_at = now
            notice.save(update_fields=["dropped_at"])
            return False
    try:
        post(notice, letter)
    except OSError as error:  # the mail server is away or refuses
        _note_attempt(notice_id, sent_at=None, error=f"{type(error).__name__}: {error}"[:200])
        raise
    _note_attempt(notice_id, sent_at=now, error="")
    return True


def _unsent(notice_id: str) -> Notice | None:
    rows = Notice.objects.in_system_scope(REASON).select_for_update(of=("self",))
    unsent = rows.filter(pk=notice_id, sent_at__isnull=True, dropped_at__isnull=True)
    return unsent.select_related("person__organisation").first()


def _note_attempt(notice_id: str, *, sent_at: datetime | None, error: str) -> None:
    with system_scope(REASON):
        rows = Notice.objects.in_system_scope(REASON).filter(pk=notice_id)
        rows.update(sent_at=sent_at, error=error, attempts=F("attempts") + 1)


def _written(notice: Notice, now: datetime) -> Letter | None:
    if notice.person.organisation is None:
        return None
    with acting_as(notice.person):
        return letter_for(notice, now=now)


def post(notice: Notice, letter: Letter) -> None:
    """Hand one letter for one reader to the mail server."""
    send(letter, to=notice.person.email, name=str(notice.pk))


def dropped_with(person: Person, *, now: datetime) -> int:
    """Nothing that was not sent yet goes to somebody who left."""
    with transaction.atomic():
        rows = Notice.objects.in_system_scope(REASON).filter(
            person=person, sent_at__isnull=True, dropped_at__isnull=True
        )
        return rows.update(dropped_at=now)
