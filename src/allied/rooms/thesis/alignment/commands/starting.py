"""Starting a round over the joint thesis, and calling one off."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from allied.alliances.access import require
from allied.alliances.models import Alliance, Party
from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import counted, listed
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.thesis import drafts
from allied.rooms.thesis.alignment import facts, rounds
from allied.rooms.thesis.alignment.asked import Asked, asked_of
from allied.rooms.thesis.alignment.due import occasion_now, plan_next
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.models import AlignmentRound, RoundState
from allied.rooms.thesis.alignment.opening import end_round
from allied.rooms.thesis.content import ThesisContent, from_json
from allied.rooms.thesis.models import Thesis

SAY_WHY = "Say why: the other side reads it."


def start_round(
    *, by: Person, alliance: Alliance, until: date, now: datetime, outcomes: Sequence[str] = ()
) -> AlignmentRound:
    """Ask every side what success is, blind, over the outcomes of the joint thesis as it stands."""
    require(by, rounds.START, alliance, now)
    with transaction.atomic():
        row = Alliance.objects.lock(alliance)  # two who start at the same moment start one round
        thesis = _joint(row)
        parties = rounds.parties_of(row)
        if len(parties) < 2:
            raise Refused("no_partner", "There is nobody to compare with yet. Invite the partner.")
        _refuse_second(row)
        due_at = _deadline(until, by, parties, now)
        version = drafts.newest(thesis)
        keys = [str(p.organisation_id) for p in parties]
        asked = _frozen(from_json(version.content), keys, outcomes)
        made = AlignmentRound.objects.create(
            alliance=row,
            owner_id=by.home_id,
            audience=JOINT,
            thesis=thesis,
            number=AlignmentRound.objects.in_system_scope(rounds.WHY).filter(alliance=row).count()
            + 1,
            revision=version.revision,
            occasion=occasion_now(thesis, now),
            asked=asked.as_json(),
            started_by=by,
            started_at=now,
            due_at=due_at,
        )
        _say_started(made, asked, by=by, now=now)
    return made


def _say_started(made: AlignmentRound, asked: Asked, *, by: Person, now: datetime) -> None:
    said = facts.AlignmentStarted(
        subject=made.pk,
        number=made.number,
        revision=made.revision,
        outcomes=len(asked.outcomes),
        occasion=made.occasion,
        due=made.due_at,
        asked=made.asked,
    )
    book.record(said, alliance_id=made.alliance_id, by=by, now=now)
    rounds.watch_deadline(made)
    rounds.await_managers(made, by=by, now=now)
    plan_next(made.thesis, now=now, by=by)


def _joint(alliance: Alliance) -> Thesis:
    rows = Thesis.objects.in_system_scope(rounds.WHY).filter(alliance=alliance, audience=JOINT)
    thesis = rows.select_related("alliance", "started_by").first()
    if thesis is None:
        raise Refused(
            "no_thesis", "The alliance has no joint value thesis yet. Write or share one first."
        )
    return thesis


def _refuse_second(alliance: Alliance) -> None:
    rows = AlignmentRound.objects.in_system_scope(rounds.WHY)
    running = rows.filter(alliance=alliance, state=RoundState.ANSWERING).first()
    if running:
        raise Refused(
            "running", f"Alignment check {running.number} still takes answers. Answer that one."
        )


def _deadline(until: date, by: Person, parties: Sequence[Party], now: datetime) -> datetime:
    today = now.astimezone(ZoneInfo(by.zone)).date()
    most = limits().most_answer_days
    if not today < until <= today + timedelta(days=most):
        raise Refused(
            "deadline",
            f"Answers are taken until a day that is still to come, {most} days ahead at most.",
            field="until",
        )
    return rounds.deadline_of(until, parties)


def _frozen(content: ThesisContent, parties: Sequence[str], chosen: Sequence[str]) -> Asked:
    known = [one.id for one in content.outcomes]
    unknown = [one for one in chosen if one not in known]
    if unknown:
        accepted = f"the ids are {listed(known)}" if known else "it names none yet"
        raise Refused(
            "unknown_outcome",
            f"The thesis has no outcome {unknown[0][:40]!r}; {accepted}.",
            field="outcomes",
        )
    asked = asked_of(content, parties, chosen)
    many, bars = len(asked.outcomes), limits()
    if many < bars.fewest_outcomes:
        raise Refused(
            "few_outcomes",
            f"The check compares {bars.few_outcomes} to {bars.most_outcomes} outcomes, "
            f"{bars.fewest_outcomes} at least; there {'is' if many == 1 else 'are'} "
            f"{counted(many, 'outcome') if many else 'none'}. Add outcomes to the thesis first.",
            field="outcomes",
        )
    if many > bars.most_outcomes:
        raise Refused(
            "many_outcomes",
            f"Nobody spreads 100 points over {many} outcomes with care. Choose "
            f"{bars.few_outcomes} to {bars.most_outcomes} of them.",
            field="outcomes",
        )
    return asked


def call_off_round(
    *, by: Person, round: AlignmentRound, reason: str, now: datetime
) -> AlignmentRound:
    """End a round before it opens, with a reason; what was answered stays sealed for good."""
    require(by, rounds.START, round.alliance, now)
    reason = worded(reason, field="reason", most=2000, required=SAY_WHY)
    with transaction.atomic():
        row = rounds.locked(round)
        rounds.refuse_closed(row, now)
        end_round(row, reason, by=by, now=now)
    return row
