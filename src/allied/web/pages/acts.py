"""Acting from a letter: one page that asks once more, for one person, one act, one time."""

from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from allied.alliances.models import Party
from allied.kit.errors import NotAllowed, Refused
from allied.kit.forms import Form
from allied.notices.links import ActLink, open_link, use_link
from allied.people.doors import acting_as, person_of
from allied.rooms.governance.commands.answering import answer_decision
from allied.rooms.governance.forms import option_choices
from allied.rooms.governance.models import Decision


class AnswerForm(Form):
    """What is answered; which option is only asked when approving."""

    option = forms.ChoiceField(required=False)
    reason = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4})
    )
    digest = forms.CharField(widget=forms.HiddenInput)


@dataclass(frozen=True)
class Asked:
    """The link and the decision it is about."""

    link: ActLink
    decision: Decision

    @property
    def approves(self) -> bool:
        """Whether the link approves; else it declines."""
        return self.link.verdict == "approve"


def _form(asked: Asked, posted: Any) -> AnswerForm:
    first = {"digest": asked.decision.digest, "option": asked.decision.recommendation}
    form = AnswerForm(posted or None, initial=first)
    choices = [(o["key"], f"{o['key']}, {o['title']}") for o in asked.decision.options]
    option = form.fields["option"]
    assert isinstance(option, forms.ChoiceField)
    option.choices = option_choices(choices, asked.decision.recommendation)
    option.required = asked.approves
    option.error_messages["required"] = f"Choose one of the options: {', '.join(dict(choices))}."
    form.fields["reason"].required = not asked.approves
    return form


def _decision(link: ActLink) -> Decision:
    rows = Decision.objects.visible_to(link.person).select_related(
        "alliance", "asked_by__organisation"
    )
    decision = rows.filter(pk=link.awaited.subject_id).first()
    if decision is None:
        raise Refused("link", "This link was used already, is too old, or its question is settled.")
    return decision


def _colour(link: ActLink) -> int:
    """The colour of the person's company in this alliance."""
    rows = Party.objects.visible_to(link.person).filter(alliance=link.awaited.alliance)
    return rows.get(organisation=link.person.home).colour


def _refuse_others(request: HttpRequest, link: ActLink) -> None:
    """Nobody who is signed in as somebody else acts by a letter that was passed on to them."""
    here = person_of(request)
    if here is not None and here.pk != link.person.pk:
        raise Refused(
            "link", "This letter was written to somebody else; you are signed in as yourself."
        )


def act(request: HttpRequest, token: str) -> HttpResponse:
    """Show what is asked; carry it out when the button is pressed. Opening the page changes nothing."""
    try:
        link = open_link(token)
        _refuse_others(request, link)
        with acting_as(link.person):
            asked = Asked(link, _decision(link))
            return _answered(request, asked)
    except (Refused, NotAllowed) as refusal:
        sentence = refusal.sentence if isinstance(refusal, Refused) else "Your seat has changed."
        return render(request, "web/act_gone.html", {"sentence": sentence}, status=410)


def _answered(request: HttpRequest, asked: Asked) -> HttpResponse:
    form = _form(asked, request.POST)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        use_link(asked.link, now=now)
        decision = answer_decision(
            by=asked.link.person,
            decision=asked.decision,
            verdict=asked.link.verdict,
            option=form.cleaned_data["option"] if asked.approves else "",
            reason=form.cleaned_data["reason"],
            revision_digest=form.cleaned_data["digest"],
            now=now,
        )
        return render(request, "web/act_done.html", {"asked": asked, "decision": decision})
    context = {
        "asked": asked,
        "decision": asked.decision,
        "form": form,
        "now": timezone.now(),
        "zone": ZoneInfo(asked.link.person.zone),
        "colour": _colour(asked.link),
    }
    return render(request, "web/act.html", context, status=422 if form.errors else 200)
