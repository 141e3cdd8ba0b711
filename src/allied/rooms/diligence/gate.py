"""What the gate of due diligence asks of the joint checklist and the joint register."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, StringAgg, Subquery, Value

from allied.alliances.gates import Check, Standing, gate_of, own_gate_of, read_ahead
from allied.alliances.models import Alliance, Stage
from allied.people.models import Person
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence.checklist import STOPS
from allied.rooms.diligence.checklists import asked
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models import Checklist, ChecklistAnswer, Control, Risk
from allied.rooms.diligence.models.risks import RiskState

WHY = "gates are joint"
CHECKLISTS = "diligence.checklists"


@gate_of(Stage.DILIGENCE)
def joint_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """Red-flag questions are answered, findings stand on the register, high risks are looked after."""
    checklist = _checklist(standing, JOINT, now)
    yield Check(
        id="diligence.checklist",
        says="The joint checklist is chosen",
        holds=checklist is not None,
        route="diligence",
        offer="Choose the questions of due diligence.",
    )
    open_, loose = _flags(checklist)
    yield _none("flags_answered", "Every red-flag question is answered", open_, "diligence")
    yield _none("flags_registered", "Every red flag is on the register", loose, "diligence")
    yield from _risk_checks(standing.alliance, now)


def _none(id: str, says: str, missing: int | None, route: str) -> Check:
    """Holds when nothing is missing; None when there is nothing to look at yet."""
    rest = f" ({missing:,} open)" if missing else ""
    return Check(id=f"diligence.{id}", says=says + rest, holds=missing == 0, route=route)


@read_ahead(Stage.DILIGENCE)
def checklists(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """The joint checklist and, where somebody reads, that of their own side."""
    return {CHECKLISTS: _replied(standing)}


def _checklist(standing: Standing, audience: str, now: datetime) -> Checklist | None:
    found: list[Checklist] = standing.rows(CHECKLISTS, checklists, now)
    return next((one for one in found if one.audience == audience), None)


def _replied(standing: Standing) -> QuerySet[Checklist]:
    """The checklists with the questions that have an answer, and those whose flag is on no register."""
    reader = standing.reader
    rows = (
        Checklist.objects.visible_to(reader)
        if reader
        else Checklist.objects.in_system_scope(WHY).filter(audience=JOINT)
    )
    answers = ChecklistAnswer.objects.in_system_scope(WHY).filter(checklist=OuterRef("pk"))
    flagged = answers.filter(said__in=STOPS, risk__isnull=True)
    rows = rows.filter(alliance=standing.alliance)
    return rows.annotate(answered=_names(answers), loose=_names(flagged))


def _names(answers: QuerySet[ChecklistAnswer]) -> Subquery:
    """The questions of these answers in one text, between commas: no question's name has one."""
    rows = answers.order_by().values("checklist")
    return Subquery(rows.annotate(names=StringAgg("question", Value(","))).values("names"))


def _flags(checklist: Checklist | None) -> tuple[int | None, int | None]:
    """How many red-flag questions are open, and how many red flags are on no register."""
    if checklist is None:
        return None, None
    flags = {q.key for area in asked(checklist) for q in area.questions if q.red_flag}
    answered, loose = (
        set((names or "").split(","))
        for names in (checklist.answered, checklist.loose)  # type: ignore[attr-defined]  # annotated above
    )
    return len(flags - answered), len(flags & loose)


def _risk_checks(alliance: Alliance, now: datetime) -> Iterable[Check]:
    found = _counts(alliance, now)
    yield Check(
        id="diligence.register",
        says="A risk is on the register",
        holds=found["registered"] > 0,
        route="risks",
        offer="Put the first risk on the register.",
    )
    yield _none("rated", "Every open risk is rated", found["unrated"], "risks")
    yield _none("high", "Every high risk has an owner and a control", found["bare"], "risks")
    yield _none("reviews", "No review is late", found["late"], "risks")


def _counts(alliance: Alliance, now: datetime) -> dict[str, int]:
    """How many joint risks there are, and how many open ones lack something. One query."""
    controls = Control.objects.in_system_scope(WHY).filter(
        risk=OuterRef("pk"), removed_at__isnull=True
    )
    is_open = Q(state=RiskState.OPEN)
    lacking = Q(holder__isnull=True) | Q(~Exists(controls))
    rows = Risk.objects.in_system_scope(WHY).filter(alliance=alliance, audience=JOINT)
    return rows.aggregate(
        registered=Count("pk"),
        unrated=Count("pk", filter=is_open & Q(score__isnull=True)),
        bare=Count("pk", filter=is_open & Q(score__gte=limits().high_score) & lacking),
        late=Count("pk", filter=is_open & Q(review_on__lt=now.date())),
    )


@own_gate_of(Stage.DILIGENCE)
def own_checks(person: Person, standing: Standing, now: datetime) -> Iterable[Check]:
    """What one's own side answers for itself; nobody else sees it, and it counts in no joint gate."""
    checklist = _checklist(standing, OURS, now)
    if checklist is None:
        return
    open_, loose = _flags(checklist)
    yield _none("own_answered", "Your own red-flag questions are answered", open_, "diligence-own")
    yield _none("own_registered", "Your own red flags are on a register", loose, "diligence-own")
