"""Numbers that the alliance's own data gives: decisions, sponsors, assumptions, risks, conflicts, notice."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.db.models import Min

from allied.alliances.gates import Standing
from allied.alliances.models import Alliance, Role, Seat
from allied.people.scope import JOINT
from allied.rooms.agreement.exits.periods import Span
from allied.rooms.agreement.exits.watched import SHARE, Number
from allied.rooms.agreement.reading.models import Agreement
from allied.rooms.conflict.models import Conflict, ConflictStep
from allied.rooms.diligence.models import Risk
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.governance.models import Decision, Escalation
from allied.rooms.governance.states import DecisionState
from allied.rooms.thesis.models import AssumptionVerdict

Fold = Callable[[Any, Sequence[Span]], list[Decimal | None]]
WHY = "numbers behind exit triggers are joint"
STEERED = (
    4  # The step of the ladder, counted from 1, at which a matter has left those who work on it.
)
SETTLED = (DecisionState.APPROVED, DecisionState.DECLINED)


def own_numbers(standing: Standing) -> Iterable[Number]:
    """What can be counted without anybody entering a number; each asks the database when first read."""
    for key, name, unit, load, fold in COUNTED:
        rows = cache(partial(load, standing.alliance))
        yield Number(key=key, name=name, unit=unit, history=partial(_folded, rows, fold))


def _folded(rows: Callable[[], Any], fold: Fold, spans: Sequence[Span]) -> list[Decimal | None]:
    return fold(rows(), spans)


def _end(day: date) -> datetime:
    return datetime.combine(day, time.max, UTC)


def _inside(moment: date, span: Span) -> bool:
    return span.first <= moment <= span.last


def _settled(alliance: Alliance) -> list[tuple[datetime, datetime]]:
    rows = Decision.objects.in_system_scope(WHY).filter(
        alliance=alliance, state__in=SETTLED, clock__isnull=False
    )
    return list(rows.values_list("state_at", "clock__due_at"))


def _on_time(
    found: Sequence[tuple[datetime, datetime]], spans: Sequence[Span]
) -> list[Decimal | None]:
    """The share of the decisions settled in a period that were settled by their deadline."""
    shares: list[Decimal | None] = []
    for span in spans:
        here = [at <= due for at, due in found if _inside(at.date(), span)]
        shares.append(Decimal(sum(here)) / len(here) if here else None)
    return shares


def _escalated(alliance: Alliance) -> list[date]:
    rows = Escalation.objects.in_system_scope(WHY).filter(decision__alliance=alliance)
    return [at.date() for at in rows.values_list("at", flat=True)]


def _happened(alliance: Alliance) -> list[date]:
    rows = Risk.objects.in_system_scope(WHY).filter(
        alliance=alliance, audience=JOINT, state=RiskState.REALISED
    )
    return [day for day in rows.values_list("happened_on", flat=True) if day]


def _counted(moments: Sequence[date], spans: Sequence[Span]) -> list[Decimal | None]:
    return [Decimal(sum(_inside(one, span) for one in moments)) for span in spans]


Held = tuple[Sequence[UUID], Sequence[tuple[UUID, datetime, datetime | None, datetime | None]]]


def _sponsors(alliance: Alliance) -> Held:
    parties = list(alliance.parties.values_list("organisation_id", flat=True))
    rows = Seat.objects.in_system_scope(WHY).filter(alliance=alliance, role=Role.SPONSOR)
    return parties, list(rows.values_list("organisation_id", "given_at", "ended_at", "until"))


def _missing(held: Held, spans: Sequence[Span]) -> list[Decimal | None]:
    """How many parties had nobody in the sponsor's seat when the period ended."""
    parties, seats = held
    found: list[Decimal | None] = []
    for span in spans:
        end = _end(span.last)
        filled = {
            side
            for side, given, ended, until in seats
            if given <= end and all(gone is None or gone > end for gone in (ended, until))
        }
        found.append(Decimal(sum(side not in filled for side in parties)))
    return found


def _verdicts(alliance: Alliance) -> list[tuple[str, datetime, datetime | None]]:
    rows = AssumptionVerdict.objects.in_system_scope(WHY).filter(
        thesis__alliance=alliance, verdict="refuted"
    )
    return list(rows.values_list("item", "at", "replaced_at"))


def _refuted(
    verdicts: Sequence[tuple[str, datetime, datetime | None]], spans: Sequence[Span]
) -> list[Decimal | None]:
    """How many assumptions one side or more held for refuted when the period ended."""
    found: list[Decimal | None] = []
    for span in spans:
        end = _end(span.last)
        standing = {
            item for item, at, gone in verdicts if at <= end and (gone is None or gone > end)
        }
        found.append(Decimal(len(standing)))
    return found


def _raised(alliance: Alliance) -> list[date]:
    rows = Conflict.objects.in_system_scope(WHY).filter(alliance=alliance)
    return [at.date() for at in rows.values_list("raised_at", flat=True)]


def _steered(alliance: Alliance) -> list[date]:
    """The day on which each matter first stood on the fourth step or higher."""
    rows = ConflictStep.objects.in_system_scope(WHY).filter(
        alliance=alliance, place__gte=STEERED - 1
    )
    found = rows.order_by().values("conflict").annotate(first=Min("started_at"))
    return [each["first"].date() for each in found]


def _last_day(alliance: Alliance) -> date | None:
    rows = Agreement.objects.in_system_scope(WHY).filter(alliance=alliance)
    return rows.values_list("notice_on", flat=True).first()


def _left(last: date | None, spans: Sequence[Span]) -> list[Decimal | None]:
    """How many days were left for a notice when the period ended; less than 0 once it is too late."""
    return [Decimal((last - span.last).days) if last else None for span in spans]


# key, name, unit, what is read once, and what it gives per period.
COUNTED: tuple[tuple[str, str, str, Callable[[Alliance], Any], Fold], ...] = (
    ("decisions_on_time", "Decisions settled in time", SHARE, _settled, _on_time),
    ("escalations", "Decisions escalated", "in the period", _escalated, _counted),
    (
        "sponsors_missing",
        "Parties without a sponsor",
        "at the end of the period",
        _sponsors,
        _missing,
    ),
    ("assumptions_refuted", "Assumptions refuted", "at the end of the period", _verdicts, _refuted),
    ("risks_happened", "Risks that happened", "in the period", _happened, _counted),
    ("conflicts_raised", "Conflicts raised", "in the period", _raised, _counted),
    (
        "conflicts_steered",
        "Conflicts that reached the fourth step",
        "in the period",
        _steered,
        _counted,
    ),
    (
        "days_to_notice",
        "Days left to give notice",
        "at the end of the period",
        _last_day,
        _left,
    ),
)
