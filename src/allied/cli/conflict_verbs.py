"""What each act of `allied conflicts` does: the result for scripts, and words for people."""

from argparse import Namespace
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.kit.errors import Refused
from allied.kit.words import counted, shortened
from allied.people.models import Person
from allied.rooms.conflict import commands
from allied.rooms.conflict.api.matters import ConflictDraftShown
from allied.rooms.conflict.api.parts import WorksheetShown
from allied.rooms.conflict.api.schemas import ConflictFull, ConflictShown
from allied.rooms.conflict.matter import Matter
from allied.rooms.conflict.models import Conflict, ConflictFact, Settlement, Worksheet
from allied.rooms.conflict.queries.one import Case, case_of, conflicts_to_show
from allied.rooms.conflict.queries.register import (
    Filters,
    chosen,
    conflicts,
    drafts_of,
    page_of_conflicts,
)
from allied.rooms.conflict.references import Reference, read
from allied.rooms.diligence.reading import read_money

type Said = tuple[Any, str]


def conflict_of(options: Namespace, person: Person, alliance: Alliance) -> Conflict:
    """The conflict with this number or id, among those the person may see."""
    rows, text = conflicts_to_show(person, alliance), options.conflict.strip()
    number = text.upper().removeprefix("C-")
    if number.isdecimal() and len(number) < 9:
        found = rows.filter(number=int(number)).first()
    else:
        try:
            found = rows.filter(pk=UUID(text)).first()
        except ValueError:
            found = None
    if found is None:
        raise Refused("unknown_conflict", f"There is no conflict {text!r} here.")
    found.alliance = alliance
    return found


def case_now(conflict: Conflict, person: Person) -> Case:
    """The conflict with everything that is said about it, read fresh."""
    fresh = conflicts_to_show(person, conflict.alliance).get(pk=conflict.pk)
    fresh.alliance = conflict.alliance
    return case_of(fresh, person, timezone.now())


def shown(conflict: Conflict, person: Person) -> Said:
    """The conflict as it stands."""
    case = case_now(conflict, person)
    one, step = case.conflict, case.step
    lines = [f"{one.ref} {shortened(one.title, 100)} ({one.get_state_display().lower()})"]
    if step is not None:
        lines.append(f"  {step.rule.name}: {step.used} of {counted(step.days, 'working day')}")
    if one.resolution:
        lines.append(f"  {one.how or 'withdrawn'}: {shortened(one.resolution, 100)}")
    if case.ground:
        lines.append(f"  {case.ground}")
    for fact in case.facts:
        lines.append(f"  fact {fact.fact.number}, {fact.state}: {shortened(fact.fact.line, 80)}")
    for way in case.ways:
        waits = f", waits for {' and '.join(way.waits_for)}" if way.waits_for else ""
        lines.append(f"  way {way.way.number}: {shortened(way.way.title, 80)}{waits}")
    return ConflictFull.of_case(case).model_dump(mode="json"), "\n".join(lines)


def list_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """The register."""
    filters = Filters(state=options.state, text=options.text)
    rows, _ = page_of_conflicts(chosen(conflicts(person, alliance), filters), timezone.now())
    lines = [
        f"{row.conflict.ref:<6}{shortened(row.conflict.title, 70)}"
        + (f" ({row.step.name}, {row.used} of {row.days})" if row.step and row.days else "")
        for row in rows
    ]
    items = [ConflictShown.of_row(row).model_dump(mode="json") for row in rows]
    return {"items": items}, "\n".join(lines) or "No conflict matches."


def show_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """One conflict."""
    return shown(conflict_of(options, person, alliance), person)


def _matter(options: Namespace, alliance: Alliance) -> dict[str, Any]:
    stake = read_money(options.stake, alliance.currency, field="stake") if options.stake else None
    matter = Matter(
        title=options.title,
        text=options.text,
        kind=options.kind,
        severity=options.severity,
        unit=options.unit,
        stake=stake,
        currency=alliance.currency if stake is not None else "",
        blocks=options.blocks,
    )
    about = read(options.about, field="about") if options.about else None
    return {"matter": matter, "about": about}


def raise_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Raise a matter with every company."""
    made = commands.raise_conflict(
        by=person,
        alliance=alliance,
        not_a_person=options.not_a_person,
        now=timezone.now(),
        **_matter(options, alliance),
    )
    made.alliance = alliance
    return shown(made, person)


def draft_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Prepare a matter for one's own company only."""
    made = commands.write_conflict_draft(
        by=person, alliance=alliance, now=timezone.now(), **_matter(options, alliance)
    )
    says = f"Kept. Only {person.home.short_name} sees it: {made.title}"
    return ConflictDraftShown.of(made).model_dump(mode="json"), says


def drafts_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Drafts of one's own company."""
    rows = list(drafts_of(person, alliance).order_by("-changed_at", "pk")[:100])
    items = [ConflictDraftShown.of(row).model_dump(mode="json") for row in rows]
    return {"items": items}, "\n".join(row.title for row in rows) or "Nothing is drafted."


def position_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Say what one's own company holds and needs."""
    conflict = conflict_of(options, person, alliance)
    known = case_now(conflict, person).mine
    commands.write_position(
        by=person,
        conflict=conflict,
        position=options.says,
        interests=options.needs,
        claim=options.claim,
        version=known.version if known else 0,
        now=timezone.now(),
    )
    return shown(conflict, person)


def worksheet_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Keep something for one's own company; what is not named stays."""
    conflict = conflict_of(options, person, alliance)
    row = Worksheet.objects.visible_to(person).filter(conflict=conflict).first()
    names = ("text", "could_give", "way_out")
    given = {name: getattr(options, name) for name in names}
    if any(value is not None for value in given.values()):
        said = {
            name: (getattr(row, name) if row else "") if value is None else value
            for name, value in given.items()
        }
        row = commands.write_worksheet(
            by=person,
            conflict=conflict,
            version=row.version if row else 0,
            now=timezone.now(),
            **said,
        )
    shown = WorksheetShown.of(row)
    words = [f"{name.replace('_', ' ')}: {getattr(shown, name)}" for name in names]
    says = "\n".join(words) if row else "Nothing is written yet."
    return shown.model_dump(mode="json"), says


def _number(text: str) -> Decimal | None:
    if not text:
        return None
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise Refused("value", f"{text!r} is no number such as 112.4.", field="value") from error


def fact_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Propose a fact."""
    conflict = conflict_of(options, person, alliance)
    evidence: list[Reference] = [read(text, field="evidence") for text in options.evidence]
    commands.propose_fact(
        by=person,
        conflict=conflict,
        line=options.line,
        value=_number(options.value),
        source=options.source,
        evidence=evidence,
        now=timezone.now(),
    )
    return shown(conflict, person)


def _fact(options: Namespace, person: Person, conflict: Conflict) -> ConflictFact:
    rows = ConflictFact.objects.visible_to(person).filter(conflict=conflict)
    found = rows.filter(number=options.number).first()
    if found is None:
        raise Refused("unknown_fact", f"{conflict.ref} has no fact {options.number}.")
    found.conflict = conflict
    return found


def accept_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Accept a fact of the other company as it stands."""
    conflict = conflict_of(options, person, alliance)
    fact = _fact(options, person, conflict)
    commands.accept_fact(by=person, fact=fact, version=fact.version, now=timezone.now())
    return shown(conflict, person)


def dispute_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Dispute a fact of the other company."""
    conflict = conflict_of(options, person, alliance)
    fact = _fact(options, person, conflict)
    commands.dispute_fact(
        by=person,
        fact=fact,
        version=fact.version,
        reason=options.reason,
        value=_number(options.value),
        line=options.line,
        now=timezone.now(),
    )
    return shown(conflict, person)


def propose_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Propose a way to settle."""
    conflict = conflict_of(options, person, alliance)
    commands.propose_settlement(
        by=person,
        conflict=conflict,
        title=options.title,
        text=options.text,
        effect=options.effect,
        cost=options.cost,
        now=timezone.now(),
    )
    return shown(conflict, person)


def _way(options: Namespace, person: Person, conflict: Conflict) -> Settlement:
    rows = Settlement.objects.visible_to(person).filter(conflict=conflict)
    found = rows.filter(number=options.number).first()
    if found is None:
        raise Refused("unknown_way", f"{conflict.ref} has no way {options.number} to settle it.")
    found.conflict = conflict
    return found


def settle_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Accept a way to settle; the last acceptance settles it."""
    conflict = conflict_of(options, person, alliance)
    way = _way(options, person, conflict)
    commands.accept_settlement(by=person, settlement=way, now=timezone.now())
    return shown(conflict, person)


def reject_(options: Namespace, person: Person, alliance: Alliance) -> Said:
    """Say why a way does not settle it."""
    conflict = conflict_of(options, person, alliance)
    way = _way(options, person, conflict)
    commands.reject_settlement(by=person, settlement=way, reason=options.reason, now=timezone.now())
    return shown(conflict, person)
