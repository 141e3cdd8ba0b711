"""Candidates: adding them, what is known of each, evidence files, and taking one out."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from allied.alliances.attachments.forms import AttachForm
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.alliances.doors import find
from allied.kit.forms import attempt, carry_out, done, sent
from allied.people.doors import PersonRequest, page
from allied.rooms.selection import commands
from allied.rooms.selection.forms import AnswerForm, CandidateForm, NoteForm, ReasonForm
from allied.rooms.selection.models import Candidate
from allied.rooms.selection.queries.results import results_of
from allied.rooms.selection.steps import EDIT
from allied.rooms.selection.views.pages import (
    address,
    candidate_address,
    draw,
    may_all,
    needs,
    of_screening,
    opened,
)


@page
def new(request: PersonRequest, alliance_id: Any, screening_id: Any) -> HttpResponse:
    """Add a candidate."""
    screening = opened(request, alliance_id, screening_id)
    needs(request, screening.alliance, EDIT)
    form = CandidateForm(sent(request))
    if request.method == "POST":
        made = carry_out(
            form, commands.add_candidate, by=request.user, screening=screening, now=timezone.now()
        )
        if made:
            return done(request, candidate_address(made), f"{made.name} is added.")
    status = 422 if form.errors else 200
    return draw(request, "candidate_new", screening, form=form, status=status)


@page
def candidate(
    request: PersonRequest, alliance_id: Any, screening_id: Any, candidate_id: Any
) -> HttpResponse:
    """Everything that is known of one candidate; POST changes the note."""
    screening = opened(request, alliance_id, screening_id)
    row = of_screening(request, screening, candidate_id)
    form = NoteForm(sent(request), initial={"text": row.note, "version": row.version})
    if request.method == "POST":
        changed = carry_out(
            form, commands.change_candidate, by=request.user, candidate=row, now=timezone.now()
        )
        if changed:
            return done(request, candidate_address(row), "Kept.")
    return draw_candidate(request, row, note_form=form)


def draw_candidate(
    request: PersonRequest,
    row: Candidate,
    *,
    note_form: forms.Form | None = None,
    file_form: forms.Form | None = None,
    answer_forms: dict[Any, forms.Form] | None = None,
) -> HttpResponse:
    """The page of one candidate, with the form that was refused, if one was."""
    screening = row.screening
    found = results_of(request.user, screening) if screening.shows_scores else None
    result = None
    if found:
        result = next((r for r in found.rows if r.candidate.pk == row.pk), None)
    refused = [note_form, file_form, *(answer_forms or {}).values()]
    failed = any(form is not None and form.errors for form in refused)
    return draw(
        request,
        "candidate",
        screening,
        candidate=row,
        result=result,
        results=found,
        files=attached_to(request.user, [row.pk]).get(row.pk, []),
        note_form=note_form or NoteForm(initial={"text": row.note, "version": row.version}),
        file_form=file_form or AttachForm(),
        answer_form_of=lambda key: (answer_forms or {}).get(key) or AnswerForm(),
        may=may_all(request, row.alliance),
        status=422 if failed else 200,
    )


@page
def withdrawal(
    request: PersonRequest, alliance_id: Any, screening_id: Any, candidate_id: Any
) -> HttpResponse:
    """Take a candidate out, with the reason."""
    screening = opened(request, alliance_id, screening_id)
    needs(request, screening.alliance, EDIT)
    row = of_screening(request, screening, candidate_id)
    form = ReasonForm(sent(request))
    if request.method == "POST":
        gone = carry_out(
            form, commands.withdraw_candidate, by=request.user, candidate=row, now=timezone.now()
        )
        if gone:
            return done(request, address(screening), f"{row.name} is no longer looked at.")
    status = 422 if form.errors else 200
    return draw(request, "candidate_out", screening, candidate=row, form=form, status=status)


@page
@require_POST
def files(
    request: PersonRequest, alliance_id: Any, screening_id: Any, candidate_id: Any
) -> HttpResponse:
    """Put an evidence file to a candidate."""
    screening = opened(request, alliance_id, screening_id)
    row = of_screening(request, screening, candidate_id)
    form = AttachForm(request.POST, request.FILES)
    made = attempt(
        form,
        lambda: commands.attach_evidence(
            by=request.user,
            candidate=row,
            name=form.cleaned_data["file"].name,
            raw=form.cleaned_data["file"].read(),
            note=form.cleaned_data["note"],
            now=timezone.now(),
        ),
    )
    if made:
        return done(request, f"{candidate_address(row)}#files", f"{made.name} is attached.")
    return draw_candidate(request, row, file_form=form)


@page
@require_POST
def erasure(
    request: PersonRequest,
    alliance_id: Any,
    screening_id: Any,
    candidate_id: Any,
    attachment_id: Any,
) -> HttpResponse:
    """Erase an evidence file."""
    screening = opened(request, alliance_id, screening_id)
    row = of_screening(request, screening, candidate_id)
    rows = Attachment.objects.visible_to(request.user).select_related("alliance")
    attachment = find(rows, pk=attachment_id, subject_id=row.pk)
    commands.erase_evidence(by=request.user, attachment=attachment, now=timezone.now())
    return done(request, f"{candidate_address(row)}#files", "Erased: its name and bytes are gone.")
