"""The forms of a checklist: which questions, and the answer to one."""

from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.forms import Form
from allied.papers.workbook.limits import MAX_FILE
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.areas import area_names
from allied.rooms.diligence.built_in import PACKS, pack_named
from allied.rooms.diligence.forms import OwnerField
from allied.rooms.diligence.models import ChecklistAnswer

ANSWERS = [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("unknown", "Nobody knows")]
SEVERITIES = [("", "As the answer says"), ("low", "Low"), ("medium", "Medium"), ("high", "High")]


def _ticks(label: str, **options: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, widget=forms.CheckboxSelectMultiple, required=False, **options
    )


class ChooseForm(Form):
    """The areas and sector packs that are asked."""

    areas = _ticks("Areas")
    packs = _ticks("Sector packs")
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (
            ("areas", area_names()),
            ("packs", [(key, pack_named(key).title) for key in PACKS]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = choices


class AnswerForm(Form):
    """The answer to one question, with what shows it."""

    answer = forms.ChoiceField(label="Answer", choices=ANSWERS, widget=forms.RadioSelect)
    evidence = forms.CharField(
        required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    severity = forms.ChoiceField(
        label="How much a gap would hurt", choices=SEVERITIES, required=False
    )
    note = forms.CharField(
        required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, sent: QueryDict | None, *, owners: OwnerField, first: dict[str, Any]
    ) -> None:
        super().__init__(sent, initial=first)
        owners.choices = [("", "Nobody yet"), *owners.people_choices]
        owners.required = False
        self.fields["owner"] = owners

    def given(self, question: str) -> Given:
        """What the form says."""
        said = self.cleaned_data
        field = self.fields["owner"]
        assert isinstance(field, OwnerField)
        return Given(
            question=question,
            answer=said["answer"],
            evidence=said["evidence"],
            severity=said["severity"],
            note=said["note"],
            holder=field.split(said["owner"])[0],
        )


def first_of_answer(answer: ChecklistAnswer | None) -> dict[str, Any]:
    """What the form of a question begins with."""
    if answer is None:
        return {"version": 0}
    return {
        "answer": answer.said,
        "evidence": answer.evidence,
        "severity": answer.severity,
        "note": answer.note,
        "owner": str(answer.holder_id or ""),
        "version": answer.version,
    }


class FileForm(Form):
    """A file of answers."""

    file = forms.FileField(
        label="File",
        help_text=f"A .csv or .xlsx file of at most {MAX_FILE // 1024**2} MB and 5,000 rows.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty.",
            "missing": "Choose a file.",
            "invalid": "Choose a file.",
        },
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )
    rehearse = forms.BooleanField(required=False, label="Only check it, write nothing")

    def clean_file(self) -> Any:
        """Size and name are known before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(f"The file is larger than {MAX_FILE // 1024**2} MB.")
        if not file.name.lower().endswith((".csv", ".xlsx")):
            raise forms.ValidationError("Choose a file whose name ends in .csv or .xlsx.")
        return file
