"""Fields and words that the forms of the alignment check share."""

from typing import Any

from django import forms

from allied.kit.reading import Problem
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.row_forms import GROUPED

LONG = 4000
PARTS = {"metric": "What is counted", "unit": "Unit", "target": "Target", "date": "Date"}


def line(hint: str = "", **attrs: Any) -> forms.CharField:
    """One line of text."""
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(required=False, max_length=LONG, widget=widget, help_text=hint)


def area(rows: int, most: int = LONG) -> forms.CharField:
    """Several lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=most, widget=widget)


def plain_number(text: str) -> str:
    """A number as people write it, 6,000, without its grouping."""
    text = text.strip().replace(" ", "")
    return text.replace(",", "") if GROUPED.fullmatch(text) else text


def fields_of(one: Restated) -> dict[str, str]:
    """Success in the words of the fields."""
    target = "" if one.target is None else f"{one.target:f}"
    day = one.due.isoformat() if one.due else ""
    return {"metric": one.metric, "unit": one.unit, "target": target, "date": day}


def sentence_of(label: str, problem: Problem) -> str:
    """What is wrong with a field, in a sentence that stands alone above the form as well."""
    between = ": " if problem.sentence.startswith("“") else " "
    return f"{label}{between}{problem.sentence}."
