"""The forms of this room; what they cannot read is said beside the field."""

from collections.abc import Iterable
from typing import Any

from django import forms

from allied.kit.content import decimal_text
from allied.kit.forms import Form
from allied.rooms.conflict.matter import (
    KIND_WORDS,
    LONGEST_SHORT,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_UNIT,
    SEVERITY_WORDS,
    Matter,
    Severity,
)
from allied.rooms.conflict.models import ConflictFact, ConflictState
from allied.rooms.conflict.models.conflicts import MatterRow
from allied.rooms.conflict.queries.register import ALL
from allied.rooms.conflict.references import Reference, read
from allied.rooms.diligence.reading import read_money

DAY = {"invalid": "Give a day, such as 2026-11-30."}
NUMBER = {"invalid": "Give a number such as 112.4."}
STATES = [*((state.value, state.label) for state in ConflictState), (ALL, "All")]


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


def long_text(label: str, most: int, *, rows: int = 3, required: bool = False) -> forms.CharField:
    """A field of several lines."""
    return forms.CharField(label=label, max_length=most, required=required, widget=_lines(rows))


def _day(label: str, *, required: bool = True) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, error_messages=DAY)


def version_field() -> forms.IntegerField:
    """The version that was read, hidden in the form."""
    return forms.IntegerField(
        min_value=0, max_value=10**6, required=False, widget=forms.HiddenInput
    )


class FilterForm(Form):
    """What stands in the address of the register; what is unknown is left out."""

    state = forms.ChoiceField(choices=STATES, required=False)
    severity = forms.ChoiceField(
        choices=[
            ("", "Every severity"),
            *((str(grade.value), words.split(":")[0]) for grade, words in SEVERITY_WORDS.items()),
        ],
        required=False,
    )
    text = forms.CharField(max_length=100, required=False)
    before = forms.IntegerField(min_value=1, max_value=10**8, required=False)

    @property
    def said(self) -> dict[str, Any]:
        """The filters that could be read."""
        self.is_valid()
        return self.cleaned_data


class ReferenceField(forms.ChoiceField):
    """A joint record from the list of the newest ones, or none."""

    def __init__(self, label: str, offered: Iterable[Reference] = ()) -> None:
        choices = [("", "Nothing"), *((one.key, one.label) for one in offered)]
        wrong = {"invalid_choice": "Choose a joint record from the list."}
        super().__init__(label=label, required=False, choices=choices, error_messages=wrong)


class MatterForm(Form):
    """A matter in words: what divides the sides, how grave it is, and what hangs on it."""

    title = forms.CharField(label="The matter in one line", max_length=LONGEST_TITLE)
    not_a_person = forms.BooleanField(
        label="The word in the title is no person’s name", required=False
    )
    text = long_text("What happened", LONGEST_TEXT, rows=4)
    kind = forms.ChoiceField(
        label="What it is about", choices=[(k.value, w) for k, w in KIND_WORDS.items()]
    )
    severity = forms.TypedChoiceField(
        label="How grave it is",
        choices=[(str(grade.value), words) for grade, words in SEVERITY_WORDS.items()],
        coerce=int,
        initial=str(Severity.SERIOUS.value),
        widget=forms.RadioSelect,
    )
    stake = forms.CharField(label="At stake", max_length=40, required=False)
    unit = forms.CharField(label="Unit of its numbers", max_length=LONGEST_UNIT, required=False)
    blocks = forms.CharField(label="What waits for it", max_length=LONGEST_SHORT, required=False)
    version = version_field()

    def __init__(
        self, *args: Any, currency: str = "", offered: Iterable[Reference] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.currency = currency
        self.fields["about"] = ReferenceField("About a joint record", offered)

    @property
    def may_be_name(self) -> bool:
        """Whether the title holds a word that could be somebody's name, so that this can be confirmed."""
        asked = any("could be" in str(error) for error in self.errors.get("title", ()))
        return asked or bool(self.is_bound and self.data.get("not_a_person"))

    def matter(self) -> Matter:
        """The matter that the form says."""
        said = self.cleaned_data
        stake = read_money(said["stake"], self.currency, field="stake") if said["stake"] else None
        return Matter(
            title=said["title"],
            text=said["text"],
            kind=said["kind"],
            severity=said["severity"],
            unit=said["unit"],
            stake=stake,
            currency=self.currency if stake is not None else "",
            blocks=said["blocks"],
        )

    def about_asked(self) -> Reference | None:
        """The joint record that it is about, if one was chosen."""
        key = self.cleaned_data["about"]
        return read(key, field="about") if key else None


def first_of(row: MatterRow) -> dict[str, Any]:
    """What a form of this matter begins with."""
    about = row.about or {}
    return {
        "title": row.title,
        "text": row.text,
        "kind": row.kind,
        "severity": str(row.severity),
        "stake": decimal_text(row.stake) or "",
        "unit": row.unit,
        "blocks": row.blocks,
        "about": f"{about['kind']}:{about['id']}" if about else "",
    }


class PositionForm(Form):
    """What one's own side holds and needs."""

    claim = forms.CharField(label="In a few words or a number", max_length=60, required=False)
    position = long_text("What your company holds", 3000, rows=5, required=True)
    interests = long_text("What it needs, and why", 3000, rows=4)
    version = version_field()


class WorksheetForm(Form):
    """What one's own side keeps for itself."""

    text = long_text("Our position, among ourselves", 5000, rows=4)
    could_give = long_text("What we could give", 3000, rows=3)
    way_out = long_text("Our way out, if nothing is agreed", 3000, rows=3)
    version = version_field()


class FactForm(Form):
    """A fact in one line, with its number and what shows it."""

    line = forms.CharField(label="The fact in one line", max_length=300)
    value = forms.DecimalField(
        label="Its number",
        max_digits=20,
        decimal_places=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=NUMBER,
    )
    source = forms.CharField(label="Where it stands", max_length=200, required=False)
    version = version_field()

    def __init__(
        self,
        *args: Any,
        offered: Iterable[Reference] = (),
        kept: Iterable[Reference] = (),
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        known = {one.key: one for one in (*kept, *offered)}.values()
        for name, label in (("evidence", "Evidence"), ("evidence_2", "More evidence")):
            self.fields[name] = ReferenceField(label, known)

    def content(self) -> dict[str, Any]:
        """The fact in the words of the commands."""
        said = self.cleaned_data
        keys = [said[name] for name in ("evidence", "evidence_2") if said[name]]
        return {
            "line": said["line"],
            "value": said["value"],
            "source": said["source"],
            "evidence": [read(key, field="evidence") for key in keys],
        }


def first_of_fact(fact: ConflictFact) -> dict[str, Any]:
    """What a form of this fact begins with."""
    keys = [f"{one['kind']}:{one['id']}" for one in fact.evidence]
    return {
        "line": fact.line,
        "value": decimal_text(fact.value) or "",
        "source": fact.source,
        "evidence": keys[0] if keys else "",
        "evidence_2": keys[1] if len(keys) > 1 else "",
        "version": fact.version,
    }


class DisputeForm(Form):
    """Why the other side's fact is disputed, and one's own version."""

    reason = long_text("Why, for both companies", 2000, rows=3, required=True)
    value = forms.DecimalField(
        label="Your number",
        max_digits=20,
        decimal_places=4,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages=NUMBER,
    )
    line = forms.CharField(label="Your version in words", max_length=300, required=False)
    version = version_field()


class WayForm(Form):
    """A way to settle."""

    title = forms.CharField(label="How it would be settled, in one line", max_length=200)
    effect = forms.CharField(label="What becomes of it", max_length=200, required=False)
    text = long_text("The wording that would hold", 5000, rows=5)
    cost = long_text("What it costs each side", 1000, rows=2)


class ReasonForm(Form):
    """Why, in words that both companies read."""

    reason = long_text("Why, for both companies", 2000, rows=3, required=True)


class RefusalForm(ReasonForm):
    """Why a signature is refused, under the version that was read."""

    digest = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class EscalationForm(ReasonForm):
    """Why it goes up now, against the version that was read."""

    version = version_field()


class MemoForm(Form):
    """The words of the joint memo beside what it puts together by itself."""

    words = long_text("What both sides say together", 5000, rows=6)
    asks = long_text("What the next step shall decide", 1000, rows=2)
    version = version_field()


class MediationForm(Form):
    """Who mediates and when."""

    mediator = forms.CharField(label="Mediator", max_length=200)
    starts = _day("From")
    ends = _day("Until", required=False)
    version = version_field()


class OutcomeForm(Form):
    """How a mediation ended."""

    outcome = long_text("Outcome in words", 5000, rows=5, required=True)
    version = version_field()


class DecisionForm(Form):
    """Which type of decision it becomes, which says who decides."""

    title = forms.CharField(label="The question in one line", max_length=200)
    condition_applies = forms.BooleanField(
        label="Both companies must approve, where the type is joint only sometimes",
        required=False,
        initial=True,
    )

    def __init__(self, *args: Any, types: Iterable[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["type"] = forms.ChoiceField(label="Type of decision", choices=list(types))
