"""The forms of the register; what they cannot read is said beside the field."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.people.models import Organisation, Person
from allied.rooms.diligence.content import (
    LONGEST_NAME,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_TRIGGER,
    ControlContent,
    LossContent,
    RiskContent,
)
from allied.rooms.diligence.exposure import read_assessment
from allied.rooms.diligence.limits import limits
from allied.rooms.diligence.loss_curve import Tolerance
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.diligence.reading import read_money
from allied.rooms.diligence.scales import Scales

DAY = {"invalid": "Give a day, such as 2026-11-30."}
AREAS_LIST = "areas"


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def _day(label: str, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, error_messages=DAY)


class OwnerField(forms.ChoiceField):
    """Who looks after it: a person, or a company in which nobody is named yet."""

    def __init__(self, people: Iterable[Person] = (), sides: Iterable[Organisation] = ()) -> None:
        self.people = {str(one.pk): one for one in people}
        self.sides = {f"side-{one.pk}": one for one in sides}
        named = self.people_choices
        unnamed = [(key, f"{one.short_name}, nobody yet") for key, one in self.sides.items()]
        super().__init__(
            label="Owner",
            choices=[*named, *unnamed],
            error_messages={"invalid_choice": "Choose somebody from the list."},
        )

    @property
    def people_choices(self) -> list[tuple[str, str]]:
        """The people alone."""
        return [(key, f"{one.name}, {one.home.short_name}") for key, one in self.people.items()]

    def split(self, value: str) -> tuple[Person | None, Organisation | None]:
        """The person and the company behind a choice."""
        return self.people.get(value), self.sides.get(value)


class RiskForm(Form):
    """A risk in words and as it is rated."""

    title = forms.CharField(label="What may happen", max_length=LONGEST_TITLE, widget=_lines(2))
    category = forms.CharField(
        label="Area",
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs={"list": AREAS_LIST}),
    )
    probability = forms.CharField(required=False, max_length=40)
    impact = forms.CharField(required=False, max_length=40)
    delay = forms.CharField(required=False, max_length=20, label="Delay in days")
    exposure = forms.CharField(required=False, max_length=40, label="Own estimate of the exposure")
    cause = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=_lines(2))
    event = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=_lines(2))
    effect = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=_lines(2))
    review_on = _day("Review on", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        scales: Scales,
        owners: OwnerField,
        first: dict[str, Any] | None = None,
        mitigated: bool = False,
    ) -> None:
        super().__init__(sent, initial=first)
        self.scales = scales
        self.fields["owner"] = owners
        if mitigated:
            self.fields["mitigation"] = forms.CharField(
                label="What you do about it",
                required=False,
                max_length=LONGEST_TITLE,
                widget=_lines(2),
            )
            self.fields["due"] = _day("Done by", required=False)

    def content(self) -> RiskContent:
        """What the form says; refuses what cannot be read."""
        said = self.cleaned_data
        return RiskContent(
            title=said["title"],
            cause=said["cause"],
            event=said["event"],
            effect=said["effect"],
            category=said["category"],
            review_on=said["review_on"],
            assessment=read_assessment(
                probability=said["probability"],
                impact=said["impact"],
                delay=said["delay"],
                exposure=said["exposure"],
                scales=self.scales,
                limits=limits(),
            ),
        )

    def carried_by(self) -> dict[str, Any]:
        """Who looks after it, in the words of the commands."""
        field = self.fields["owner"]
        assert isinstance(field, OwnerField)
        holder, side = field.split(self.cleaned_data["owner"])
        return {"holder": holder, "side": side}

    def control(self) -> ControlContent | None:
        """What is done about it, when the form asks and somebody said."""
        text = self.cleaned_data.get("mitigation", "")
        if not text:
            return None
        return ControlContent(text=text, due=self.cleaned_data.get("due"))


def first_of(risk: Risk) -> dict[str, Any]:
    """What a form of this risk begins with."""
    return {
        "title": risk.title,
        "category": risk.category,
        "probability": probability_text(risk),
        "impact": impact_text(risk),
        "delay": "" if risk.delay_days is None else str(risk.delay_days),
        "exposure": amount_text(risk.exposure_own, risk.currency),
        "cause": risk.cause,
        "event": risk.event,
        "effect": risk.effect,
        "review_on": risk.review_on,
        "owner": str(risk.holder_id) if risk.holder_id else f"side-{risk.side_id}",
        "version": risk.version,
    }


def probability_text(risk: Risk) -> str:
    """The probability as it was given: a level, or a percentage of one's own."""
    if risk.probability_own is not None:
        return f"{plain_number(risk.probability_own * 100)}%"
    return "" if risk.probability is None else str(risk.probability)


def impact_text(risk: Risk) -> str:
    """The impact as it was given: a level, or an amount of one's own."""
    if risk.impact_own is not None:
        return amount_text(risk.impact_own, risk.currency)
    return "" if risk.impact is None else str(risk.impact)


def amount_text(amount: Decimal | None, currency: str) -> str:
    """An amount as it can be typed again."""
    return "" if amount is None else f"{currency} {amount.normalize():,f}"


def plain_number(amount: Decimal) -> str:
    """A decimal without the zeros that nobody wrote."""
    return f"{amount.normalize():f}"


class ReviewForm(Form):
    """The risk was looked at again."""

    next_on = _day("Review again on")
    note = forms.CharField(required=False, max_length=LONGEST_TEXT, widget=_lines(2))


class RealisedForm(Form):
    """It happened."""

    happened_on = _day("It happened on")
    cost = forms.CharField(max_length=40, label="What it cost")
    note = forms.CharField(
        required=False, max_length=LONGEST_TEXT, widget=_lines(3), label="What happened"
    )

    def words(self, currency: str) -> dict[str, Any]:
        """What the form says, in the words of the command."""
        said = self.cleaned_data
        cost = read_money(said["cost"], currency, field="cost")
        return {"happened_on": said["happened_on"], "cost": cost, "note": said["note"]}


class ReasonForm(Form):
    """Why."""

    reason = forms.CharField(max_length=LONGEST_TEXT, widget=_lines(3), label="Why")


class EvidenceForm(Form):
    """How one sees that a control works."""

    evidence = forms.CharField(
        max_length=LONGEST_TEXT, widget=_lines(3), label="How one sees that it works"
    )


class ControlForm(Form):
    """What is done about a risk."""

    text = forms.CharField(label="What is done", max_length=LONGEST_TITLE, widget=_lines(2))
    due = _day("Done by", required=False)
    less_probability = forms.CharField(required=False, max_length=8, label="Takes off probability")
    less_impact = forms.CharField(required=False, max_length=8, label="Takes off impact")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, sent: QueryDict | None, *, owners: OwnerField, first: dict[str, Any] | None = None
    ) -> None:
        super().__init__(sent, initial=first)
        self.fields["owner"] = owners

    def content(self) -> ControlContent:
        """What the form says; refuses what cannot be read."""
        said = self.cleaned_data
        return ControlContent(
            text=said["text"],
            due=said["due"],
            less_probability=share_of(said["less_probability"], "less_probability"),
            less_impact=share_of(said["less_impact"], "less_impact"),
        )

    def holder(self) -> Person | None:
        """Who does it."""
        field = self.fields["owner"]
        assert isinstance(field, OwnerField)
        return field.split(self.cleaned_data["owner"])[0]


def first_of_control(control: Control, risk: Risk) -> dict[str, Any]:
    """What a form of this control begins with."""
    return {
        "text": control.text,
        "due": control.due,
        "less_probability": share_text(control.less_probability),
        "less_impact": share_text(control.less_impact),
        "owner": str(control.holder_id) if control.holder_id else f"side-{risk.side_id}",
        "version": control.version,
    }


def share_text(share: Decimal) -> str:
    """A share as people read it; nothing for none."""
    return f"{plain_number(share * 100)}%" if share else ""


def share_of(text: str, field: str) -> Decimal:
    """A percentage such as "50%" or "50" as a share of one; nothing means none."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not plain:
        return Decimal(0)
    if not plain.replace(".", "", 1).isdecimal() or Decimal(plain) > 100:
        raise Refused("share", "A percentage from 0 to 100, such as 50%.", field=field)
    return (Decimal(plain) / 100).quantize(Decimal("0.001"))


class LossForm(Form):
    """How often it strikes in a year, and what it then costs nine times in ten."""

    frequency = forms.CharField(required=False, max_length=12, label="Times a year")
    low = forms.CharField(required=False, max_length=40, label="Costs at least")
    high = forms.CharField(required=False, max_length=40, label="Costs at most")
    trigger = forms.CharField(required=False, max_length=LONGEST_TRIGGER, label="Shared event")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def content(self, currency: str) -> LossContent:
        """What the form says; refuses what cannot be read."""
        said = self.cleaned_data
        return LossContent(
            frequency=number_of(said["frequency"], "frequency"),
            low=read_money(said["low"], currency, field="low") if said["low"] else None,
            high=read_money(said["high"], currency, field="high") if said["high"] else None,
            trigger=said["trigger"],
        )


def number_of(text: str, field: str) -> Decimal | None:
    """A plain number such as 0.3, or nothing."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    if not plain.replace(".", "", 1).isdecimal():
        raise Refused("number", "A number such as 0.3 or 2.", field=field)
    return Decimal(plain)


class FilterForm(Form):
    """Which risks are shown."""

    state = forms.ChoiceField(required=False)
    area = forms.ChoiceField(required=False)
    side = forms.ChoiceField(required=False)
    text = forms.CharField(required=False, max_length=100)
    late = forms.BooleanField(required=False)
    page = forms.IntegerField(required=False, min_value=1, max_value=10_000)

    def __init__(self, sent: QueryDict, choices: dict[str, list[tuple[str, str]]]) -> None:
        super().__init__(sent)
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = found

    @property
    def said(self) -> dict[str, Any]:
        """What the address says; what is unknown is left out."""
        self.is_valid()
        return self.cleaned_data

    def chosen_side(self) -> UUID | None:
        """The company that carries them."""
        return UUID(self.said["side"]) if self.said.get("side") else None


class ShareForm(RiskForm):
    """What of a private risk is shared, word by word."""

    read = forms.BooleanField(
        label="I have read the whole text",
        error_messages={"required": "Say that you have read the whole text."},
    )


class ScalesForm(Form):
    """The upper edges of the bands; the last band is open."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, sent: QueryDict | None, *, scales: Scales, first: dict[str, Any]) -> None:
        super().__init__(sent, initial=first)
        self.scales = scales
        for band in scales.impact[:-1]:
            name = f"impact_{band.level}"
            self.fields[name] = forms.CharField(max_length=40, label=f"Level {band.level} up to")
        for level in range(1, 5):
            self.fields[f"delay_{level}"] = forms.IntegerField(
                label=f"Level {level} up to", required=False, min_value=1, max_value=3650
            )

        for n in range(1, 4):
            self.fields[f"amount_{n}"] = forms.CharField(
                max_length=40, required=False, label="More than"
            )
            self.fields[f"chance_{n}"] = forms.CharField(
                max_length=8, required=False, label="In at most"
            )

    def tolerance(self) -> list[Tolerance]:
        """What steering accepts: amounts with the share of years that may cost more."""
        found = []
        for n in range(1, 4):
            amount, chance = self.cleaned_data[f"amount_{n}"], self.cleaned_data[f"chance_{n}"]
            if bool(amount) != bool(chance):
                sentence = "Give the amount and the share of years, or neither."
                raise Refused("tolerance", sentence, field=f"amount_{n}")
            if amount:
                money = read_money(amount, self.scales.currency, field=f"amount_{n}")
                found.append(Tolerance(money, float(share_of(chance, f"chance_{n}"))))
        return found

    def impact_upto(self) -> list[Decimal]:
        """The edges of the impact bands."""
        return [
            read_money(self.cleaned_data[f"impact_{n}"], self.scales.currency, field=f"impact_{n}")
            for n in range(1, 5)
        ]

    def delay_upto(self) -> list[int]:
        """The edges of the bands of delay; none when delay is not rated."""
        said = [self.cleaned_data[f"delay_{level}"] for level in range(1, 5)]
        if any(said) and not all(said):
            raise Refused("delay", "Give all four edges, or none.", field="delay_1")
        return [edge for edge in said if edge]
