"""The shape of a forum and of a row of the matrix, as people write them on a page."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from allied.kit.forms import Form
from allied.rooms.governance.queries.governance import Governance
from allied.rooms.governance.rights import (
    LONGEST_SLA,
    SPONSORS,
    WORKING_DAYS,
    Deadlock,
    DecisionRight,
    Escalation,
    Forum,
    Joint,
    Layer,
    Member,
    Tiebreak,
)
from allied.rooms.governance.roles import role_words
from allied.rooms.governance.rrule import PRESETS, UnknownRhythm, rrule_text

ROLES = (
    "sponsor",
    "alliance manager",
    "operational lead",
    "approver:legal",
    "approver:security",
    "approver:finance",
    "contributor",
)
LONG = {"rows": 3}

type Choices = Sequence[tuple[str, str]]


def _days(label: str) -> forms.IntegerField:
    said = f"{label}: {WORKING_DAYS} from 1 to {LONGEST_SLA}, or nothing."
    return forms.IntegerField(
        required=False,
        min_value=1,
        max_value=LONGEST_SLA,
        label=label,
        error_messages={"invalid": said, "min_value": said, "max_value": said},
    )


class PartForm(Form):
    """What the forms of both parts share: choices of this alliance, and the version that was opened."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def set_choices(self, choices: Mapping[str, Choices]) -> None:
        """The choices that depend on the alliance."""
        for name, values in choices.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = list(values)


PRESET_WORDS = {text: word for word, text in PRESETS.items()}


class ForumForm(PartForm):
    """A forum: its layer, its people of each side, its rhythm and its quorum."""

    name = forms.CharField(max_length=200)
    layer = forms.ChoiceField(choices=[(each.value, each.title()) for each in Layer])
    purpose = forms.CharField(required=False, max_length=2000, widget=forms.Textarea(attrs=LONG))
    rhythm = forms.CharField(
        required=False,
        max_length=200,
        label="Rhythm",
        help_text=f"{', '.join(PRESETS)}; or a calendar rule: FREQ=MONTHLY;BYDAY=1TU is each first Tuesday",
    )
    minutes_long = forms.IntegerField(
        required=False, min_value=1, max_value=999, label="Length in minutes"
    )
    members = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    chair = forms.ChoiceField(required=False)
    chair_rotates = forms.BooleanField(required=False, label="The chair changes sides")
    quorum = forms.IntegerField(
        required=False, min_value=0, max_value=99, label="Quorum", help_text="People of each side"
    )
    notice_days = forms.IntegerField(
        required=False, min_value=0, max_value=99, label="Papers, working days before"
    )
    minutes_days = forms.IntegerField(
        required=False, min_value=0, max_value=99, label="Minutes accepted within, working days"
    )
    seats_reason = forms.CharField(
        required=False, max_length=1000, label="Why the seats are unequal, if they are"
    )

    def clean_rhythm(self) -> str:
        """The rhythm as an RRULE."""
        said = self.cleaned_data["rhythm"].strip()
        try:
            return rrule_text(said) if said else ""
        except UnknownRhythm as error:
            raise forms.ValidationError(str(error)) from error

    def forum(self, forum_id: str, sides: Mapping[str, str]) -> Forum:
        """The forum that the form describes; `sides` maps people to their party."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        people = [person for person in said.pop("members") if person in sides]
        members = tuple(Member(person=person, party=sides[person]) for person in people)
        layer = Layer(said.pop("layer"))
        return Forum(id=forum_id, members=members, layer=layer, **said)


def forum_form(posted: Any, found: Governance, forum: Forum | None) -> ForumForm:
    """The form of one forum, or of a new one."""
    first: dict[str, Any] = {"layer": Layer.OPERATIONAL}
    if forum is not None:
        first = {name: getattr(forum, name) for name in ForumForm.base_fields if name != "version"}
        first["members"] = [member.person for member in forum.members]
        first["rhythm"] = PRESET_WORDS.get(forum.rhythm, forum.rhythm)
    form = ForumForm(posted, initial={**first, "version": found.newest.version})
    people = people_choices(found)
    form.set_choices({"members": people, "chair": [("", "Nobody named"), *people]})
    return form


def people_choices(found: Governance) -> list[tuple[str, str]]:
    """Everybody with a seat, by side and name."""
    names = {str(side.id): side.name for side in found.sides.values()}
    order = list(names)
    seated = {
        str(seat.person_id): (order.index(str(seat.organisation_id)), seat.person.name)
        for seat in found.seats.seats
        if str(seat.organisation_id) in names
    }
    return [
        (person, f"{name}, {names[order[place]]}")
        for person, (place, name) in sorted(seated.items(), key=lambda item: item[1])
    ]


class RightForm(PartForm):
    """A row of the matrix: who decides this type, how, where and by when."""

    name = forms.CharField(max_length=200, label="Decision type")
    owner = forms.CharField(
        required=False, max_length=200, help_text="As people say it: Ops council"
    )
    owner_seats = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(role, role_words(role).capitalize()) for role in ROLES],
        label="Seats that approve on each side",
    )
    owner_forum = forms.ChoiceField(required=False, label="Or the members of a forum")
    joint = forms.ChoiceField(
        choices=[
            (Joint.YES, "Both companies approve"),
            (Joint.SOMETIMES, "Both approve when a condition applies"),
            (Joint.NO, "One company decides"),
        ],
        label="Joint approval",
    )
    condition = forms.CharField(required=False, max_length=1000, label="The condition")
    forum = forms.ChoiceField(required=False, label="Where it is decided")
    as_needed = forms.BooleanField(required=False, label="Met as needed")
    convening_days = _days("As needed within, working days")
    sla_days = _days("SLA in working days")
    escalation_to = forms.ChoiceField(required=False, label="Escalates to")
    escalation_days = _days("SLA of that step, working days")
    written = forms.BooleanField(
        required=False, label="May be approved in writing between meetings"
    )
    four_eyes = forms.BooleanField(required=False, label="Who asks does not approve")
    deputy = forms.ChoiceField(
        required=False,
        choices=[("", "Nobody"), *((role, role_words(role).capitalize()) for role in ROLES)],
        label="Deputy while nobody is there",
    )
    deadlock = forms.ChoiceField(required=False, label="Who decides on deadlock")
    deadlock_role = forms.ChoiceField(
        required=False,
        choices=[(role, role_words(role).capitalize()) for role in ROLES],
        label="In which seat",
    )
    kind = forms.CharField(
        required=False,
        max_length=60,
        help_text="commercial, data-sharing and exit always ask for four eyes",
        validators=[RegexValidator(r"^[a-z-]*$", "Use small letters and hyphens.")],
    )

    def right(self, right_id: str, deputy: str = "") -> DecisionRight:
        """The row that the form describes."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        to, days = said.pop("escalation_to"), said.pop("escalation_days")
        said["escalation"] = Escalation(to=to, sla_days=days) if to else None
        said["deadlock"] = _deadlock(said.pop("deadlock"), said.pop("deadlock_role"))
        said["joint"], said["owner_seats"] = Joint(said["joint"]), tuple(said["owner_seats"])
        return DecisionRight(id=right_id, **said)


def _deadlock(said: str, role: str) -> Deadlock:
    if said == Tiebreak.OPTION:
        return Deadlock(kind=Tiebreak.OPTION)
    if said:
        return Deadlock(kind=Tiebreak.DECIDER, party=said, role=role)
    return Deadlock()


def right_form(posted: Any, found: Governance, right: DecisionRight | None) -> RightForm:
    """The form of one row, or of a new one."""
    first = _first(right) if right else {"joint": Joint.YES, "deadlock_role": "sponsor"}
    form = RightForm(posted, initial={**first, "version": found.newest.version})
    forums = [(forum.id, forum.name) for forum in found.rules.forums]
    parties = [(str(side.id), f"{side.name} decides") for side in found.sides.values()]
    form.set_choices(
        {
            "owner_forum": [("", "No forum"), *forums],
            "forum": [("", "No forum"), *forums],
            "escalation_to": [("", "Nowhere"), (SPONSORS, "The sponsor pair"), *forums],
            "deadlock": [
                ("", "Nobody"),
                (Tiebreak.OPTION.value, "The option that changes nothing stands"),
                *parties,
            ],
        }
    )
    return form


def _first(right: DecisionRight) -> dict[str, Any]:
    names: Iterable[str] = [name for name in RightForm.base_fields if hasattr(right, name)]
    first = {name: getattr(right, name) for name in names}
    first["owner_seats"] = list(right.owner_seats)
    if right.escalation:
        first["escalation_to"] = right.escalation.to
        first["escalation_days"] = right.escalation.sla_days
    decider = right.deadlock.kind is Tiebreak.DECIDER
    first["deadlock"] = right.deadlock.party if decider else right.deadlock.kind.value
    first["deadlock_role"] = right.deadlock.role or "sponsor"
    return first
