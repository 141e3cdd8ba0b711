"""The forms of this part; what they cannot read is said beside the field."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.forms import Form
from allied.people.models import Organisation, Person
from allied.rooms.agreement.reading.commands import ObligationContent
from allied.rooms.agreement.reading.content import AgreementContent
from allied.rooms.agreement.reading.kinds import KNOWN, name_of
from allied.rooms.agreement.reading.models import Obligation
from allied.rooms.diligence.forms import OwnerField

DAY = {"invalid": "Give a day, such as 2027-03-31."}


def _text(label: str, most: int, *, required: bool = False, rows: int = 0) -> forms.CharField:
    widget: Any = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, required=required, widget=widget)


def _day(label: str, *, required: bool = False) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, error_messages=DAY)


class ReadForm(Form):
    """The document to read."""

    file = forms.FileField(
        label="Agreement",
        help_text="PDF with text, Word (.docx) or plain text, up to 10 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.docx,.txt"}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )


class CorrectForm(Form):
    """What stands there instead."""

    value = _text("What stands in the agreement", 2000, required=True, rows=2)
    version = forms.IntegerField(widget=forms.HiddenInput)


class VerdictForm(Form):
    """Confirm or refuse, as the two buttons beside a fact send it."""

    verdict = forms.ChoiceField(
        choices=[("confirmed", "Confirm"), ("refused", "Refuse")],
        error_messages={"invalid_choice": "Confirm, correct or refuse the fact."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class AddForm(Form):
    """A fact that the reader did not find."""

    kind = forms.ChoiceField(
        label="What it is about",
        choices=[(kind, name_of(kind)) for kind in KNOWN],
        error_messages={"invalid_choice": "Choose one from the list."},
    )
    value = _text("What stands in the agreement", 2000, required=True, rows=2)
    quote = _text("The words that say it", 4000, rows=3)


class RecordForm(Form):
    """The agreement record."""

    name = _text("Name of the agreement", 300, required=True)
    parties = _text("Parties, one in each line", 4000, rows=3)
    signed_on = _day("Signed")
    effective_on = _day("In effect from")
    term = _text("Term", 300)
    ends_on = _day("Ends on")
    open_ended = forms.BooleanField(label="It runs until somebody ends it", required=False)
    renewal = _text("Renewal", 300)
    notice = _text("Notice against renewal", 40)
    leaving = _text("Leaving without a cause", 300)
    law = _text("Governing law", 200)
    note = _text("Note", 5000, rows=3)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self) -> AgreementContent:
        """What the form says."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return AgreementContent(**{**said, "parties": tuple(said["parties"].splitlines())})


def first_of(content: AgreementContent, version: int) -> dict[str, Any]:
    """The record as the form begins with it."""
    names = [name for name in RecordForm.base_fields if name not in ("parties", "version")]
    values = {name: getattr(content, name) for name in names}
    return values | {"parties": "\n".join(content.parties), "version": version}


class ObligationForm(Form):
    """What is owed, by whom and by when."""

    text = _text("What is owed", 2000, required=True, rows=2)
    clause = _text("Where it stands", 300)
    due = _day("Due", required=True)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        people: Iterable[Person],
        sides: Iterable[Organisation],
        first: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, initial=first)
        self.fields["owner"] = OwnerField(people, sides)
        self.order_fields(["text", "owner", "due", "clause", "version"])

    def content(self) -> ObligationContent:
        """What the form says."""
        field, said = self.fields["owner"], self.cleaned_data
        assert isinstance(field, OwnerField)
        holder, side = field.split(said["owner"])
        return ObligationContent(
            text=said["text"], due=said["due"], holder=holder, side=side, clause=said["clause"]
        )


def first_of_obligation(row: Obligation) -> dict[str, Any]:
    """An obligation as its form begins with it."""
    owner = str(row.holder_id) if row.holder_id else f"side-{row.side_id}"
    return {
        "text": row.text,
        "clause": row.clause,
        "due": row.due,
        "owner": owner,
        "version": row.version,
    }


class ReasonForm(Form):
    """Why, or what shows it."""

    reason = _text("Reason", 2000, required=True, rows=3)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, label: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].label = label
