"""The forms of the alignment check beside the answer: starting, asking colleagues, ending, settling."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.rooms.thesis.alignment.answers import IN, OUT
from allied.rooms.thesis.alignment.asked import Item
from allied.rooms.thesis.alignment.contradictions import Topic
from allied.rooms.thesis.alignment.form_parts import (
    PARTS,
    area,
    fields_of,
    line,
    plain_number,
    sentence_of,
)
from allied.rooms.thesis.alignment.intake import Unfit
from allied.rooms.thesis.alignment.merging import DROP, KEEP, NEW, SIDE, WAYS
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.row_forms import NO_DAY

# What the command calls the way and the side, the form asks in one choice.
CHOSEN = {"way": "choice", "organisation": "choice"}


class StartForm(Form):
    """Until when answers are taken, and over which outcomes."""

    until = forms.DateField(
        label="Answers until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY, "required": NO_DAY},
    )
    outcomes = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "The thesis has no such outcome."},
    )

    def __init__(self, *args: Any, outcomes: Sequence[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["outcomes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.id, one.text) for one in outcomes]


def first_deadline(today: date, days: int) -> date:
    """The day that the form proposes; a weekday."""
    day = today + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


class PeopleForm(Form):
    """Colleagues who answer too."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose somebody.", "invalid_choice": "Choose somebody here."},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(people)


class EndForm(Form):
    """Why a round is called off."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the other side reads it."},
    )


class SettleForm(Form):
    """How one difference is settled; the words of the thesis stand in the fields for new ones."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label="It is settled by",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is settled."},
    )
    note = area(2, 1000)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        topic: Topic,
        sides: Sequence[tuple[str, str]],
        shown: Restated,
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version, **fields_of(shown)})
        self.topic = topic
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(_ways(topic, sides))
        if topic is Topic.SUCCESS:
            for name in ("metric", "unit", "target"):
                self.fields[name] = line()
            self.fields["date"] = line()
            self.fields["date"].widget = forms.DateInput(attrs={"type": "date"})

    def wish(self) -> dict[str, Any]:
        """The words of the command."""
        said = self.cleaned_data
        way, _, organisation = said["choice"].partition(":")
        wording = None
        if self.topic is Topic.SUCCESS and way == NEW:
            wording = {name: said[name] for name in ("metric", "unit", "date")}
            wording["target"] = plain_number(said["target"])
        return {
            "way": way,
            "organisation": organisation,
            "wording": wording,
            "note": said["note"],
            "version": said["version"],
        }

    def refuse(self, refusal: Refused) -> None:
        """Put what the command said beside the field it belongs to, else above the form."""
        for problem in refusal.problems if isinstance(refusal, Unfit) else ():
            known = problem.where in self.fields
            label = PARTS.get(problem.where, problem.where)
            self.add_error(problem.where if known else None, sentence_of(label, problem))
        if not isinstance(refusal, Unfit):
            field = CHOSEN.get(refusal.field, refusal.field)
            self.add_error(field if field in self.fields else None, refusal.sentence)


def _ways(topic: Topic, sides: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for way in WAYS[topic]:
        if way == SIDE:
            for key, said in sides:
                yield f"{SIDE}:{key}", said
        else:
            yield way, _said(topic, way)


def _said(topic: Topic, way: str) -> str:
    if way == KEEP:
        return "We talked it through" if topic is Topic.WEIGHT else "Leave the thesis as it is"
    if way == DROP:
        return "Nobody; take it out of the thesis"
    words = {NEW: "New words, below", IN: "In", OUT: "Out"}
    return words.get(way, way.capitalize())
