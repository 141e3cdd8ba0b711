"""What a form says of a field: what is missing, or what would be accepted, never the framework's words."""

import pytest
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from allied.kit.forms import Form

RANGE = [MinValueValidator(1), MaxValueValidator(9)]


def refused(field: forms.Field, value: str) -> str:
    form = Form({"what": value})
    form.fields["what"] = field
    return " ".join(form.errors.get("what", []))


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        (forms.CharField(), "", "What is missing."),
        (forms.CharField(label="Why"), "", "Why is missing."),
        (
            forms.CharField(max_length=3),
            "four",
            "Give at most 3 characters; these are 4.",
        ),
        (
            forms.CharField(min_length=3),
            "no",
            "Give at least 3 characters; these are 2.",
        ),
        (forms.IntegerField(), "soon", "Give a whole number."),
        (forms.IntegerField(min_value=1), "0", "Give a whole number of 1 or more."),
        (forms.IntegerField(max_value=9), "10", "Give a whole number of at most 9."),
        (forms.IntegerField(validators=RANGE), "10", "Give a whole number from 1 to 9."),
        (forms.IntegerField(validators=RANGE), "1.5", "Give a whole number from 1 to 9."),
        (forms.DecimalField(min_value=0), "much", "Give a number of 0 or more."),
        (
            forms.DecimalField(decimal_places=2),
            "1.234",
            "Give at most 2 digits after the point.",
        ),
        (forms.DateField(), "31.12.", "Give a day, such as 2026-12-31."),
        (
            forms.EmailField(),
            "maya",
            "Give an e-mail address, such as maya@company.com.",
        ),
        (
            forms.ChoiceField(choices=[("a", "A")]),
            "b",
            "“b” is not offered here. Choose from the list.",
        ),
        (
            forms.IntegerField(error_messages={"invalid": "Count the people."}),
            "few",
            "Count the people.",
        ),
    ],
)
def test_a_field_says_what_would_be_accepted(field, value, said):
    assert refused(field, value) == said


def test_a_field_of_our_own_keeps_its_own_words():
    class Day(forms.DateField):
        default_error_messages = {"invalid": "Name a working day."}

    assert refused(Day(), "31.12.") == "Name a working day."
