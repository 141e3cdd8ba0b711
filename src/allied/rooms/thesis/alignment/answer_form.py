"""The form of an answer: one ordinary form over the frozen list, without script."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.forms.boundfield import BoundField

from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.kit.reading import Problem
from allied.kit.words import quoted, shortened
from allied.rooms.thesis.alignment.answers import IN, OUT, Answer
from allied.rooms.thesis.alignment.asked import Asked, Item
from allied.rooms.thesis.alignment.form_parts import (
    PARTS,
    area,
    fields_of,
    line,
    plain_number,
    sentence_of,
)
from allied.rooms.thesis.alignment.intake import LONGEST, Unfit
from allied.rooms.thesis.alignment.restatement import Restated

NOT_SAID, NOBODY, ALL = "", "nobody", "all"


class AnswerForm(Form):
    """One person's answer; every field may stay empty until it is handed in."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    more = area(3, LONGEST["more"])
    beyond = area(3, LONGEST["beyond"])

    def __init__(self, *args: Any, asked: Asked, names: Mapping[str, str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked, self.names = asked, names
        many = len(asked.outcomes)
        places = [(NOT_SAID, "–"), *((str(k), str(k)) for k in range(1, many + 1))]
        for at, one in enumerate(asked.outcomes):
            self.fields[f"points{at}"] = line(inputmode="numeric")
            self.fields[f"place{at}"] = self._choice(places, f"Place of {one.text}")
            for name in ("metric", "unit", "target"):
                self.fields[f"{name}{at}"] = line()
            self.fields[f"date{at}"] = line(type="date")
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
            "points": {one.id: plain_number(said[f"points{at}"]) for at, one in outcomes},
            "places": {one.id: said[f"place{at}"] for at, one in outcomes},
            "success": {
                one.id: {
                    "metric": said[f"metric{at}"],
                    "unit": said[f"unit{at}"],
                    "target": plain_number(said[f"target{at}"]),
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
            name, label = self._place_of(problem)
            self.add_error(name or None, sentence_of(label, problem))
        if not isinstance(refusal, Unfit):
            self.add_error(None, refusal.sentence)

    def _place_of(self, problem: Problem) -> tuple[str, str]:
        """The field that a problem belongs to, and what people call it; no field for all of them."""
        kind, _, rest = problem.where.partition(".")
        if problem.where == "points":
            return self._unspread(), "The points"
        if kind in {"more", "beyond"}:
            return kind, "This"
        lists = {
            "points": (self.asked.outcomes, "points", "Points"),
            "places": (self.asked.outcomes, "place", "Place"),
            "brings": (self.asked.contributions, "brings", "Who brings"),
            "scope": (self.asked.scope, "scope", "In or out"),
        }
        if kind == "success":
            key, _, part = rest.rpartition(".")
            lists["success"] = (self.asked.outcomes, part, PARTS.get(part, part))
            rest = key
        items, name, label = lists.get(kind, ((), "", ""))
        for at, one in enumerate(items):
            if one.id == rest and f"{name}{at}" in self.fields:
                return f"{name}{at}", f"{label} of {quoted(shortened(one.text, 40))}"
        return "", problem.where

    def _unspread(self) -> str:
        """The first outcome without points, else the first one."""
        names = [f"points{at}" for at, _ in enumerate(self.asked.outcomes)]
        return next((name for name in names if not self.cleaned_data.get(name)), names[0])


def filled_answer(
    asked: Asked, names: Mapping[str, str], answer: Answer, version: int
) -> AnswerForm:
    """The form as it was saved last."""
    shown: dict[str, Any] = {"version": version, "more": answer.more, "beyond": answer.beyond}
    for at, one in enumerate(asked.outcomes):
        shown[f"points{at}"] = answer.points.get(one.id, "")
        shown[f"place{at}"] = answer.places.get(one.id, "")
        for name, value in fields_of(answer.success.get(one.id, Restated())).items():
            shown[f"{name}{at}"] = value
    for at, one in enumerate(asked.contributions):
        shown[f"brings{at}"] = _side(answer.brings.get(one.id), names)
    for at, one in enumerate(asked.scope):
        shown[f"scope{at}"] = answer.scope.get(one.id, NOT_SAID)
    for at, one in enumerate(asked.assumptions):
        shown[f"critical{at}"] = one.id in (answer.critical or ())
    return AnswerForm(initial=shown, asked=asked, names=names)


def _side(said: Sequence[str] | None, names: Mapping[str, str]) -> str:
    if said is None:
        return NOT_SAID
    if not said:
        return NOBODY
    return ALL if len(said) == len(names) else said[0]
