"""Facts line by line: proposed, worded anew, accepted, disputed, taken back."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.kit.forms import sent
from allied.people.doors import PersonRequest, page
from allied.rooms.conflict import commands
from allied.rooms.conflict.forms import (
    DisputeForm,
    FactForm,
    first_of_fact,
)
from allied.rooms.conflict.models import Conflict
from allied.rooms.conflict.references import of_rows, offered
from allied.rooms.conflict.views.entering import (
    enter_conflict,
    fact_in,
)
from allied.rooms.conflict.views.forming import form_page, posted, version_of, versioned

FACT_HINTS = {
    "line": "One statement that the other side can accept as it stands.",
    "source": "Such as Carrier contract, clause 9. Records and files go into Evidence.",
    "evidence": "A joint decision, risk, file, shared text, outcome or entry of the record.",
}


@page
def fact_new(request: PersonRequest, alliance_id: Any, conflict_id: Any) -> HttpResponse:
    """Propose a fact."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    form = FactForm(sent(request), offered=offered(conflict.alliance))
    unit = f"In {conflict.unit}." if conflict.unit else "Without a unit."
    words = {
        "title": "Propose a fact",
        "answer": "The other company accepts it, or disputes it with its own version.",
        "button": "Propose it to both companies",
        "says": "Proposed. The other company is asked to accept it.",
        "hints": FACT_HINTS | {"value": unit},
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.propose_fact(
            by=request.user, conflict=conflict, now=timezone.now(), **form.content()
        ),
        words,
    )


@page
def fact(
    request: PersonRequest, alliance_id: Any, conflict_id: Any, conflict_fact_id: Any
) -> HttpResponse:
    """Word one's own fact anew, or dispute the other side's."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    found = fact_in(request, conflict, conflict_fact_id)
    if found.party_id != request.user.organisation_id:
        return _dispute(request, conflict, found)
    form = FactForm(
        sent(request),
        initial=first_of_fact(found),
        offered=offered(conflict.alliance),
        kept=of_rows(found.evidence),
    )
    words = {
        "title": f"Word fact {found.number} anew",
        "answer": "What the other company said to the old words no longer counts.",
        "button": "Word it anew",
        "says": "Worded anew. The other company is asked again.",
        "hints": FACT_HINTS,
        "fact": found,
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.change_fact(
            by=request.user,
            fact=found,
            version=form.cleaned_data["version"] or 0,
            now=timezone.now(),
            **form.content(),
        ),
        words,
    )


def _dispute(request: PersonRequest, conflict: Conflict, found: Any) -> HttpResponse:
    own = next(
        (one for one in found.standing if one.party_id == request.user.organisation_id), None
    )
    first = {"version": found.version}
    if own is not None and not own.accepts:
        first |= {"reason": own.reason, "value": own.value, "line": own.line}
    form = DisputeForm(sent(request), initial=first)
    words = {
        "title": f"Dispute fact {found.number}",
        "answer": f"{found.party.short_name} says: {found.line}",
        "button": "Dispute it, for both companies to read",
        "says": "Disputed. Both versions stand on the page.",
        "hints": {"value": f"In {conflict.unit}." if conflict.unit else ""},
    }
    return form_page(
        request,
        conflict,
        form,
        lambda: commands.dispute_fact(
            by=request.user, fact=found, now=timezone.now(), **versioned(form)
        ),
        words,
    )


@page
@require_POST
def fact_acceptance(
    request: PersonRequest, alliance_id: Any, conflict_id: Any, conflict_fact_id: Any
) -> HttpResponse:
    """Accept the other side's fact as it was read."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    found = fact_in(request, conflict, conflict_fact_id)
    return posted(
        request,
        conflict,
        lambda: commands.accept_fact(
            by=request.user, fact=found, version=version_of(request), now=timezone.now()
        ),
        f"Accepted for {request.user.home.short_name}.",
    )


@page
@require_POST
def fact_withdrawal(
    request: PersonRequest, alliance_id: Any, conflict_id: Any, conflict_fact_id: Any
) -> HttpResponse:
    """Take one's own fact back."""
    conflict = enter_conflict(request, alliance_id, conflict_id)
    found = fact_in(request, conflict, conflict_fact_id)
    return posted(
        request,
        conflict,
        lambda: commands.withdraw_fact(
            by=request.user, fact=found, version=version_of(request), now=timezone.now()
        ),
        "Taken back.",
    )
