"""When the next round is due in one alliance, and the act that both managers then find in their week."""

from datetime import UTC, datetime, time
from uuid import uuid5

from allied.alliances import awaiting
from allied.alliances.models import Alliance, Role
from allied.clock.timers import Subject, set_timer
from allied.people.doors import system_scope
from allied.people.models import Person
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.models import AlignmentRound, RoundState
from allied.rooms.thesis.alignment.schedule import Due, History, Occasion, Rhythm, next_due
from allied.rooms.thesis.models import State, Thesis, ThesisVersion
from allied.rooms.thesis.watching import managers_of

WHY = "the rounds of an alliance decide when the next one is due"
SUBJECT, START_ACT, REPEAT = "alignment", "align", "thesis.alignment.repeat"
MORNING = time(6, tzinfo=UTC)
WORDS = {
    Occasion.ASKED: "asked for",
    Occasion.SIGNATURE: "the thesis was signed",
    Occasion.DAY_90: "ninety days after launch",
    Occasion.QUARTERS: "two quarters after the last one",
    Occasion.SPONSOR: "a sponsor is new",
}


def subject_of(thesis: Thesis) -> Subject:
    """What the timer and the act of the next round are about."""
    return Subject(SUBJECT, uuid5(thesis.pk, SUBJECT))


def due_of(thesis: Thesis) -> Due | None:
    """The next round that is owed, from what stands now: signature, launch, rounds, sponsors."""
    rows = ThesisVersion.objects.in_system_scope(WHY)
    signed = rows.filter(thesis=thesis, state=State.SIGNED).values_list("signed_at", flat=True)
    rounds = AlignmentRound.objects.in_system_scope(WHY).filter(
        thesis=thesis, state=RoundState.OPEN
    )
    opened = rounds.values_list("ended_at", flat=True)
    seats = thesis.alliance.seats.filter(role=Role.SPONSOR, ended_at__isnull=True)
    sponsors = seats.values_list("given_at", flat=True)
    at = next(iter(signed), None)
    bars = limits()
    return next_due(
        History(
            signed=at.date() if at else None,
            launch=thesis.alliance.launch_date,
            opened=tuple(one.date() for one in opened if one),
            sponsors=tuple(one.date() for one in sponsors),
        ),
        Rhythm(bars.fresh_days, bars.first_days, bars.repeat_months),
    )


def plan_next(thesis: Thesis, *, now: datetime, by: Person | None = None) -> None:
    """Ask both managers for the next round when it is due, else look again on its day."""
    with system_scope(WHY):  # who started the thesis asks, whichever side acts now
        _plan(thesis, by or thesis.started_by, now)


def _plan(thesis: Thesis, asker: Person, now: datetime) -> None:
    subject, due = subject_of(thesis), due_of(thesis)
    running = AlignmentRound.objects.in_system_scope(WHY).filter(
        thesis=thesis, state=RoundState.ANSWERING
    )
    if due is None or running.exists() or due.day > now.date():
        awaiting.settle_acts(subject.id, now=now)
        if due and due.day > now.date():
            at = datetime.combine(due.day, MORNING)
            owner = thesis.owner_id
            set_timer(subject, REPEAT, at, alliance_id=thesis.alliance_id, owner_id=owner)
        return
    act = awaiting.Act(
        verb=START_ACT,
        subject_kind=SUBJECT,
        subject_id=subject.id,
        title=f"Start the next alignment check: {WORDS[due.occasion]}",
    )
    people = managers_of(thesis.alliance)
    awaiting.await_act(act, of=people, alliance=thesis.alliance, asked_by=asker, now=now)


def occasion_now(thesis: Thesis, now: datetime) -> Occasion:
    """Why a round that starts now is held: what is owed, else because somebody asked."""
    due = due_of(thesis)
    return due.occasion if due and due.day <= now.date() else Occasion.ASKED


def alliance_thesis(alliance: Alliance) -> Thesis | None:
    """The joint thesis of an alliance, for timers and reactions."""
    rows = Thesis.objects.in_system_scope(WHY).filter(alliance=alliance, audience="joint")
    return rows.select_related("alliance", "started_by").first()
