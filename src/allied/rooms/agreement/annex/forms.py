"""The forms of the annex: a KPI, why one is retired, and why a company does not sign."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from allied.kit.forms import Form
from allied.kit.words import number
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.kpis import (
    DIRECTION_WORDS,
    Direction,
    KpiContent,
    Period,
    Perspective,
)
from allied.rooms.thesis.row_forms import AmountField

FIGURES = ("baseline", "target", "target_high", "red", "red_high")


def _amount(label: str) -> AmountField:
    return AmountField(label=label, required=False, max_length=40)


class KpiForm(Form):
    """Everything that a KPI says."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(max_length=20, required=False)
    name = forms.CharField(max_length=200)
    perspective = forms.ChoiceField(
        label="Group", choices=[(one.value, one.value.capitalize()) for one in Perspective]
    )
    formula = forms.CharField(
        label="How it is counted",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    source = forms.CharField(label="Where it comes from", max_length=500, required=False)
    unit = forms.CharField(max_length=40, required=False)
    direction = forms.ChoiceField(
        label="What is good", choices=[(one.value, words) for one, words in DIRECTION_WORDS.items()]
    )
    baseline = _amount("Start")
    target = _amount("Target")
    target_high = _amount("Upper end of the band")
    red = _amount("Red from")
    red_high = _amount("Red above the band from")
    period = forms.ChoiceField(
        label="Every", choices=[(one.value, one.value.capitalize()) for one in Period]
    )
    owner = forms.ChoiceField(required=False)
    proves = forms.ChoiceField(label="Which outcome it proves", required=False)
    confirmers = forms.MultipleChoiceField(
        label="Who confirms each figure", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, sent: QueryDict | None, basis: Basis, *, initial: dict[str, Any]) -> None:
        super().__init__(sent, initial=initial)
        if "key" in initial:
            del self.fields["key"]
        self._choices("owner", self._owners(basis))
        self._choices("proves", [("", "No outcome"), *basis.outcomes.items()])
        self._choices("confirmers", [(side.id, side.short) for side in basis.sides])

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(choices)

    @staticmethod
    def _owners(basis: Basis) -> list[tuple[str, str]]:
        found = [("", "Nobody yet")]
        for side in basis.sides:
            found.append((side.id, f"{side.short}, nobody named"))
            people = {
                str(seat.person_id): seat.person.name
                for seat in basis.seats
                if str(seat.organisation_id) == side.id
            }
            found += [(f"{side.id}:{pk}", f"{name}, {side.short}") for pk, name in people.items()]
        return found

    def content(self) -> KpiContent:
        """The definition that the form says."""
        said = self.cleaned_data
        side, _, person = said["owner"].partition(":")
        texts = {name: said[name] for name in ("name", "unit", "formula", "source", "proves")}
        return KpiContent(
            **texts,
            **{name: said[name] for name in FIGURES},
            perspective=Perspective(said["perspective"]),
            direction=Direction(said["direction"]),
            period=Period(said["period"]),
            side=UUID(side) if side else None,
            holder=UUID(person) if person else None,
            confirmers=tuple(said["confirmers"]),
        )

    def clean(self) -> dict[str, Any]:
        """Figures as numbers; the field of each gives them as text."""
        cleaned = super().clean() or {}
        for name in FIGURES:
            given = cleaned.get(name)
            cleaned[name] = Decimal(given) if given else None
        return cleaned


def initial_of(content: KpiContent) -> dict[str, Any]:
    """A definition as the form shows it."""
    side = str(content.side) if content.side else ""
    figures = {name: getattr(content, name) for name in FIGURES}
    return {
        **{name: getattr(content, name) for name in ("name", "unit", "formula", "source")},
        **{name: "" if value is None else number(value) for name, value in figures.items()},
        "perspective": content.perspective.value,
        "direction": content.direction.value,
        "period": content.period.value,
        "owner": f"{side}:{content.holder}" if content.holder else side,
        "proves": content.proves,
        "confirmers": list(content.confirmers),
    }


class RetirementForm(Form):
    """Why a KPI is counted no longer."""

    reason = forms.CharField(
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: both companies read it."},
    )


class RefusalForm(Form):
    """Why a company does not sign."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why: the other side reads it."},
    )


class MarkupForm(Form):
    """A Word document that somebody marked up, and what it was taken from."""

    file = forms.FileField(
        label="Marked-up document",
        help_text="The Word document of the annex (.docx), up to 10 MB; tracked changes are read.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    version = forms.ChoiceField(label="Compare it with")

    def __init__(self, *args: Any, versions: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["version"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = versions
