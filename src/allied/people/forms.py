"""Forms about organisations and people: the first run, settings, new accounts, profiles."""

from calendar import month_name
from datetime import time
from typing import Any

from django import forms

from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.kit.places import check_place, countries, zones
from allied.people import rules
from allied.people.homes import Account, Home, check_password
from allied.people.models import Organisation, Person

HOME_FIELDS = (
    *("name", "short_name", "colour", "workdays", "opens", "closes"),
    *("time_zone", "country", "subdivision", "closures", "exceptions", "fiscal_start"),
)
SHORT_DAYS = [(number, name[:3]) for number, name in enumerate(rules.WEEKDAYS)]
TIME = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class OwnDaysField(forms.CharField):
    """Own days, one a line: the date and its name."""

    widget = forms.Textarea(attrs={"rows": 4, "placeholder": "2026-12-24 Winter break"})

    def __init__(self, name: str, **options: Any) -> None:
        super().__init__(required=False, max_length=20000, **options)
        self.name = name

    def clean(self, value: Any) -> Any:
        """The days as the organisation keeps them."""
        try:
            return rules.read_days(super().clean(value), field=self.name)
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal


class HomeForm(Form):
    """How partners see an organisation, and the place and week it works in."""

    name = forms.CharField(max_length=rules.LONGEST_NAME, label="Name of the organisation")
    short_name = forms.CharField(max_length=rules.LONGEST_SHORT_NAME, label="Short name")
    colour = forms.TypedChoiceField(
        choices=list(rules.COLOUR_NAMES.items()), coerce=int, initial=1, widget=forms.RadioSelect
    )
    workdays = forms.TypedMultipleChoiceField(
        choices=SHORT_DAYS,
        coerce=int,
        initial=list(rules.MONDAY_TO_FRIDAY),
        widget=forms.CheckboxSelectMultiple,
        label="Working week",
        error_messages={"required": "Choose at least one working day."},
    )
    time_zone = forms.ChoiceField(
        choices=lambda: [(z, z.replace("_", " ")) for z in zones()], initial="UTC"
    )
    country = forms.ChoiceField(
        choices=lambda: [("", "None"), *countries()], required=False, label="Public holidays of"
    )
    subdivision = forms.CharField(required=False, max_length=60, label="Region")

    def clean(self) -> dict[str, Any]:
        """The region is checked here as well, so that one look shows everything that is wrong."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        try:
            check_place(said.get("country", ""), said.get("subdivision", ""))
        except Refused as refusal:
            self.add_error(refusal.field or None, refusal.sentence)
        return said

    def home(self) -> Home:
        """What the form says, for a command."""
        said = self.cleaned_data
        return Home(
            name=said["name"],
            short_name=said["short_name"],
            colour=said["colour"],
            time_zone=said["time_zone"],
            country=said["country"],
            subdivision=said["subdivision"],
            workdays=tuple(said["workdays"]),
            opens=said.get("opens") or time(9),
            closes=said.get("closes") or time(17),
            fiscal_start=said.get("fiscal_start") or 1,
            closures=tuple(said.get("closures", ())),
            exceptions=tuple(said.get("exceptions", ())),
        )


class OrganisationForm(HomeForm):
    """Everything an organisation says about itself, with the version that was opened."""

    field_order = HOME_FIELDS

    opens = forms.TimeField(widget=TIME, label="Opens")
    closes = forms.TimeField(widget=TIME, label="Close of business")
    closures = OwnDaysField("closures", label="Own days off")
    exceptions = OwnDaysField("exceptions", label="Worked although off")
    fiscal_start = forms.TypedChoiceField(
        label="Fiscal year begins in",
        coerce=int,
        choices=list(enumerate(month_name))[1:],
        required=False,
        empty_value=None,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def saying(organisation: Organisation) -> dict[str, Any]:
        """What the organisation says today, as the form's first content."""
        plain = "name short_name colour time_zone country subdivision workdays opens closes version"
        plain += " fiscal_start"
        shown = {field: getattr(organisation, field) for field in plain.split()}
        for field in ("closures", "exceptions"):
            shown[field] = rules.days_text(getattr(organisation, field))
        return shown


class PersonFields(Form):
    """What a new person says about themselves."""

    person_name = forms.CharField(
        max_length=rules.LONGEST_NAME,
        label="Your name",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    title = forms.CharField(max_length=rules.LONGEST_NAME, required=False, label="Your title")
    password = forms.CharField(
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        label="Password",
    )

    def clean_password(self) -> str:
        """Long enough and not common; the command also compares it with the name."""
        password: str = self.cleaned_data["password"]
        try:
            check_password(password, Person(name="", email=""))
        except Refused as refusal:
            raise forms.ValidationError(refusal.sentence) from refusal
        return password

    def account(self, email: str) -> Account:
        """The account that the form describes."""
        said = self.cleaned_data
        return Account(
            name=said["person_name"], email=email, title=said["title"], password=said["password"]
        )


class FirstRunForm(HomeForm, PersonFields):
    """The first organisation and its first person, on one page."""

    field_order = (*HOME_FIELDS, "person_name", "title", "email", "password")
    email = forms.EmailField(
        max_length=254,
        label="Work e-mail",
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )


class PartnerForm(HomeForm, PersonFields):
    """A partner that accepts an invitation: its home and its first person."""

    field_order = (*HOME_FIELDS, "person_name", "title", "password")


class ProfileForm(Form):
    """How one is called, where one is, and when the daily digest comes."""

    name = forms.CharField(max_length=rules.LONGEST_NAME, label="Name")
    title = forms.CharField(max_length=rules.LONGEST_NAME, required=False, label="Title")
    time_zone = forms.ChoiceField(
        required=False,
        choices=lambda: [
            ("", "That of my organisation"),
            *((z, z.replace("_", " ")) for z in zones()),
        ],
        label="Time zone",
    )
    digest_hour = forms.TypedChoiceField(
        choices=[(hour, f"{hour:02d}:00") for hour in range(24)],
        coerce=int,
        label="Daily digest at",
    )


class TokenForm(Form):
    """A token for a script: what uses it, what it may do, and how long it lives."""

    name = forms.CharField(max_length=100, label="What uses it")
    scope = forms.ChoiceField(
        choices=[("read", "Read"), ("write", "Read and change")],
        initial="read",
        widget=forms.RadioSelect,
        label="It may",
    )
    days = forms.TypedChoiceField(
        choices=[(7, "7 days"), (30, "30 days"), (90, "90 days")],
        coerce=int,
        initial=30,
        label="It lives",
    )
