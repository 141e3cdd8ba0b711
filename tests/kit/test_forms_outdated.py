"""A form that is refused as outdated says what stands now and goes on from there."""

from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from allied.kit.errors import Outdated, Refused
from allied.kit.forms import KEPT, Form, attempt

SIDES = [("", "Nobody"), ("n", "Northwind"), ("b", "Brightleaf")]


class Card(Form):
    """A form with one field of each kind that a page uses."""

    title = forms.CharField(label="Title")
    side = forms.ChoiceField(label="Side", choices=SIDES, required=False)
    due = forms.DateField(label="Due", required=False)
    open = forms.BooleanField(label="Open", required=False)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


STANDS = {"title": "New", "side": "b", "due": date(2027, 3, 31), "open": True, "version": 4}


def sent(**said):
    form = QueryDict(mutable=True)
    form.update({"title": "Mine", "side": "n", "due": "", "version": "3", **said})
    return form


def refuse(code="outdated", kind=Outdated):
    def command():
        raise kind(code, "Somebody changed this since you opened it.")

    return command


def tried(said, first=STANDS, command=None):
    form = Card(said, initial=first)
    assert attempt(form, command or refuse()) is None
    return form


def test_the_newest_version_is_sent_next_and_nothing_written_is_lost():
    form = tried(sent())
    assert form["version"].value() == "4"
    assert (form["title"].value(), form["side"].value()) == ("Mine", "n")
    assert form.non_field_errors() == [f"Somebody changed this since you opened it. {KEPT}"]


def test_each_field_that_differs_says_what_stands_there():
    form = tried(sent())
    assert form.errors["title"] == ["Title is now “New”."]
    assert form.errors["side"] == ["Side is now “Brightleaf”."]
    assert form.errors["due"] == ["Due is now 31 Mar 2027."]
    assert form.errors["open"] == ["Open is now chosen."]


def test_a_field_that_says_the_same_says_nothing():
    assert "title" not in tried(sent(title="New")).errors


def test_an_empty_field_is_said_to_be_empty():
    assert tried(sent(), {**STANDS, "side": ""}).errors["side"] == ["Side is now empty."]


@pytest.mark.parametrize("first", [{}, {"title": "New"}, {**STANDS, "version": 3}])
def test_a_form_that_did_not_begin_with_a_newer_version_only_says_why(first):
    form = tried(sent(), first)
    assert form["version"].value() == "3"
    assert form.errors == {"__all__": ["Somebody changed this since you opened it."]}


def test_another_refusal_leaves_the_version_alone():
    form = tried(sent(), command=refuse("full", Refused))
    assert form["version"].value() == "3"
    assert list(form.errors) == ["__all__"]
