"""The forms of the alignment check; an answer is one ordinary form over the frozen list, without script."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict

from allied.kit.errors import Refused
from allied.kit.reading import Problem
from allied.rooms.thesis.alignment.answers import IN, OUT, Answer
from allied.rooms.thesis.alignment.asked import Asked, Item
from allied.rooms.thesis.alignment.contradictions import Topic
from allied.rooms.thesis.alignment.intake import LONGEST, Unfit
from allied.rooms.thesis.alignment.merging import DROP, KEEP, NEW, SIDE, WAYS
from allied.rooms.thesis.alignment.restatement import Restated
from allied.rooms.thesis.row_forms import GROUPED, NO_DAY

NOT_SAID, NOBODY, ALL = "", "nobody", "all"
LONG = 4000


def _line(hint: str = "", **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs=attrs)
    return forms.CharField(required=False, max_length=LONG, widget=widget, help_text=hint)


def _area(rows: int, most: int = LONG) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=most, widget=area)


def _plain(text: str) -> str:
    """A number as people write it, 6,000, without its grouping."""
    text = text.strip().replace(" ", "")
    return text.replace(",", "") if GROUPED.fullmatch(text) else text


class StartForm(forms.Form):
    """Until when answers are taken, and over which outcomes."""

    until = forms.DateField(
        label="Answers until",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY, "required": NO_DAY},
    )
    outcomes = forms.MultipleChoiceField(
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "The thesis has no such outcome."},
    )

    def __init__(self, *args: Any, outcomes: Sequence[Item], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["outcomes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.id, one.text) for one in outcomes]


def first_deadline(today: date, days: int) -> date:
    """The day that the form proposes; a weekday."""
    day = today + timedelta(days=days)
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


class AnswerForm(forms.Form):
    """One person's answer; every field may stay empty until it is handed in."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    more = _area(3, LONGEST["more"])
    beyond = _area(3, LONGEST["beyond"])

    def __init__(self, *args: Any, asked: Asked, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked, self.names = asked, names
        many = len(asked.outcomes)
        places = [(NOT_SAID, "–"), *((str(k), str(k)) for k in range(1, many + 1))]
        for at, one in enumerate(asked.outcomes):
            self.fields[f"points{at}"] = _line(inputmode="numeric")
            self.fields[f"place{at}"] = self._choice(places, f"Place of {one.text}")
            for name in ("metric", "unit", "target"):
                self.fields[f"{name}{at}"] = _line()
            self.fields[f"date{at}"] = _line(type="date")
            self.fields[f"date{at}"].widget = forms.DateInput(attrs={"type": "date"})
        sides = [(NOT_SAID, "Not said"), *names.items(), (ALL, self._all()), (NOBODY, "Nobody")]
        for at, _ in enumerate(asked.contributions):
            self.fields[f"brings{at}"] = self._choice(sides, "Who brings it")
        for at, _ in enumerate(asked.scope):
            self.fields[f"scope{at}"] = self._choice(
                [(IN, "In"), (OUT, "Out"), (NOT_SAID, "Not said")], "In or out", forms.RadioSelect()
            )
        for at, one in enumerate(asked.assumptions):
            self.fields[f"critical{at}"] = forms.BooleanField(required=False, label=one.text)

    def _all(self) -> str:
        return "Both" if len(self.names) == 2 else "All"

    @staticmethod
    def _choice(choices: Any, label: str, widget: Any = None) -> forms.ChoiceField:
        return forms.ChoiceField(
            required=False, choices=choices, label=label, widget=widget or forms.Select()
        )

    @property
    def outcomes(self) -> list[tuple[Item, dict[str, BoundField]]]:
        """Each outcome with its fields."""
        names = ("points", "place", "metric", "unit", "target", "date")
        return [
            (one, {name: self[f"{name}{at}"] for name in names})
            for at, one in enumerate(self.asked.outcomes)
        ]

    def each(self, kind: str, items: Sequence[Item]) -> Iterator[tuple[Item, BoundField]]:
        """The things of one list, each with its field."""
        for at, one in enumerate(items):
            yield one, self[f"{kind}{at}"]

    @property
    def contributions(self) -> list[tuple[Item, BoundField]]:
        """Who brings what."""
        return list(self.each("brings", self.asked.contributions))

    @property
    def scope(self) -> list[tuple[Item, BoundField]]:
        """What is in and what is out."""
        return list(self.each("scope", self.asked.scope))

    @property
    def assumptions(self) -> list[tuple[Item, BoundField]]:
        """What is critical."""
        return list(self.each("critical", self.asked.assumptions))

    def content(self) -> dict[str, Any]:
        """The answer as commands read it."""
        said = self.cleaned_data
        outcomes = list(enumerate(self.asked.outcomes))
        return {
            "points": {one.id: _plain(said[f"points{at}"]) for at, one in outcomes},
            "places": {one.id: said[f"place{at}"] for at, one in outcomes},
            "success": {
                one.id: {
                    "metric": said[f"metric{at}"],
                    "unit": said[f"unit{at}"],
                    "target": _plain(said[f"target{at}"]),
                    "date": said[f"date{at}"],
                }
                for at, one in outcomes
            },
            "brings": {
                one.id: self._who(said[f"brings{at}"])
                for at, one in enumerate(self.asked.contributions)
            },
            "scope": {one.id: said[f"scope{at}"] for at, one in enumerate(self.asked.scope)},
            "critical": [
                one.id for at, one in enumerate(self.asked.assumptions) if said[f"critical{at}"]
            ],
            "more": said["more"],
            "beyond": said["beyond"],
        }

    def _who(self, said: str) -> list[str] | None:
        if said == NOT_SAID:
            return None
        return {NOBODY: [], ALL: list(self.names)}.get(said, [said])

    def refuse(self, refusal: Refused) -> None:
        """Put what the command said beside the field it belongs to, else above the form."""
        for problem in refusal.problems if isinstance(refusal, Unfit) else ():
            name = self._field_of(problem)
            said = f"It {problem.sentence}." if name else f"{_heading(problem)} {problem.sentence}."
            self.add_error(name or None, said)
        if not isinstance(refusal, Unfit):
            self.add_error(None, refusal.sentence)

    def _field_of(self, problem: Problem) -> str:
        kind, _, rest = problem.where.partition(".")
        if kind in {"more", "beyond"}:
            return kind
        lists = {
            "points": (self.asked.outcomes, "points"),
            "places": (self.asked.outcomes, "place"),
            "brings": (self.asked.contributions, "brings"),
            "scope": (self.asked.scope, "scope"),
        }
        if kind == "success":
            key, _, part = rest.rpartition(".")
            lists["success"], rest = (self.asked.outcomes, part), key
        items, name = lists.get(kind, ((), ""))
        at = next((at for at, one in enumerate(items) if one.id == rest), None)
        found = f"{name}{at}"
        return found if at is not None and found in self.fields else ""


def _heading(problem: Problem) -> str:
    return {"points": "The points", "places": "The places"}.get(problem.where, problem.where)


def filled_answer(
    asked: Asked, names: Mapping[str, str], answer: Answer, version: int
) -> AnswerForm:
    """The form as it was saved last."""
    shown: dict[str, Any] = {"version": version, "more": answer.more, "beyond": answer.beyond}
    for at, one in enumerate(asked.outcomes):
        shown[f"points{at}"] = answer.points.get(one.id, "")
        shown[f"place{at}"] = answer.places.get(one.id, "")
        for name, value in _of(answer.success.get(one.id, Restated())).items():
            shown[f"{name}{at}"] = value
    for at, one in enumerate(asked.contributions):
        shown[f"brings{at}"] = _side(answer.brings.get(one.id), names)
    for at, one in enumerate(asked.scope):
        shown[f"scope{at}"] = answer.scope.get(one.id, NOT_SAID)
    for at, one in enumerate(asked.assumptions):
        shown[f"critical{at}"] = one.id in (answer.critical or ())
    return AnswerForm(initial=shown, asked=asked, names=names)


def _of(one: Restated) -> dict[str, str]:
    target = "" if one.target is None else f"{one.target:f}"
    day = one.due.isoformat() if one.due else ""
    return {"metric": one.metric, "unit": one.unit, "target": target, "date": day}


def _side(said: Sequence[str] | None, names: Mapping[str, str]) -> str:
    if said is None:
        return NOT_SAID
    if not said:
        return NOBODY
    return ALL if len(said) == len(names) else said[0]


class PeopleForm(forms.Form):
    """Colleagues who answer too."""

    people = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose somebody.", "invalid_choice": "Choose somebody here."},
    )

    def __init__(self, *args: Any, people: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(people)


class EndForm(forms.Form):
    """Why a round is called off."""

    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why: the other side reads it."},
    )


class SettleForm(forms.Form):
    """How one difference is settled; the words of the thesis stand in the fields for new ones."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    choice = forms.ChoiceField(
        label="It is settled by",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it is settled."},
    )
    note = _area(2, 1000)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        topic: Topic,
        sides: Sequence[tuple[str, str]],
        shown: Restated,
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version, **_of(shown)})
        self.topic = topic
        field = self.fields["choice"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(_ways(topic, sides))
        if topic is Topic.SUCCESS:
            for name in ("metric", "unit", "target"):
                self.fields[name] = _line()
            self.fields["date"] = _line()
            self.fields["date"].widget = forms.DateInput(attrs={"type": "date"})

    def wish(self) -> dict[str, Any]:
        """The words of the command."""
        said = self.cleaned_data
        way, _, organisation = said["choice"].partition(":")
        wording = None
        if self.topic is Topic.SUCCESS and way == NEW:
            wording = {name: said[name] for name in ("metric", "unit", "date")}
            wording["target"] = _plain(said["target"])
        return {
            "way": way,
            "organisation": organisation,
            "wording": wording,
            "note": said["note"],
            "version": said["version"],
        }

    def refuse(self, refusal: Refused) -> None:
        """Put what the command said beside the field it belongs to, else above the form."""
        for problem in refusal.problems if isinstance(refusal, Unfit) else ():
            known = problem.where in self.fields
            said = f"It {problem.sentence}." if known else f"{problem}."
            self.add_error(problem.where if known else None, said)
        if not isinstance(refusal, Unfit):
            field = refusal.field if refusal.field in self.fields else None
            self.add_error(field, refusal.sentence)


def _ways(topic: Topic, sides: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for way in WAYS[topic]:
        if way == SIDE:
            for key, said in sides:
                yield f"{SIDE}:{key}", said
        else:
            yield way, _said(topic, way)


def _said(topic: Topic, way: str) -> str:
    if way == KEEP:
        return "We talked it through" if topic is Topic.WEIGHT else "Leave the thesis as it is"
    if way == DROP:
        return "Nobody; take it out of the thesis"
    words = {NEW: "New words, below", IN: "In", OUT: "Out"}
    return words.get(way, way.capitalize())
