"""The field with which any room takes a file in."""

from django import forms

from allied.alliances.attachments.rules import ALLOWED, KINDS, LARGEST_FILE
from allied.kit.forms import Form


class AttachForm(Form):
    """A file and one line about it."""

    file = forms.FileField(
        help_text=f"{ALLOWED}, up to {LARGEST_FILE // 1024**2} MB.",
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ending}" for ending in KINDS)}),
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    note = forms.CharField(required=False, max_length=300, label="What it shows")
