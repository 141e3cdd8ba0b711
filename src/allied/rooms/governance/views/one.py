"""One decision: what is asked, until when, what each side has said, and one's own answer."""

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.clock.calendar import DayState
from allied.clock.ruler import ONE_DAY
from allied.kit.errors import Refused
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.rooms.governance import commands, telling
from allied.rooms.governance.forms import AnswerForm, CommentForm
from allied.rooms.governance.queries.decision import Case, case_of, entries_about, talk_about
from allied.rooms.governance.queries.sides import face
from allied.rooms.governance.queries.timing import Timing, timing_of
from allied.rooms.governance.states import ANSWERABLE
from allied.rooms.governance.views.entering import address_of, draw, enter_decision


@page
def show(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Read a decision."""
    return drawn(request, found_case(request, alliance_id, decision_id))


def found_case(request: PersonRequest, alliance_id: Any, decision_id: Any) -> Case:
    """The decision of the address and everything around it; 404 for strangers."""
    decision, sides = enter_decision(request, alliance_id, decision_id)
    return case_of(decision, request.user, sides, timezone.now())


def drawn(
    request: PersonRequest,
    case: Case,
    *,
    answer: AnswerForm | None = None,
    comment: CommentForm | None = None,
    refusal: str = "",
) -> HttpResponse:
    """The page of a decision, with the form or the act that was refused if there is one."""
    decision, timing = case.decision, timing_of(case)
    left, tone = telling.time_left(timing) if timing else ("", "")
    thread = _thread(case)
    refused = bool(answer or comment or refusal)
    context = {
        "alliance": decision.alliance,
        "case": case,
        "decision": decision,
        "timing": timing,
        "ruler": _ruler(timing) if timing else None,
        "lead": telling.lead_of(case, timing),
        "halves_shown": telling.halves_shown(case),
        "may_answer": bool(case.may_answer[0]),
        "time_left": left,
        "tone": tone,
        "steps": telling.steps_of(case, timing),
        "thread": thread,
        "count": sum(len(part["own"]) if "own" in part else 1 for part in thread),
        "lines": telling.lines_of(entries_about(decision, request.user), case.sides),
        "answer_form": answer or _answer_form(case),
        "comment_form": comment,
        "refusal": refusal,
        "can_steer": case.may("decision.steer") and decision.state not in _ENDED,
        "is_open": decision.state in ANSWERABLE,
        "readers": _readers(case),
        "rights": {
            name: case.may(name) for name in ("comment.joint", "private.write", "private.share")
        },
        "asked_by": face(decision.asked_by, case.sides),
    }
    return draw(request, "decision.html", context, refused=refused)


_ENDED = ("approved", "declined", "withdrawn", "superseded")


def _answer_form(case: Case) -> AnswerForm:
    first = case.decision.recommendation or case.options[0].key
    if case.is_at_odds:
        first = next(iter(case.approved_by_others), first)
    return AnswerForm(None, case.options, first)


def _ruler(timing: Timing) -> dict[str, Any]:
    """Days, calendars and today, as the ruler is drawn."""
    rows = timing.ruler.rows
    calendars = [
        (
            company.colour,
            company.letter,
            company.name,
            {row.date for row in rows if row.cells[place].state is not DayState.WORKS},
        )
        for place, company in enumerate(timing.companies)
    ]
    return {
        "days": [(row.date, row.number) for row in rows],
        "calendars": calendars,
        "today": _today(timing),
        "rule": timing.rule,
    }


def _today(timing: Timing) -> date:
    """The day up to which the ruler is filled; on a weekend it lies between two of its columns."""
    reached = [row for row in timing.ruler.rows if row.is_reached]
    if not reached:
        return timing.run.clock.day0 - ONE_DAY
    return reached[-1].date if reached[-1].is_today else reached[-1].date + ONE_DAY


def _thread(case: Case) -> list[dict[str, Any]]:
    """Comments in order; those of one's own side stand together between the joint ones."""
    thread: list[dict[str, Any]] = []
    for comment in talk_about(case.decision, case.person):
        one = {"row": comment, "by": face(comment.by, case.sides)}
        if comment.audience == "joint":
            thread.append({"joint": one})
        elif thread and "own" in thread[-1]:
            thread[-1]["own"].append(one)
        else:
            thread.append({"own": [one]})
    return thread


def _readers(case: Case) -> tuple[int, int]:
    """How many people read a joint comment, and how many an own one."""
    everybody = {seat.role for seat in case.seats.seats}
    private = ("sponsor", "alliance manager", "operational lead", "approver")
    return (
        case.seats.readers(everybody),
        case.seats.readers(private, case.person.organisation_id),
    )


@page
@require_POST
def answers(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Approve or decline for one's own company."""
    case = found_case(request, alliance_id, decision_id)
    form = AnswerForm(request.POST, case.options)
    given = carry_out(
        form,
        commands.answer_decision,
        by=request.user,
        decision=case.decision,
        now=timezone.now(),
    )
    if given is None:
        return drawn(request, case, answer=form)
    verdict = form.cleaned_data["verdict"]
    words = "Approved" if verdict == "approve" else "Declined"
    says = f"{words} for {request.user.home.short_name}. It stands in the record."
    return done(request, address_of(case.decision), says)


@page
@require_POST
def answer_withdrawal(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Take one's own answer back."""
    case = found_case(request, alliance_id, decision_id)
    return act(request, case, commands.withdraw_answer, "Your answer is taken back.")


def act(request: PersonRequest, case: Case, command: Any, says: str) -> HttpResponse:
    """Carry out a command that needs no words, and say what happened; or say why not."""
    try:
        command(by=request.user, decision=case.decision, now=case.now)
    except Refused as refusal:
        return drawn(request, case, refusal=refusal.sentence)
    return done(request, address_of(case.decision), says)
