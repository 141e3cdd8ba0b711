"""Answers to contests, the shortlist, inviting the chosen one, and looking at a partner again."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.doors import find
from allied.alliances.invitation_views import show_link_of
from allied.kit.forms import attempt, carry_out, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.selection import commands
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.forms import AnswerForm, InviteForm, ShortlistForm, TitleForm
from allied.rooms.selection.models import ScreeningCriterion
from allied.rooms.selection.queries.results import Results, results_of
from allied.rooms.selection.steps import DECIDE, EDIT
from allied.rooms.selection.views.candidates import draw_candidate
from allied.rooms.selection.views.pages import (
    address,
    candidate_address,
    draw,
    needs,
    of_screening,
    only_us,
    opened,
)


@page
@require_POST
def answers(
    request: PersonRequest,
    alliance_id: Any,
    screening_id: Any,
    candidate_id: Any,
    criterion_id: Any,
) -> HttpResponse:
    """Answer a contested score in writing."""
    screening = opened(request, alliance_id, screening_id)
    row = of_screening(request, screening, candidate_id)
    rows = ScreeningCriterion.objects.visible_to(request.user)
    criterion = find(rows, pk=criterion_id, screening=screening)
    form = AnswerForm(request.POST)
    made = carry_out(
        form,
        commands.answer_contest,
        by=request.user,
        candidate=row,
        criterion=criterion,
        now=timezone.now(),
    )
    if made:
        return done(request, f"{candidate_address(row)}#flags", "The answer is on file.")
    return draw_candidate(request, row, answer_forms={criterion.pk: form})


@page
def shortlist(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Decide the shortlist; a later decision replaces it."""
    screening = opened(request, alliance_id, screening_id)
    needs(request, screening.alliance, DECIDE)
    if not screening.shows_scores:
        return redirect(address(screening))
    found = results_of(request.user, screening)
    form = ShortlistForm(
        sent(request),
        names={row.candidate.pk: row.candidate.name for row in found.rows},
        vetoed=[row.candidate.pk for row in found.below],
        initial=_as_decided(found),
    )
    if request.method == "POST":
        made = attempt(
            form,
            lambda: commands.decide_shortlist(
                by=request.user,
                screening=screening,
                places=[Placed(candidate=key, exception=why) for key, why in form.listed()],
                chosen=form.first_choice(),
                reason=form.cleaned_data["reason"],
                now=timezone.now(),
            ),
        )
        if made:
            says = f"The shortlist is decided and in your own log. {only_us(request.user)}"
            return done(request, f"{address(screening)}#shortlist", says)
    status = 422 if form.errors else 200
    return draw(request, "shortlist", screening, form=form, results=found, status=status)


def _as_decided(found: Results) -> dict[str, Any]:
    """The shortlist as it stands, or the ranking to begin with nobody on it."""
    if found.shortlist is None:
        return {}
    first: dict[str, Any] = {"reason": found.shortlist.reason}
    if found.shortlist.chosen_id:
        first["chosen"] = str(found.shortlist.chosen_id)
    for key, place in found.listed.items():
        first[f"place-{key}"] = place.place
        first[f"exception-{key}"] = place.exception
    return first


@page
def invitation(
    request: PersonRequest, alliance_id: Any, screening_id: Any, candidate_id: Any
) -> HttpResponse:
    """Invite the candidate to become the partner."""
    screening = opened(request, alliance_id, screening_id)
    needs(request, screening.alliance, DECIDE)
    row = of_screening(request, screening, candidate_id)
    form = InviteForm(sent(request))
    if request.method == "POST":
        made = carry_out(
            form, commands.invite_candidate, by=request.user, candidate=row, now=timezone.now()
        )
        if made:
            return show_link_of(request, made)
    parties = screening.alliance.parties.exclude(organisation_id=request.user.home_id)
    others = list(parties.values_list("organisation__name", flat=True))
    status = 422 if form.errors else 200
    return draw(
        request, "invitation", screening, candidate=row, form=form, others=others, status=status
    )


@page
def repetition(
    request: PersonRequest, alliance_id: Any, screening_id: Any, candidate_id: Any
) -> HttpResponse:
    """Look at this partner again, years later."""
    screening = opened(request, alliance_id, screening_id)
    needs(request, screening.alliance, EDIT)
    row = of_screening(request, screening, candidate_id)
    year = timezone.now().year
    form = TitleForm(sent(request), initial={"title": f"{row.name}, {year}"})
    if request.method == "POST":
        made = carry_out(
            form, commands.repeat_screening, by=request.user, candidate=row, now=timezone.now()
        )
        if made:
            says = f"Started with the criteria and weights of “{screening.title}”."
            return done(request, address(made), says)
    status = 422 if form.errors else 200
    return draw(request, "repetition", screening, candidate=row, form=form, status=status)
