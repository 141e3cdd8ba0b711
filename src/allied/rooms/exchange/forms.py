"""What people hand in: a workbook, and the pattern they choose."""

from typing import Any

from django import forms

from allied.kit.forms import Form
from allied.papers.workbook.limits import MAX_FILE
from allied.rooms.exchange.patterns import pattern_keys

TOO_LARGE = f"The file is larger than {MAX_FILE // 1024**2} MB."


class WorkbookForm(Form):
    """A workbook to check."""

    file = forms.FileField(
        label="Workbook",
        help_text=f"An .xlsx file of at most {MAX_FILE // 1024**2} MB.",
        error_messages={
            "required": "Choose a file.",
            "empty": "The file is empty.",
            "missing": "Choose a file.",
            "invalid": "Choose a file.",
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def clean_file(self) -> Any:
        """The size is known before anything is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(TOO_LARGE)
        return file


class PatternForm(Form):
    """The pattern to begin from."""

    pattern = forms.ChoiceField(choices=lambda: [(key, key) for key in pattern_keys()])
