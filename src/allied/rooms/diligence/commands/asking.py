"""Choosing which questions are asked, and answering them; findings become risks."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from allied.alliances.models import Alliance
from allied.kit.content import digest
from allied.kit.errors import Outdated, Refused, refuse_outdated
from allied.kit.texts import worded
from allied.kit.words import listed
from allied.people.models import Organisation, Person
from allied.people.scope import JOINT
from allied.record import book
from allied.rooms.diligence import facts
from allied.rooms.diligence.answers import Given, as_plain
from allied.rooms.diligence.built_in import AREAS, pack_named, question_named
from allied.rooms.diligence.checklist import read_answer, read_severity
from allied.rooms.diligence.checklists import asked, by_key, reply_of
from allied.rooms.diligence.content import ControlContent, RiskContent, checked_control
from allied.rooms.diligence.making import Origin, new_control, new_risk, registered
from allied.rooms.diligence.models import Checklist, ChecklistAnswer, Risk
from allied.rooms.diligence.proposals import proposed_risk
from allied.rooms.diligence.writing import check_holder, require_writer, write

LONGEST_EVIDENCE, LONGEST_NOTE = 5000, 2000
FINDING = "checklist question"


def open_checklist(
    *,
    by: Person,
    alliance: Alliance,
    now: datetime,
    audience: str = JOINT,
    areas: Sequence[str] = AREAS,
    packs: Sequence[str] = (),
    version: int | None = None,
) -> Checklist:
    """Choose the areas and sector packs that are asked, jointly or on one's own side alone.

    Choosing again changes what is asked; answers stay.
    """
    require_writer(by, alliance, audience, now)
    chosen, more = _areas(areas), [pack_named(key).key for key in dict.fromkeys(packs)]
    with transaction.atomic():
        if audience == JOINT:
            book.take_turn(alliance.pk)
        row = _existing(alliance, audience, by)
        if row is not None and (row.areas, row.packs) == (chosen, more):
            return row
        refuse_outdated(version, row.version if row else 0, "The choice of questions")
        said = facts.ChecklistChanged if row else facts.ChecklistOpened
        row = row or Checklist(
            alliance=alliance,
            owner_id=by.home_id,
            audience=audience,
            by=by,
            opened_at=now,
            version=0,
        )
        row.areas, row.packs, row.version = chosen, more, row.version + 1
        row.save()
        fact = said(subject=row.pk, areas=chosen, packs=more)
        write(fact, by=by, alliance_id=alliance.pk, audience=audience, now=now)
    return row


def _areas(areas: Iterable[str]) -> list[str]:
    wanted = set(areas)
    unknown = sorted(wanted - set(AREAS))
    if unknown:
        sentence = f"There is no area {unknown[0]!r}. Choose {listed(AREAS, 'or')}."
        raise Refused("unknown_area", sentence, field="areas")
    if not wanted:
        raise Refused("no_area", "Choose at least one area.", field="areas")
    return [area for area in AREAS if area in wanted]


def _existing(alliance: Alliance, audience: str, by: Person) -> Checklist | None:
    rows = Checklist.objects.in_system_scope("one checklist a side").select_for_update()
    rows = rows.filter(alliance=alliance, audience=audience)
    return (rows if audience == JOINT else rows.filter(owner_id=by.home_id)).first()


def answer_question(
    *, by: Person, checklist: Checklist, given: Given, version: int, now: datetime
) -> ChecklistAnswer:
    """Answer one question with what shows it; `version` is 0 for a question nobody has answered."""
    require_writer(by, checklist.alliance, checklist.audience, now)
    with transaction.atomic():
        _lock(checklist)
        row = _answers(checklist).get(given.question)
        if (row.version if row else 0) != version:
            raise Outdated(
                "outdated",
                "Somebody answered this question since you opened it. Your text is here.",
            )
        row = _write(by, checklist, given, row, now)
        said = facts.QuestionAnswered(
            subject=checklist.pk,
            question=row.question,
            said=row.said,
            severity=row.severity,
            text=row.note,
            evidence=row.evidence,
            owner=row.holder.name if row.holder else "",
        )
        write(
            said,
            by=by,
            alliance_id=checklist.alliance_id,
            audience=checklist.audience,
            now=now,
        )
    return row


def _lock(checklist: Checklist) -> None:
    if checklist.audience == JOINT:
        book.take_turn(checklist.alliance_id)
    Checklist.objects.lock(checklist)


def _answers(checklist: Checklist) -> dict[str, ChecklistAnswer]:
    rows = ChecklistAnswer.objects.in_system_scope("the answers of a checklist that was found")
    return {row.question: row for row in rows.filter(checklist=checklist).select_related("holder")}


def _write(
    by: Person, checklist: Checklist, given: Given, row: ChecklistAnswer | None, now: datetime
) -> ChecklistAnswer:
    """The answer checked and written."""
    if given.question not in by_key(asked(checklist)):
        question_named(given.question)
        sentence = "This checklist does not ask that question. Choose its area or pack first."
        raise Refused("not_asked", sentence, field="question")
    check_holder(given.holder, checklist.alliance, checklist.audience, by, now)
    row = row or ChecklistAnswer(
        alliance=checklist.alliance,
        owner_id=by.home_id,
        audience=checklist.audience,
        checklist=checklist,
        question=given.question,
        version=0,
    )
    row.said = read_answer(given.answer).value
    severity = read_severity(given.severity)
    row.severity = severity.value if severity else ""
    row.evidence = worded(given.evidence, field="evidence", most=LONGEST_EVIDENCE)
    row.note = worded(given.note, field="note", most=LONGEST_NOTE)
    row.holder, row.by, row.at, row.version = given.holder, by, now, row.version + 1
    row.save()
    return row


def import_answers(
    *,
    by: Person,
    checklist: Checklist,
    given: Sequence[Given],
    file_name: str,
    now: datetime,
    rehearse: bool = False,
) -> list[ChecklistAnswer]:
    """Answers from a file, all or none; those that say nothing new are left as they are.

    A rehearsal does all of it and takes it back.
    """
    require_writer(by, checklist.alliance, checklist.audience, now)
    with transaction.atomic():
        _lock(checklist)
        known = _answers(checklist)
        changed = [
            _write(by, checklist, one, known.get(one.question), now)
            for one in given
            if one.is_news(known.get(one.question))
        ]
        if changed:
            plain = as_plain(changed)
            said = facts.AnswersImported(
                subject=checklist.pk,
                count=len(changed),
                digest=digest(plain),
                file=file_name[:200],
                answers="; ".join(f"{row.question}: {row.said}" for row in changed),
            )
            write(
                said,
                by=by,
                alliance_id=checklist.alliance_id,
                audience=checklist.audience,
                now=now,
            )
        transaction.set_rollback(rehearse)
    return changed


def register_finding(
    *,
    by: Person,
    checklist: Checklist,
    question: str,
    said: RiskContent,
    now: datetime,
    holder: Person | None = None,
    side: Organisation | None = None,
    control: ControlContent | None = None,
) -> Risk:
    """Make a risk of an answer that is not yes; the risk has the audience of the checklist."""
    require_writer(by, checklist.alliance, checklist.audience, now)
    with transaction.atomic():
        _lock(checklist)
        row = _answers(checklist).get(question)
        if row is None or proposed_risk(question_named(question), reply_of(row)) is None:
            raise Refused("no_finding", "Only an answer that is not yes becomes a risk.")
        risk = new_risk(
            by=by,
            alliance=checklist.alliance,
            said=said,
            now=now,
            audience=checklist.audience,
            holder=holder,
            side=side,
            origin=Origin(FINDING, question),
        )
        if control is not None:
            words = checked_control(control)
            new_control(by=by, risk=risk, said=words, now=now, holder=holder)
        row.risk = risk
        row.save(update_fields=["risk"])
        told = registered(risk, control.text if control else "")
        write(
            told,
            by=by,
            alliance_id=checklist.alliance_id,
            audience=checklist.audience,
            now=now,
        )
    return risk
