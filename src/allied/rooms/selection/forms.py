"""The forms of partner selection: criteria, weights, candidates, the score sheet, the shortlist."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import isclose
from typing import Any
from uuid import UUID

from django import forms

from allied.alliances.forms import PARTNER_CHOICES
from allied.alliances.models import Role
from allied.kit.forms import Form
from allied.people.models import Person
from allied.rooms.selection.criterion_words import LEVELS, CriterionSaid
from allied.rooms.selection.models import ScreeningCriterion
from allied.rooms.selection.weighing import pair_key

LEVEL_CHOICES = [("", "Never"), *((str(level), f"At {level} or less") for level in LEVELS)]
ANCHOR = {"rows": 2}


class TitleForm(Form):
    """What partner is looked for."""

    title = forms.CharField(max_length=200, label="What partner do you look for?")


class RenameForm(TitleForm):
    """Another title, against the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def _area(most: int, *, label: str, required: bool = True, rows: int = 2) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(max_length=most, label=label, required=required, widget=widget)


class CriterionForm(Form):
    """A criterion with what 1, 3 and 5 mean, and its red flags."""

    name = forms.CharField(max_length=120, label="Criterion")
    short = forms.CharField(max_length=24, required=False, label="Short name")
    question = _area(500, label="The question it answers", required=False)
    low = _area(500, label="What a 1 looks like")
    middle = _area(500, label="What a 3 looks like")
    high = _area(500, label="What a 5 looks like")
    veto_at = forms.TypedChoiceField(
        choices=LEVEL_CHOICES, coerce=int, empty_value=None, required=False, label="Vetoes"
    )
    contest_at = forms.TypedChoiceField(
        choices=LEVEL_CHOICES, coerce=int, empty_value=None, required=False, label="Contests"
    )

    def said(self) -> CriterionSaid:
        """The words as the command takes them."""
        return CriterionSaid(**self.cleaned_data)


class NumberField(forms.FloatField):
    """A number of points or percent."""

    widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})


class WeightsForm(Form):
    """Base of the forms of all methods; `said()` is what the person said about the criteria."""

    method = ""

    def __init__(
        self, *args: Any, criteria: Sequence[ScreeningCriterion], again: bool, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.criteria = list(criteria)
        self.add_questions()
        if again:
            self.fields["reason"] = _area(2000, label="Why the weights change")

    def add_questions(self) -> None:
        """Add the fields of the method."""

    def said(self) -> dict[str, Any]:
        """What was said, as the command takes it."""
        return {}

    def questions(self) -> list[Any]:
        """The bound fields of the method, without the reason."""
        return [self[name] for name in self.fields if name != "reason"]


class EqualForm(WeightsForm):
    """Every criterion counts the same: there is nothing to ask."""

    method = "equal"


class RankedForm(WeightsForm):
    """A place for each criterion."""

    method = "ranked"

    def add_questions(self) -> None:
        """One place per criterion, in the order in which they stand."""
        count = len(self.criteria)
        places = [(str(n), f"{n} of {count}") for n in range(1, count + 1)]
        for n, one in enumerate(self.criteria, 1):
            self.fields[f"w-{one.key}"] = forms.TypedChoiceField(
                choices=places, coerce=int, label=one.name, initial=str(n)
            )

    def clean(self) -> dict[str, Any]:
        """Each place is given once."""
        cleaned = super().clean() or {}
        seen: dict[int, str] = {}
        for one in self.criteria:
            place = cleaned.get(f"w-{one.key}")
            if place in seen:
                self.add_error(f"w-{one.key}", f"{seen[place]} has place {place} already.")
            elif place:
                seen[place] = one.name
        return cleaned

    def said(self) -> dict[str, Any]:
        """The criteria from the most important."""
        place = {one.key: self.cleaned_data[f"w-{one.key}"] for one in self.criteria}
        return {"order": sorted(place, key=lambda key: place[key])}


class SwingForm(WeightsForm):
    """Points for the step from the worst to the best on each criterion."""

    method = "swing"
    part = "points"
    most = 100
    first: float | None = None

    def add_questions(self) -> None:
        """One number per criterion."""
        for one in self.criteria:
            self.fields[f"w-{one.key}"] = NumberField(
                min_value=0, max_value=self.most, label=one.name, initial=self.first
            )

    def said(self) -> dict[str, Any]:
        """The number of each criterion."""
        return {self.part: {one.key: self.cleaned_data[f"w-{one.key}"] for one in self.criteria}}


class GivenForm(SwingForm):
    """Percent that add up to 100."""

    method = "given"
    part = "percents"


STEPS = {
    "9": 9.0,
    "7": 7.0,
    "5": 5.0,
    "3": 3.0,
    "1": 1.0,
    "1/3": 1 / 3,
    "1/5": 1 / 5,
    "1/7": 1 / 7,
    "1/9": 1 / 9,
}
"""What a pair can be answered with (Saaty's scale): as said on the page, and as a number."""


class PairwiseForm(WeightsForm):
    """The comparisons of all colleagues together: each one says theirs on a page of their own."""

    method = "pairwise"


class PairsForm(Form):
    """One criterion against the other, pair by pair, of one colleague; nothing is chosen for them."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[ScreeningCriterion],
        kept: Mapping[str, float],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.pairs = list(combinations(criteria, 2))
        for first, second in self.pairs:
            self.fields[self.name_of(first, second)] = forms.ChoiceField(
                choices=_steps(first.name, second.name),
                widget=forms.RadioSelect,
                initial=_step_of(kept.get(pair_key(first.key, second.key))),
                label=f"{first.name} or {second.name}",
                error_messages={"required": f"Compare {first.name} with {second.name}."},
            )

    @staticmethod
    def name_of(first: ScreeningCriterion, second: ScreeningCriterion) -> str:
        """The name of the field of a pair."""
        return f"p-{first.key}-{second.key}"

    def rows(self) -> list[tuple[ScreeningCriterion, ScreeningCriterion, Any]]:
        """Each pair with its field."""
        return [(first, second, self[self.name_of(first, second)]) for first, second in self.pairs]

    def said(self) -> dict[str, float]:
        """How many times more the first of each pair counts."""
        return {
            pair_key(first.key, second.key): STEPS[self.cleaned_data[self.name_of(first, second)]]
            for first, second in self.pairs
        }


def _steps(first: str, second: str) -> list[tuple[str, str]]:
    """The choices of a pair, from clearly the first to clearly the second."""
    words = []
    for step in STEPS:
        over, _, under = step.partition("/")
        name, many = (second, under) if under else (first, over)
        words.append((step, "Both the same" if step == "1" else f"{name} counts {many} times more"))
    return words


def _step_of(value: float | None) -> str | None:
    """The choice that says this number; one between two choices, from a script, says none."""
    if value is None:
        return None
    return next((step for step, number in STEPS.items() if isclose(number, value)), None)


WEIGHTS: Mapping[str, type[WeightsForm]] = {
    form.method: form for form in (EqualForm, RankedForm, SwingForm, PairwiseForm, GivenForm)
}


class CandidateForm(Form):
    """One more organisation to look at."""

    name = forms.CharField(max_length=120, label="Organisation")
    text = _area(5000, label="What is known of it", required=False, rows=5)


class NoteForm(Form):
    """What is known of a candidate, with the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    text = _area(5000, label="What is known of it", required=False, rows=5)


class ReasonForm(Form):
    """Why a candidate is no longer looked at."""

    reason = _area(500, label="Why it is no longer looked at")


class RatersForm(Form):
    """Which colleagues score, and until when."""

    people = forms.MultipleChoiceField(
        label="Who scores", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Sequence[Person], **options: Any) -> None:
        super().__init__(*args, **options)
        self.by_id = {str(one.pk): one for one in people}
        self.fields["people"].choices = [  # type: ignore[attr-defined]  # a choice field
            (key, f"{one.name}, {one.title}" if one.title else one.name)
            for key, one in self.by_id.items()
        ]

    def chosen(self) -> list[Person]:
        """The colleagues that were ticked."""
        return [self.by_id[key] for key in self.cleaned_data["people"]]


class OpenForm(Form):
    """Until when scores are wanted."""

    rate_by = forms.DateField(
        required=False,
        label="Scores until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "Write a date that exists, such as 2027-12-31."},
    )


class AnswerForm(Form):
    """The written answer to a contested score."""

    text = _area(5000, label="Answer", rows=3)


class InviteForm(Form):
    """The one person at the candidate who opens the door."""

    name = forms.CharField(max_length=200, required=False, label="Person there")
    address = forms.EmailField(max_length=254, label="Their work e-mail")
    role = forms.ChoiceField(
        choices=PARTNER_CHOICES, initial=Role.ALLIANCE_MANAGER, label="Their seat"
    )


NOBODY = "nobody"


class ShortlistForm(Form):
    """Who is on the shortlist, in which order, and why."""

    reason = _area(5000, label="Why these, in this order", rows=4)

    def __init__(
        self, *args: Any, names: Mapping[UUID, str], vetoed: Sequence[UUID], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.names, self.vetoed = names, set(vetoed)
        places = [("0", "Not on it"), *((str(n), str(n)) for n in range(1, len(names) + 1))]
        for key, name in names.items():
            self.fields[f"place-{key}"] = forms.TypedChoiceField(
                choices=places, coerce=int, label=name, initial="0"
            )
            if key in self.vetoed:
                label = f"Why the red flag of {name} does not count"
                self.fields[f"exception-{key}"] = _area(2000, label=label, required=False)
        self.fields["chosen"] = forms.ChoiceField(
            choices=[(NOBODY, "Nobody yet"), *((str(key), name) for key, name in names.items())],
            label="Chosen",
            initial=NOBODY,
        )

    def clean(self) -> dict[str, Any]:
        """Each place is given once."""
        cleaned = super().clean() or {}
        seen: dict[int, str] = {}
        for key, name in self.names.items():
            place = cleaned.get(f"place-{key}")
            if place in seen:
                self.add_error(f"place-{key}", f"{seen[place]} has place {place} already.")
            elif place:
                seen[place] = name
        return cleaned

    def listed(self) -> list[tuple[UUID, str]]:
        """The candidates in their order, each with the reason that a vetoed one needs."""
        placed = {key: self.cleaned_data.get(f"place-{key}") for key in self.names}
        order = sorted((key for key in placed if placed[key]), key=lambda key: placed[key] or 0)
        return [(key, self.cleaned_data.get(f"exception-{key}", "")) for key in order]

    def first_choice(self) -> UUID | None:
        """Who is to be talked to first, if that is decided."""
        text = self.cleaned_data.get("chosen", "")
        return None if text == NOBODY else UUID(text)
