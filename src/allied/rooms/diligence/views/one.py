"""The page of one risk, and what is done to it."""

from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from allied.alliances.access import may, seats_of
from allied.kit.amounts import money
from allied.kit.forms import sent
from allied.kit.words import counted
from allied.people.doors import PersonRequest, page
from allied.people.scope import OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.forms import (
    LossForm,
    RealisedForm,
    ReasonForm,
    ReviewForm,
    amount_text,
    plain_number,
)
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.models.risks import RiskState
from allied.rooms.diligence.queries.one import Case, case_of, lines_of
from allied.rooms.diligence.views.acting import Words, carry_out, enter_to_write
from allied.rooms.diligence.views.entering import draw, enter_risk
from allied.rooms.diligence.writing import LOOK_AFTER, has_hand, today_of


@page
def show(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """Where a risk stands, what is done about it, and who looks after it."""
    risk, now = enter_risk(request, alliance_id, risk_id), timezone.now()
    today = today_of(request.user.home, now)
    case = case_of(risk, request.user, now, today)
    seats = seats_of(request.user, risk.alliance, now)
    context = {
        "alliance": risk.alliance,
        "risk": risk,
        "case": case,
        "lead": lead_of(case),
        "today": today,
        "lines": lines_of(risk, request.user),
        "may_write": has_hand(request.user, risk, now),
        "may_place": may(seats, LOOK_AFTER),
        "me": request.user.pk,
        "may_share": risk.audience == OURS and may(seats, "private.share"),
        "states": RiskState,
    }
    return draw(request, "risk.html", context)


def lead_of(case: Case) -> tuple[str, str]:
    """The answer of the page: where it stands, and what is due."""
    risk = case.risk
    if risk.state == RiskState.REALISED:
        cost = money(risk.cost or 0, risk.currency)
        return f"It happened and cost {cost}.", risk.reason
    if risk.state == RiskState.CLOSED:
        return "It is closed.", risk.reason
    if case.ratings is None:
        return "Nobody has rated it yet.", "Say how likely it is and what it would cost."
    now, first = case.ratings.residual, case.ratings.inherent
    lead = f"{now.score} of 25 now"
    lead += f", {first.score} before controls." if first.score != now.score else "."
    if now.exposure is not None:
        lead += f" Exposure {money(now.exposure, risk.currency)}."
    late = f"Its review is {counted(case.late, 'day')} late." if case.late else ""
    return lead, late


@page
def review(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """Looked at again."""
    risk, now = enter_to_write(request, alliance_id, risk_id), timezone.now()
    latest = today_of(risk.side, now) + timedelta(days=limits().review_days)
    form = ReviewForm(sent(request), initial={"next_on": latest})
    words = Words(
        title=f"Review {risk.ref}",
        answer="Is it still as likely and as costly? If not, change it instead.",
        button="It stands as it is",
        done=f"{risk.ref} is reviewed.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.review_risk(by=request.user, risk=risk, now=now, **form.cleaned_data),
        words,
    )


@page
def happening(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """It happened."""
    risk, now = enter_to_write(request, alliance_id, risk_id), timezone.now()
    form = RealisedForm(sent(request), initial={"happened_on": today_of(request.user.home, now)})
    words = Words(
        title=f"{risk.ref} happened",
        answer="It leaves the open risks and stays counted.",
        button="It happened",
        done=f"{risk.ref} is counted as happened.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.realise_risk(
            by=request.user, risk=risk, now=now, **form.words(risk.currency)
        ),
        words,
    )


@page
def closing(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """It cannot happen any more."""
    risk, now = enter_to_write(request, alliance_id, risk_id), timezone.now()
    form = ReasonForm(sent(request))
    words = Words(
        title=f"Close {risk.ref}",
        answer="Close what cannot happen any more. What happened is counted instead.",
        button="Close it",
        done=f"{risk.ref} is closed.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.close_risk(by=request.user, risk=risk, now=now, **form.cleaned_data),
        words,
    )


@page
def reopening(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """It may happen again."""
    risk, now = enter_to_write(request, alliance_id, risk_id), timezone.now()
    form = ReasonForm(sent(request))
    words = Words(
        title=f"Open {risk.ref} again",
        answer="It is reviewed again from now on.",
        button="Open it again",
        done=f"{risk.ref} is open again.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.reopen_risk(by=request.user, risk=risk, now=now, **form.cleaned_data),
        words,
    )


@page
def loss(request: PersonRequest, alliance_id: Any, risk_id: Any) -> HttpResponse:
    """How often it strikes in a year, and what it then costs."""
    risk, now = enter_to_write(request, alliance_id, risk_id), timezone.now()
    first = {
        "frequency": "" if risk.frequency is None else plain_number(risk.frequency),
        "low": amount_text(risk.loss_low, risk.currency),
        "high": amount_text(risk.loss_high, risk.currency),
        "trigger": risk.trigger,
        "version": risk.version,
    }
    form = LossForm(sent(request), initial=first)
    words = Words(
        title=f"Loss of {risk.ref}",
        answer="Nine times in ten one event costs between the two amounts.",
        button="Keep the estimate",
        done=f"The estimate of {risk.ref} is kept.",
    )
    return carry_out(
        request,
        risk,
        form,
        lambda: commands.estimate_loss(
            by=request.user,
            risk=risk,
            said=form.content(risk.currency),
            version=form.cleaned_data["version"],
            now=now,
        ),
        words,
    )
