"""Forms about alliances, seats and invitations."""

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any

from django import forms

from allied.alliances.models import Discipline, Kind, Role
from allied.alliances.rules import PARTNER_ROLES
from allied.kit.forms import Form
from allied.people.models import Person

# The class knows what it chooses from only while types are checked.
if TYPE_CHECKING:
    Choice = forms.ModelChoiceField[Person]
else:
    Choice = forms.ModelChoiceField

DATE = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
PARTNER_CHOICES = [(role, Role(role).label) for role in PARTNER_ROLES]
KINDS = [("", "Not said yet"), *Kind.choices]
DISCIPLINES = [("", "Nothing"), *Discipline.choices]


class StartForm(Form):
    """A new alliance."""

    name = forms.CharField(max_length=200, label="Name")
    purpose = forms.CharField(
        max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="Purpose"
    )
    kind = forms.ChoiceField(choices=KINDS, required=False, label="Type")
    start_date = forms.DateField(required=False, widget=DATE, label="Start")
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        initial="EUR",
        label="Currency",
        error_messages={"invalid": "A currency has three letters, such as EUR."},
    )
    role = forms.ChoiceField(
        choices=PARTNER_CHOICES, initial=Role.ALLIANCE_MANAGER, label="Your seat"
    )


class ChangeForm(Form):
    """What the alliance is called and when it runs, with the version that was opened."""

    name = forms.CharField(max_length=200, label="Name")
    purpose = forms.CharField(
        max_length=5000, required=False, widget=forms.Textarea(attrs={"rows": 3}), label="Purpose"
    )
    kind = forms.ChoiceField(choices=KINDS, required=False, label="Type")
    start_date = forms.DateField(required=False, widget=DATE, label="Start")
    launch_date = forms.DateField(required=False, widget=DATE, label="Launch")
    currency = forms.RegexField(
        r"^[A-Za-z]{3}$",
        label="Currency",
        error_messages={"invalid": "A currency has three letters, such as EUR."},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class InvitePartnerForm(Form):
    """A partner organisation and the one person there who opens the door."""

    organisation_name = forms.CharField(max_length=200, label="Partner organisation")
    name = forms.CharField(max_length=200, required=False, label="Person there")
    address = forms.EmailField(max_length=254, label="Their work e-mail")
    role = forms.ChoiceField(
        choices=PARTNER_CHOICES, initial=Role.ALLIANCE_MANAGER, label="Their seat"
    )
    offers_people = forms.BooleanField(required=False)


class InviteColleagueForm(Form):
    """A colleague without an account, and the seat that waits for them."""

    name = forms.CharField(max_length=200, required=False, label="Name")
    address = forms.EmailField(max_length=254, label="Work e-mail")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.CONTRIBUTOR, label="Seat")
    discipline = forms.ChoiceField(choices=DISCIPLINES, required=False, label="Approves for")


class NewcomerForm(Form):
    """Somebody who joins the organisation without a seat yet."""

    name = forms.CharField(max_length=200, required=False, label="Name")
    address = forms.EmailField(max_length=254, label="Work e-mail")


class ColleagueField(Choice):
    """A choice among one's own active colleagues."""

    def label_from_instance(self, obj: Person) -> str:
        """Name and title, as people know each other."""
        return f"{obj.name}, {obj.title}" if obj.title else obj.name


def colleagues_of(person: Person) -> Any:
    """One's active colleagues, by name."""
    rows = Person.objects.visible_to(person).filter(organisation_id=person.home_id)
    return rows.filter(is_active=True).order_by("name", "pk")


class SeatForm(Form):
    """A seat for a colleague who has an account."""

    person = ColleagueField(queryset=None, empty_label="Choose", label="Colleague")
    role = forms.ChoiceField(choices=Role.choices, initial=Role.CONTRIBUTOR, label="Seat")
    discipline = forms.ChoiceField(choices=DISCIPLINES, required=False, label="Approves for")
    last_day = forms.DateField(required=False, widget=DATE, label="Last day")

    def __init__(self, *args: Any, by: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["person"].queryset = colleagues_of(by)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """The seat ends when its last day is over."""
        said = super().clean() or {}
        last = said.pop("last_day", None)
        said["until"] = datetime.combine(last, time.max, UTC) if last else None
        return said


class SeatChangeForm(Form):
    """Who stands in for a seat, and when its holder is away."""

    deputy = ColleagueField(queryset=None, required=False, empty_label="Nobody", label="Deputy")
    absent_from = forms.DateField(required=False, widget=DATE, label="Away from")
    absent_until = forms.DateField(required=False, widget=DATE, label="Last day away")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, by: Person, holder: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = colleagues_of(by).exclude(pk=holder.pk)
        self.fields["deputy"].queryset = rows  # type: ignore[attr-defined]


class LeavingForm(Form):
    """Who takes over from a colleague who leaves."""

    successor = ColleagueField(
        queryset=None, required=False, empty_label="Nobody", label="Successor"
    )

    def __init__(self, *args: Any, by: Person, leaver: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        rows = colleagues_of(by).exclude(pk=leaver.pk)
        self.fields["successor"].queryset = rows  # type: ignore[attr-defined]
