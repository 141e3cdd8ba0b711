"""The page of one conflict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from allied.alliances.doors import find
from allied.alliances.models import SignOff
from allied.kit.amounts import spelled
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict.memos import KIND as MEMO
from allied.rooms.conflict.models import ConflictState, ConflictStep, JointMemo
from allied.rooms.conflict.queries.figures import figures_of
from allied.rooms.conflict.queries.one import Case, lines_of
from allied.rooms.conflict.references import SOURCES, of_rows
from allied.rooms.conflict.truth import LineState
from allied.rooms.conflict.views.entering import address_of, draw, enter_case, enter_room


@page
def show(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Where a conflict stands, what each side says, what both hold true, and how it could end."""
    case = enter_case(request, alliance_id, conflict_id)
    conflict = case.conflict
    context = {
        "alliance": conflict.alliance,
        "conflict": conflict,
        "case": case,
        "lead": lead_of(case),
        "facts": [(one, linked(conflict.alliance_id, one.fact.evidence)) for one in case.facts],
        "about": next(
            iter(linked(conflict.alliance_id, [conflict.about] if conflict.about else [])), None
        ),
        "history": history_of(case, request),
        "figures": figures_of(conflict.alliance, case.now).of_year,
        "states": LineState,
        "figure_of": figure_of(case),
    }
    return draw(request, "conflict.html", context)


def figure_of(case: Case) -> Callable[[Decimal], str]:
    """How the numbers of this conflict are written: all with as many places as the finest one."""
    values = [value for one in case.facts for value in one.values if value is not None]
    places = max((-int(value.normalize().as_tuple().exponent) for value in values), default=0)
    return lambda value: f"{value:,.{max(0, places)}f}"


def lead_of(case: Case) -> tuple[str, str]:
    """The answer of the page: what is common ground, and what the clock does next."""
    conflict, step = case.conflict, case.step
    if conflict.state == ConflictState.SETTLED:
        words = conflict.resolution.split("\n", 1)[0]
        return f"Settled {conflict.how}.", words
    if conflict.state == ConflictState.WITHDRAWN:
        return f"{case.sides[conflict.owner_id].name} withdrew it.", conflict.resolution
    return case.ground or "Nobody has proposed a fact yet.", _time(case) if step else ""


def _time(case: Case) -> str:
    step = case.step
    assert step is not None
    if case.conflict.exhausted_at:
        return f"Every step has run out. Now: {case.ladder.end}."
    left = step.days - step.used
    then = f"then it goes to: {case.following}" if not case.is_last else f"then: {case.ladder.end}"
    if left < 0:
        return f"{step.rule.name} is {counted(-left, 'working day')} late."
    if left == 0:
        return f"{step.rule.name} has until today, {then}."
    return f"{step.rule.name} has {counted(left, 'working day')} left, {then}."


@dataclass(frozen=True)
class Linked:
    """A reference with the address of what it refers to."""

    label: str
    href: str


def linked(alliance_id: Any, rows: Sequence[dict[str, str]]) -> list[Linked]:
    """References as links; the kind says where each leads."""
    found = []
    for one in of_rows(rows):
        source = SOURCES[one.kind]
        ids = {source.parameter: one.id} if source.parameter else {}
        href = reverse(source.route, kwargs={"alliance_id": alliance_id, **ids})
        found.append(Linked(one.label, href))
    return found


SIGNS = {
    "conflict.matter.raised": "flag",
    "conflict.step.moved": "arrow-up",
    "conflict.step.reminded": "clock",
    "conflict.line.accepted": "check",
    "conflict.matter.settled": "circle-check",
    "conflict.settlement.proposed": "corner-down-left",
    "conflict.decision.asked": "gavel",
}


TOGETHER = {"conflict.line.accepted": "accepted", "conflict.line.proposed": "proposed"}
QUIET = {"conflict.step.reminded"}
SHOWN = 8


@dataclass(frozen=True)
class Happened:
    """One thing in the history: its sign, the sentence and when it was."""

    sign: str
    words: str
    at: datetime


def history_of(case: Case, request: PersonRequest) -> list[Happened]:
    """The latest lines of the record about it; several facts that one person accepted are one line."""
    found: list[Happened] = []
    lines = [line for line in lines_of(case.conflict, request.user) if line.kind not in QUIET]
    for (kind, who), group in groupby(lines, key=lambda line: (line.kind, line.person)):
        same = list(group)
        sign = SIGNS.get(kind, "circle-dot")
        if kind in TOGETHER and len(same) > 1 and who is not None:
            words = f"{who.name} {TOGETHER[kind]} {spelled(len(same))} facts"
            found.append(Happened(sign, words, same[0].at))
        else:
            found += [Happened(sign, line.sentence, line.at) for line in same]
    return found[:SHOWN]


@page
def step(request: PersonRequest, alliance_id: Any, conflict_step_id: Any) -> HttpResponse:
    """The conflict that stands on this step: where a letter about it leads."""
    alliance = enter_room(request, alliance_id)
    rows = ConflictStep.objects.visible_to(request.user).filter(alliance=alliance)
    found = find(rows.select_related("conflict"), pk=conflict_step_id)
    return HttpResponseRedirect(address_of(found.conflict))


@page
def signing(request: PersonRequest, alliance_id: Any, sign_off_id: Any) -> HttpResponse:
    """The joint memo behind a sign-off: where a letter that asks for a signature leads."""
    alliance = enter_room(request, alliance_id)
    rows = SignOff.objects.visible_to(request.user).filter(alliance=alliance, subject_kind=MEMO)
    found = find(rows, pk=sign_off_id)
    memos = JointMemo.objects.visible_to(request.user).select_related("step__conflict")
    memo = find(memos, pk=found.subject_id)
    return HttpResponseRedirect(address_of(memo.step.conflict, "conflict-memo"))
