"""The rows of each section as ordinary form fields; an empty row is no row."""

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from allied.kit.content import Plain
from allied.kit.forms import Form
from allied.kit.identity import new_id
from allied.rooms.thesis.items import OutcomeKind, ScopeKind

GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
NUMBER = re.compile(r"-?\d{1,20}(\.\d{1,10})?")
KINDS = {OutcomeKind.UNSAID: "Not said"}
NO_DAY = "Write a date that exists, such as 2027-12-31."
SCOPE_KINDS = {ScopeKind.IN: "In", ScopeKind.OUT: "Out", ScopeKind.NON_GOAL: "Non-goal"}


class AmountField(forms.CharField):
    """A number as people write it, 6,000 or 12.5; kept as the text that is signed."""

    widget = forms.TextInput(attrs={"inputmode": "decimal"})

    def clean(self, value: Any) -> str | None:
        text = str(super().clean(value) or "").replace(" ", "")
        if GROUPED.fullmatch(text):
            text = text.replace(",", "")
        if text and not NUMBER.fullmatch(text):
            raise forms.ValidationError("Write a number of up to 20 digits, such as 6000 or 12.5.")
        return text or None


class DayField(forms.DateField):
    """A calendar day; kept as ISO text."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    default_error_messages: ClassVar[dict[str, Any]] = {"invalid": NO_DAY}

    def clean(self, value: Any) -> str | None:
        found = super().clean(value)
        return found.isoformat() if found else None


def words(most: int, rows: int = 0) -> forms.CharField:
    """A text of at most so many characters, on several lines when rows are asked for."""
    area = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(required=False, max_length=most, strip=True, widget=area)


def one_party(label: str) -> forms.ChoiceField:
    """One organisation; its choices are filled in when the row is made."""
    return forms.ChoiceField(required=False, label=label)


def parties(label: str) -> forms.MultipleChoiceField:
    """Several organisations; the choices are filled in when the row is made."""
    boxes = forms.CheckboxSelectMultiple
    return forms.MultipleChoiceField(required=False, label=label, widget=boxes)


class Row(Form):
    """One row of a section; `main` is the field without which it is no row."""

    main: ClassVar[str] = ""
    missing: ClassVar[str] = ""

    id = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, sides: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        for field in self.fields.values():
            if isinstance(field, forms.MultipleChoiceField):
                field.choices = list(sides)
            elif isinstance(field, forms.ChoiceField) and not field.choices:
                field.choices = [("", "Not said"), *sides]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it."""
        return not any(
            self[name].value()
            for name, field in self.fields.items()
            if name != "id" and type(field) in {forms.CharField, AmountField, DayField}
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.main not in self.errors and not self.is_blank and not cleaned.get(self.main):
            self.add_error(self.main, self.missing)
        return cleaned

    def plain(self) -> dict[str, Plain]:
        """The item as plain content; a new one gets its id here."""
        return {**self.cleaned_data, "id": self.cleaned_data.get("id") or str(new_id())}


class OutcomeRow(Row):
    """One outcome."""

    main = "name"
    missing = "Name the outcome, or empty its row."

    name = words(300)
    kind = forms.ChoiceField(
        required=False, choices=[(k.value, KINDS.get(k, k.value.capitalize())) for k in OutcomeKind]
    )
    measure = words(2000)
    unit = words(40)
    baseline = AmountField(required=False, label="Start")
    target = AmountField(required=False)
    due = DayField(required=False, label="By")
    owner = one_party("Owner")
    benefits = parties("Who gains")
    measured_by = parties("Who can check the number")


class ContributionRow(Row):
    """One contribution."""

    main = "what"
    missing = "Say what is brought, or empty the row."

    organisation = one_party("Who")
    what = words(1000)
    amount = AmountField(required=False)
    unit = words(40)
    starts = DayField(required=False, label="From")
    ends = DayField(required=False, label="Until")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_blank and not cleaned.get("organisation"):
            self.add_error("organisation", "Choose who brings it.")
        first, last = cleaned.get("starts"), cleaned.get("ends")
        if first and last and last < first:
            self.add_error("ends", "The last day comes after the first one.")
        return cleaned


class ScopeRow(Row):
    """One item of the scope."""

    main = "text"
    missing = "Say what it is, or empty the row."

    kind = forms.ChoiceField(choices=[(k.value, said) for k, said in SCOPE_KINDS.items()])
    text = words(1000)
    note = words(2000)


class AssumptionRow(Row):
    """One assumption with its test."""

    main = "statement"
    missing = "Say what you believe, or empty the row."

    statement = words(1000, rows=2)
    test = words(2000)
    threshold = words(2000)
    due = DayField(required=False, label="Test by")
    critical = forms.BooleanField(required=False)


class RiskRow(Row):
    """One risk."""

    main = "text"
    missing = "Name the risk, or empty its row."

    text = words(1000, rows=2)
    mitigation = words(2000, rows=2)


class PrincipleRow(Row):
    """One decision principle."""

    main = "text"
    missing = "Write the principle, or empty its row."

    text = words(1000)


ROWS: dict[str, type[Row]] = {
    "outcomes": OutcomeRow,
    "contributions": ContributionRow,
    "scope": ScopeRow,
    "assumptions": AssumptionRow,
    "risks": RiskRow,
    "principles": PrincipleRow,
}
