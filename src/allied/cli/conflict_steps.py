"""What is done to a conflict on the command line: the step up, the memo, the end, and the ladder itself."""

from argparse import Namespace
from datetime import date

from django.utils import timezone
from pydantic import ValidationError

from allied.alliances.models import Alliance
from allied.cli.conflict_verbs import Said, case_now, conflict_of, shown
from allied.cli.doors import read_file
from allied.kit.errors import Refused
from allied.kit.words import counted
from allied.people.models import Person
from allied.rooms.conflict import commands
from allied.rooms.conflict.api.ladder_schemas import ConflictStatistics, LadderShown, LadderWritten
from allied.rooms.conflict.models import MemoState
from allied.rooms.conflict.queries.figures import figures_of
from allied.rooms.conflict.queries.ladder import laddering, owners_in_words
from allied.rooms.governance.models import DecisionRight


def escalate_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Take it one step up."""
    conflict = conflict_of(options, person, alliance)
    commands.escalate_conflict(
        by=person,
        conflict=conflict,
        reason=options.reason,
        version=conflict.version,
        now=timezone.now(),
    )
    return shown(conflict, person)


def withdraw_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Take back what one's own company raised."""
    conflict = conflict_of(options, person, alliance)
    commands.withdraw_conflict(
        by=person, conflict=conflict, reason=options.reason, now=timezone.now()
    )
    return shown(conflict, person)


def reopen_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Open it again."""
    conflict = conflict_of(options, person, alliance)
    commands.reopen_conflict(
        by=person, conflict=conflict, reason=options.reason, now=timezone.now()
    )
    return shown(conflict, person)


def decide_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Ask for a decision whose options are the ways to settle."""
    conflict = conflict_of(options, person, alliance)
    rights = DecisionRight.objects.visible_to(person).filter(alliance=alliance)
    right = rights.filter(key=options.type, ended_at__isnull=True).first()
    if right is None:
        raise Refused("no_type", f"The matrix has no type of decision {options.type!r}.")
    commands.ask_decision(by=person, conflict=conflict, right=right, now=timezone.now())
    return shown(conflict, person)


def memo_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Read the joint memo, or write in it; what is not named stays."""
    conflict = conflict_of(options, person, alliance)
    memo = case_now(conflict, person).memo
    if options.words is not None or options.asks is not None:
        words, asks = memo.words if memo else "", memo.asks if memo else ""
        memo = commands.write_memo(
            by=person,
            conflict=conflict,
            words=words if options.words is None else options.words,
            asks=asks if options.asks is None else options.asks,
            version=memo.version if memo else 0,
            now=timezone.now(),
        )
    result, _ = shown(conflict, person)
    says = f"{memo.get_state_display()}: {memo.words}" if memo else "Nobody has begun it yet."
    return result["memo"], says


def sign_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Put the joint memo up for signature, or sign it when it is up."""
    conflict = conflict_of(options, person, alliance)
    memo = case_now(conflict, person).memo
    if memo is None:
        raise Refused("no_memo", "Nobody has begun the joint memo of this step yet.")
    if memo.state == MemoState.DRAFT:
        commands.put_up_memo(by=person, conflict=conflict, version=memo.version, now=timezone.now())
        says = "It is up for signature."
    else:
        commands.sign_memo(by=person, conflict=conflict, digest=memo.digest, now=timezone.now())
        says = f"Signed for {person.home.short_name}."
    result, _ = shown(conflict, person)
    return result["memo"], says


def _day(text: str, flag: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("day", f"{flag} {text!r} is no day such as 2026-11-30.") from error


def mediate_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Note a mediation, or with --outcome how it ended."""
    conflict = conflict_of(options, person, alliance)
    known = next((one for one in case_now(conflict, person).mediations if not one.ended_at), None)
    version = known.version if known else 0
    if options.outcome:
        commands.end_mediation(
            by=person,
            conflict=conflict,
            outcome=options.outcome,
            version=version,
            now=timezone.now(),
        )
        return shown(conflict, person)
    starts = _day(options.starts, "--starts") or (known.starts if known else None)
    if starts is None:
        raise Refused("starts", "Give the first day with --starts.", field="starts")
    commands.note_mediation(
        by=person,
        conflict=conflict,
        mediator=options.mediator or (known.mediator if known else ""),
        starts=starts,
        ends=_day(options.ends, "--ends") or (known.ends if known else None),
        version=version,
        now=timezone.now(),
    )
    return shown(conflict, person)


def ladder_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """The ladder that holds; with --file the draft is written first."""
    if options.file:
        try:
            said = LadderWritten.model_validate(read_file(options.file))
        except ValidationError as error:
            problems = "; ".join(
                f"{'.'.join(str(part) for part in one['loc'])}: {one['msg']}"
                for one in error.errors()
            )
            raise Refused("ladder", f"The file is no ladder ({problems}).") from error
        commands.write_ladder(
            by=person,
            alliance=alliance,
            content=said.as_ladder(),
            version=laddering(alliance, person).version,
            now=timezone.now(),
        )
    found = laddering(alliance, person)
    shown = found.shown
    lines = [f"Version {shown.revision}" if shown.is_agreed else "Built in"]
    for place, step in enumerate(shown.steps, start=1):
        days = counted(step.days, "working day")
        lines.append(f"{place}. {step.name}: {owners_in_words(step, found.names)}, {days}")
    lines.append(f"Then: {shown.end}")
    if found.changes:
        lines.append(f"The draft changes: {'; '.join(found.changes)}")
    return LadderShown.of(found).model_dump(mode="json"), "\n".join(lines)


def sign_ladder_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Put the draft of the ladder up for signature, or sign it when it is up."""
    found = laddering(alliance, person)
    if found.newest is None:
        raise Refused("no_ladder", "This alliance has no ladder of its own yet. Write one first.")
    if found.newest.state == "up":
        commands.sign_ladder(
            by=person, alliance=alliance, digest=found.newest.digest, now=timezone.now()
        )
        says = f"Signed for {person.home.short_name}."
    else:
        commands.put_up_ladder(
            by=person, alliance=alliance, version=found.version, now=timezone.now()
        )
        says = "It is up for signature."
    return LadderShown.of(laddering(alliance, person)).model_dump(mode="json"), says


def stats_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """How conflicts end."""
    found = figures_of(alliance, timezone.now())
    year = found.of_year
    says = (
        f"{counted(year.opened, 'matter')} raised in twelve months, {year.open} open, "
        f"{year.settled} settled, {year.at_first_step} by the first step; median {year.says}."
    )
    return ConflictStatistics.of(found).model_dump(mode="json"), says
