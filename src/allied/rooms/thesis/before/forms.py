"""The forms of these pages: answers to a questionnaire, and red lines row by row, without script."""

from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.kit.identity import new_id
from allied.kit.reading import Problem
from allied.rooms.thesis.before.commands import LONGEST_NOTE, Unfit
from allied.rooms.thesis.before.questionnaire import Answers, Group, Question, Questionnaire
from allied.rooms.thesis.before.red_lines import (
    LONGEST,
    LONGEST_TEXT,
    MOST_LINES,
    Direction,
    RedLines,
)
from allied.rooms.thesis.row_forms import AmountField

OPEN = ("", "We do not know yet")
BLANKS = 2


def _area(most: int, rows: int) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(required=False, max_length=most, widget=area)


def _line(most: int) -> forms.CharField:
    return forms.CharField(required=False, max_length=most, strip=True)


class Opened(Form):
    """A form that carries the version which was opened."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "version" in self.errors:
            self.add_error(None, "The version that was opened is lost. Open this page again.")
        return cleaned


class AnswersForm(Opened):
    """Every question with its answers; one may stay open."""

    note = _area(LONGEST_NOTE, 3)

    def __init__(self, *args: Any, asked: Questionnaire, **options: Any) -> None:
        super().__init__(*args, **options)
        self.asked = asked
        for key, question in asked.by_key.items():
            choices = [(choice.key, choice.says) for choice in question.choices]
            known = ", ".join(choice.key for choice in question.choices)
            self.fields[key] = forms.ChoiceField(
                required=False,
                label=question.name,
                choices=[*choices, OPEN],
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": f"{question.name}: the answers are {known}."},
            )

    @property
    def groups(self) -> list[tuple[Group, list[tuple[Question, Any]]]]:
        """The groups, each question beside its field."""
        return [
            (group, [(one, self[one.key]) for one in group.questions])
            for group in self.asked.groups
        ]

    def answers(self) -> Answers:
        """What was answered."""
        found = {key: self.cleaned_data[key] for key in self.asked.by_key}
        return {key: value for key, value in found.items() if value}


def filled_answers(asked: Questionnaire, answers: Answers, version: int) -> AnswersForm:
    """The form as it was answered last; its note belongs to that version and is not repeated."""
    return AnswersForm(asked=asked, initial={**answers, "version": version})


class LineForm(Form):
    """One red line; an empty one is none."""

    id = forms.CharField(required=False, max_length=LONGEST["id"], widget=forms.HiddenInput)
    what = _line(LONGEST["what"])
    why = _area(LONGEST["why"], 2)

    @property
    def is_blank(self) -> bool:
        """Whether nothing was written in it."""
        return not any(str(self[name].value() or "").strip() for name in ("what", "why"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "what" not in self.errors and not self.is_blank and not cleaned.get("what"):
            self.add_error("what", "Say what we will not accept, or empty the row.")
        return cleaned


class ValueForm(Opened):
    """The walk-away value with how it was reckoned, and the alternative."""

    measure = _line(LONGEST["measure"])
    direction = forms.ChoiceField(
        choices=[(one.value, one.value.capitalize()) for one in Direction],
    )
    amount = AmountField(required=False)
    unit = _line(LONGEST["unit"])
    reckoned = _area(LONGEST_TEXT, 4)
    instead = _area(LONGEST_TEXT, 4)
    note = _area(LONGEST_NOTE, 2)


class RedLinesForm:
    """All of it: the value, and a row per line in the order in which they stand."""

    def __init__(self, value: ValueForm, rows: list[LineForm]) -> None:
        self.value = value
        self.rows = rows

    def is_valid(self) -> bool:
        """Whether the value and every row that is filled can be taken over."""
        return all([self.value.is_valid(), *(row.is_blank or row.is_valid() for row in self.rows)])

    def content(self) -> dict[str, Any]:
        """What is to be kept; blank rows are left out and new ones get their id here."""
        cleaned = self.value.cleaned_data
        kept = {name: cleaned[name] for name in ("measure", "unit", "reckoned", "instead")}
        lines = [
            {**row.cleaned_data, "id": row.cleaned_data["id"] or str(new_id())}
            for row in self.rows
            if not row.is_blank
        ]
        return {
            **kept,
            "direction": cleaned["direction"],
            "amount": cleaned["amount"],
            "lines": lines,
        }

    def errors(self) -> list[tuple[str, str]]:
        """Every error with the id of the control it belongs to, for the summary."""
        found: list[tuple[str, str]] = []
        for form in (*self.rows, self.value):
            for name, sentences in form.errors.items() if form.is_bound else ():
                if name in form.fields and form.fields[name].widget.is_hidden:
                    continue
                control = f"f-{form.add_prefix(name)}" if name in form.fields else ""
                found += [(control, str(sentence)) for sentence in sentences]
        return found

    def refuse(self, refusal: Refused, sentence: str) -> None:
        """Put what the command said beside the field it belongs to, else above the form."""
        problems = refusal.problems if isinstance(refusal, Unfit) else ()
        for problem in problems:
            self._place(problem)
        if not problems:
            field = refusal.field if refusal.field in self.value.fields else None
            self.value.add_error(field, sentence)

    def _place(self, problem: Problem) -> None:
        place, _, name = problem.where.partition("].")
        number = place.partition("[")[2]
        kept = [row for row in self.rows if not row.is_blank]
        if number.isdigit() and int(number) < len(kept) and name in kept[int(number)].fields:
            kept[int(number)].add_error(name, f"It {problem.sentence}.")
        elif problem.where in self.value.fields:
            self.value.add_error(problem.where, f"It {problem.sentence}.")
        else:
            self.value.add_error(None, f"{problem}.")

    def more(self, many: int = BLANKS) -> None:
        """More rows to fill, as many as are kept in mind at most."""
        for _ in range(many):
            if len(self.rows) < MOST_LINES:
                self.rows.append(LineForm(prefix=f"r{len(self.rows)}"))


def filled_lines(drawn: RedLines, version: int, unit: str) -> RedLinesForm:
    """The form as it was written last; a new one proposes the currency of the alliance as unit."""
    plain = drawn.as_plain()
    first = {**plain, "unit": drawn.unit or unit, "version": version}
    rows = [
        LineForm(prefix=f"r{k}", initial={"id": one.id, "what": one.what, "why": one.why})
        for k, one in enumerate(drawn.lines)
    ]
    form = RedLinesForm(ValueForm(initial=first), rows)
    form.more(BLANKS if not rows else 1)
    return form


def sent_lines(sent: QueryDict) -> RedLinesForm:
    """The form as somebody sent it."""
    keys = [f"r{k}" for k in range(MOST_LINES) if f"r{k}-what" in sent]
    return RedLinesForm(ValueForm(sent), [LineForm(sent, prefix=key) for key in keys])


def shown_again(form: RedLinesForm) -> RedLinesForm:
    """The same rows and texts, not yet checked, with more rows to fill."""
    value = {name: form.value[name].value() for name in form.value.fields}
    rows = [{name: row[name].value() for name in row.fields} for row in form.rows]
    again = RedLinesForm(
        ValueForm(initial=value), [LineForm(prefix=f"r{k}", initial=r) for k, r in enumerate(rows)]
    )
    again.more()
    return again
