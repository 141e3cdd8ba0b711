"""The form of something that somebody must be able to look after."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.forms import Form
from allied.people.models import Person
from allied.rooms.diligence.commands.noting import LONGEST_NAME, LONGEST_NOTE, ItemContent
from allied.rooms.diligence.models import ManagedItem
from allied.rooms.diligence.models.items import ItemKind


class ItemForm(Form):
    """What it is, and who can act on it."""

    name = forms.CharField(max_length=LONGEST_NAME)
    kind = forms.ChoiceField(label="What sort of thing", choices=ItemKind.choices)
    critical = forms.BooleanField(required=False, label="The alliance stops without it")
    people = forms.MultipleChoiceField(
        label="Who can act on it", required=False, widget=forms.CheckboxSelectMultiple
    )
    needs = forms.MultipleChoiceField(
        label="Systems it needs", required=False, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 2})
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        able: Sequence[Person],
        systems: Sequence[ManagedItem],
        first: dict[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, initial=first)
        self.able = {str(one.pk): one for one in able}
        self.systems = {str(one.pk): one for one in systems}
        choices = {
            "people": [
                (key, f"{one.name}, {one.home.short_name}") for key, one in self.able.items()
            ],
            "needs": [(key, one.name) for key, one in self.systems.items()],
        }
        for name, found in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            field.choices = found
        if not systems:
            del self.fields["needs"]

    def content(self) -> ItemContent:
        """What the form says."""
        said = self.cleaned_data
        return ItemContent(
            name=said["name"],
            kind=said["kind"],
            critical=said["critical"],
            note=said["note"],
            people=[self.able[key] for key in said["people"]],
            needs=[self.systems[key] for key in said.get("needs", ())],
        )


def first_of_item(item: ManagedItem) -> dict[str, Any]:
    """What the form of an item begins with."""
    return {
        "name": item.name,
        "kind": item.kind,
        "critical": item.critical,
        "note": item.note,
        "people": item.people,
        "needs": item.needs,
        "version": item.version,
    }
