"""The forms of a trigger, as a sentence or as text, and of a step of the unwind plan."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.people.models import Person
from allied.rooms.agreement.exits.commands import (
    LONGEST_NAME,
    LONGEST_TEXT,
    MOST_DAYS,
    StepContent,
    TriggerContent,
)
from allied.rooms.agreement.exits.composing import ACTIONS, CONDITIONS, composed
from allied.rooms.agreement.exits.conditions import Deed, Missing, Period
from allied.rooms.agreement.exits.dry_run import Tried
from allied.rooms.agreement.exits.limits import limits
from allied.rooms.agreement.exits.saying import named_in
from allied.rooms.agreement.exits.sentence import LAYERS, SIGNS
from allied.rooms.agreement.exits.watched import Number

PERIODS = [(one.value, f"{one}s in a row") for one in Period]
MISSING = [
    (Missing.HOLD, "keeps the count"),
    (Missing.BREAK, "starts the count anew"),
    (Missing.COUNT, "counts as a breach"),
]
DEEDS = [
    ("", "nothing more"),
    (Deed.REVIEW, "review it in"),
    (Deed.NOTIFY, "tell"),
    (Deed.ESCALATE, "take it to"),
    (Deed.EXIT_OPTION, "give the right to leave to"),
    (Deed.RENEGOTIATE, "renegotiate"),
]
AREA = {"rows": 2}


class TextForm(Form):
    """A trigger as the annex prints it."""

    name = forms.CharField(max_length=LONGEST_NAME)
    rule = forms.CharField(max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    early_rule = forms.CharField(
        label="Earlier warning",
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=AREA),
    )
    why = forms.CharField(
        required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs=AREA)
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self) -> TriggerContent:
        """What the form says."""
        said = self.cleaned_data
        return TriggerContent(
            name=said["name"], rule=said["rule"], early_rule=said["early_rule"], why=said["why"]
        )


class SentenceForm(Form):
    """A trigger as the blanks of a sentence."""

    name = forms.CharField(max_length=LONGEST_NAME)
    joined = forms.ChoiceField(choices=[("any", "or"), ("all", "and")], required=False)
    run = forms.IntegerField(label="How long")
    period = forms.ChoiceField(choices=PERIODS)
    grace = forms.IntegerField(label="Periods that do not count", required=False)
    missing = forms.ChoiceField(choices=MISSING, required=False)
    early_run = forms.IntegerField(label="Warn after", required=False)
    why = forms.CharField(
        required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs=AREA)
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        numbers: Mapping[str, Number],
        callable_: Sequence[str],
        first: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, initial=dict(first or {}))
        named = [(key, one.name) for key, one in numbers.items()]
        for n in range(1, CONDITIONS + 1):
            self.fields[f"metric_{n}"] = forms.ChoiceField(
                choices=[("", "a number"), *named], required=n == 1
            )
            self.fields[f"sign_{n}"] = forms.ChoiceField(
                choices=list(SIGNS.items()), required=False
            )
            self.fields[f"limit_{n}"] = forms.CharField(max_length=40, required=n == 1)
        for n in range(1, ACTIONS + 1):
            offered = DEEDS[1:] if n == 1 else DEEDS
            self.fields[f"deed_{n}"] = forms.ChoiceField(choices=offered, required=n == 1)
            self.fields[f"whom_{n}"] = forms.ChoiceField(
                choices=[("", "whom"), *((one, _as_read(one)) for one in callable_)], required=False
            )
            self.fields[f"days_{n}"] = forms.IntegerField(required=False)
            if whom := self.initial.get(f"whom_{n}"):
                self.initial[f"whom_{n}"] = named_in(whom, callable_) or whom

    def content(self) -> TriggerContent:
        """What the sentence says, as a rule; the earlier warning asks for a shorter run."""
        said = self.cleaned_data
        early = ""
        if said.get("early_run"):
            warning = {**said, "run": said["early_run"], "deed_1": Deed.NOTIFY, "deed_2": ""}
            early = composed({**warning, "whom_1": "alliance manager"})
        return TriggerContent(
            name=said["name"], rule=composed(said), early_rule=early, why=said["why"]
        )


def _as_read(whom: str) -> str:
    return f"{whom} forum" if whom in LAYERS else whom


class StepForm(Form):
    """What is settled when both part, who sees to it, and by when."""

    title = forms.CharField(label="What is settled", max_length=LONGEST_NAME)
    holder = forms.ChoiceField(label="Who sees to it", required=False)
    within_days = forms.IntegerField(
        label="Within days of the decision", required=False, min_value=0, max_value=MOST_DAYS
    )
    note = forms.CharField(
        required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs=AREA)
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        able: Sequence[Person],
        first: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, initial=dict(first or {}))
        self.able = {str(one.pk): one for one in able}
        field = self.fields["holder"]
        assert isinstance(field, forms.ChoiceField)
        people = [(key, f"{one.name}, {one.home.short_name}") for key, one in self.able.items()]
        field.choices = [("", "Nobody yet"), *people]

    def content(self) -> StepContent:
        """What the form says."""
        said = self.cleaned_data
        return StepContent(
            title=said["title"],
            note=said["note"],
            holder=self.able.get(said["holder"]),
            within_days=said["within_days"],
        )


def tried_numbers(asked: Mapping[str, str], keys: Sequence[str]) -> Tried:
    """Numbers to try out, from the address: `try.revenue=0.6, 0.4, -, 0.3`, the newest last."""
    return {
        key: _row(key, asked[f"try.{key}"]) for key in keys if asked.get(f"try.{key}", "").strip()
    }


def _row(key: str, text: str) -> list[Decimal | None]:
    words = text.replace(";", ",").split(",")
    if len(words) > limits().most_spans:
        sentence = f"Try at most {limits().most_spans} numbers for {key}."
        raise Refused("too_many", sentence, field=f"try.{key}")
    return [_value(key, word.strip()) for word in words]


def _value(key: str, word: str) -> Decimal | None:
    if word in {"", "-", "n/a"}:
        return None
    try:
        value = Decimal(word.rstrip("% "))
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > Decimal(10) ** 15:
        sentence = (
            f"“{word[:40]}” is no number for {key}; write numbers with commas between, - for none."
        )
        raise Refused("number", sentence, field=f"try.{key}")
    return value / 100 if word.endswith("%") else value
