"""One part of the terms as an ordinary form: rows are added, moved and removed without script."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.kit.reading import Problem
from allied.rooms.agreement.annex.commands.wording import Unfit
from allied.rooms.agreement.annex.terms import MOST_ROWS, PARTS, Choice, Days, Field, Part, Words

BLANK_AT_FIRST, BLANK_LATER = 2, 1
type Shown = Mapping[str, Any]


class Row(Form):
    """One row of a part; a row in which nothing was written is no row."""

    id = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it."""
        written = (name for name, field in self.fields.items() if _is_written(name, field))
        return not any(str(self[name].value() or "").strip() for name in written)


def _is_written(name: str, field: forms.Field) -> bool:
    return name != "id" and not isinstance(field, forms.ChoiceField)


@cache
def row_class(name: str, rights: tuple[tuple[str, str], ...] = ()) -> type[Row]:
    """The form of one row of this part; `rights` are the decision types that can be chosen."""
    fields = {key: _field(key, one, rights) for key, one in PARTS[name].fields.items()}
    return type(f"{name.title()}Row", (Row,), fields)


def _field(key: str, asked: Field, rights: tuple[tuple[str, str], ...]) -> forms.Field:
    missing = {"required": f"{asked.label} is missing; write it, or empty the row."}
    if key == "right":
        choices = [("", "The sponsors sign"), *rights]
        return forms.ChoiceField(label=asked.label, required=False, choices=choices)
    match asked:
        case Words():
            widget = forms.Textarea(attrs={"rows": asked.rows}) if asked.rows else forms.TextInput()
            return forms.CharField(
                label=asked.label,
                max_length=asked.most,
                required=asked.required,
                widget=widget,
                error_messages=missing,
            )
        case Days():
            return forms.IntegerField(
                label=f"{asked.label}, working days" if not asked.required else asked.label,
                required=asked.required,
                min_value=0,
                max_value=asked.most,
                error_messages={
                    **missing,
                    "invalid": f"Write whole working days from 0 to {asked.most}.",
                },
                widget=forms.NumberInput(attrs={"min": 0, "max": asked.most}),
            )
        case Choice():
            words = [(word, word.capitalize()) for word in asked.words]
            return forms.ChoiceField(label=asked.label, choices=words)


class PartForm:
    """The form of one part: its rows in the order in which they stand."""

    def __init__(self, name: str, rights: Sequence[tuple[str, str]] = ()) -> None:
        self.name = name
        self.part: Part = PARTS[name]
        self.rights = tuple(rights)
        self.rows: list[Row] = []
        self.said: list[str] = []

    def is_valid(self) -> bool:
        """Whether every row that is filled can be taken over."""
        return all([row.is_blank or row.is_valid() for row in self.rows])

    def plain(self) -> list[dict[str, Any]]:
        """The content of the part; blank rows are left out."""
        rows = [row.cleaned_data for row in self.rows if not row.is_blank]
        return [{**row, "id": row.get("id") or None} for row in rows]

    def errors(self) -> list[tuple[str, str]]:
        """Every error with the id of the control it belongs to, for the summary."""
        found = [("", sentence) for sentence in self.said]
        for form in self.rows:
            for name, sentences in form.errors.items() if form.is_bound else ():
                control = f"f-{form.add_prefix(name)}" if name in form.fields else ""
                found += [(control, str(sentence)) for sentence in sentences]
        return found

    def refuse(self, refusal: Refused) -> None:
        """Put what the command said beside the field it belongs to, or above the form."""
        problems = refusal.problems if isinstance(refusal, Unfit) else ()
        left = [problem for problem in problems if not self._placed(problem)]
        self.said += [f"{problem}." for problem in left] if problems else [refusal.sentence]

    def _placed(self, problem: Problem) -> bool:
        place, _, field = problem.where.partition("].")
        number = place.partition("[")[2]
        kept = [row for row in self.rows if not row.is_blank]
        if not (number.isdigit() and int(number) < len(kept)) or field not in kept[0].fields:
            return False
        kept[int(number)].add_error(field, f"It {problem.sentence}.")
        return True

    def add(self, initial: Shown | None = None, key: str = "") -> None:
        """One more row at the end, blank unless it is given what to show."""
        keys = {str(row.prefix) for row in self.rows}
        free = key or next(f"n{k}" for k in range(len(keys) + 1) if f"n{k}" not in keys)
        made = row_class(self.name, self.rights)
        row = made(initial=dict(initial or {}), prefix=free, use_required_attribute=False)
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)

    def act(self, act: str) -> None:
        """Carry out a button that adds, moves or removes rows and saves nothing."""
        verb, _, key = act.partition(":")
        keys = [str(row.prefix) for row in self.rows]
        shown = [{name: row[name].value() for name in row.fields} for row in self.rows]
        order = list(range(len(keys)))
        if key in keys:
            place = keys.index(key)
            other = place + {"up": -1, "down": 1}.get(verb, 0)
            if verb == "remove":
                order.remove(place)
            elif 0 <= other < len(order):
                order[place], order[other] = order[other], order[place]
        self.rows = []
        for place in order:
            self.add(shown[place], keys[place])
        if verb == "add" and self.part.many:
            self.add()


def filled_form(
    name: str, rows: Sequence[Shown], rights: Sequence[tuple[str, str]] = ()
) -> PartForm:
    """The form of a part as it stands, with blank rows to fill where there may be many."""
    form = PartForm(name, rights)
    for place, row in enumerate(rows):
        form.add(row, f"r{place}")
    for _ in range((BLANK_LATER if rows else BLANK_AT_FIRST) if form.part.many else 0):
        form.add()
    return form


def sent_form(name: str, sent: QueryDict, rights: Sequence[tuple[str, str]] = ()) -> PartForm:
    """The form of a part as somebody sent it; the order of its rows is the order they stand in."""
    form = PartForm(name, rights)
    keys = dict.fromkeys(key for key in sent.getlist("row") if key.isalnum() and len(key) <= 8)
    made = row_class(name, form.rights)
    form.rows = [made(sent, prefix=key) for key in list(keys)[:MOST_ROWS]]
    return form
