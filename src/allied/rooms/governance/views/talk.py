"""Comments on a decision, and the one step from private to joint."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.access import RIGHTS, require
from allied.alliances.doors import find
from allied.kit.forms import carry_out, done
from allied.people.doors import PersonRequest, page
from allied.people.scope import JOINT, OURS
from allied.rooms.governance import commands
from allied.rooms.governance.forms import CommentForm, CopyForm
from allied.rooms.governance.models import Comment
from allied.rooms.governance.queries.decision import case_of
from allied.rooms.governance.queries.sides import seats_now
from allied.rooms.governance.views.entering import address_of, draw, enter_decision
from allied.rooms.governance.views.one import drawn


@page
@require_POST
def comments(request: PersonRequest, alliance_id: Any, decision_id: Any) -> HttpResponse:
    """Say something to both companies, or to one's own."""
    decision, sides = enter_decision(request, alliance_id, decision_id)
    form, now = CommentForm(request.POST), timezone.now()

    def say(*, audience: str, body: str) -> Comment:
        chosen = JOINT if audience == "joint" else OURS
        return commands.comment_on_decision(
            by=request.user, decision=decision, text=body, audience=chosen, now=now
        )

    made = carry_out(form, say)
    if made is None:
        return drawn(request, case_of(decision, request.user, sides, now), comment=form)
    ours = f"Posted for {request.user.home.short_name} only."
    says = "Posted to both companies." if made.audience == JOINT else ours
    return done(request, address_of(decision) + "#talk", says)


@page
def comment_copy(
    request: PersonRequest, alliance_id: Any, decision_id: Any, comment_id: Any
) -> HttpResponse:
    """Share words of an own comment: who reads it now, who after, exactly which words."""
    decision, _ = enter_decision(request, alliance_id, decision_id)
    require(request.user, "private.share", decision.alliance, timezone.now())
    rows = Comment.objects.visible_to(request.user).filter(decision=decision, audience=OURS)
    comment = find(rows.select_related("by", "alliance"), pk=comment_id)
    request.audience = "private"
    form = CopyForm(request.POST or None, initial={"text": comment.text})
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("read")
        shared = carry_out(
            form, commands.share_comment, by=request.user, comment=comment, now=timezone.now()
        )
        if shared is not None:
            says = "Shared with both companies. Your comment stays private."
            return done(request, address_of(decision) + "#talk", says)
    seats = seats_now(decision.alliance, timezone.now())
    context = {
        "alliance": decision.alliance,
        "decision": decision,
        "comment": comment,
        "form": form,
        "now_people": seats.readers(RIGHTS["private.read"].roles, request.user.organisation_id),
        "after_people": seats.readers({seat.role for seat in seats.seats}),
    }
    return draw(request, "copy.html", context, refused=bool(form.errors))
