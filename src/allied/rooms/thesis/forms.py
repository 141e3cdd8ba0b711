"""One section of the thesis as an ordinary form: rows are added, moved and removed without script."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.content import Plain
from allied.kit.errors import Refused
from allied.kit.forms import Form
from allied.kit.reading import Problem
from allied.rooms.thesis.assumptions import Direction, Strength, Verdict
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import ScopeKind
from allied.rooms.thesis.row_forms import NO_DAY, ROWS, Row
from allied.rooms.thesis.sections import TEXTS, TITLES, Unfit, section_plain

BLANK_AT_FIRST, BLANK_LATER = 2, 1
MOST_ROWS = 120
LONGEST_TEXT = 5000
type Sides = Sequence[tuple[str, str]]


class TextForm(Form):
    """A section that is one text."""

    text = forms.CharField(
        required=False, max_length=LONGEST_TEXT, widget=forms.Textarea(attrs={"rows": 8})
    )


class SectionForm:
    """The form of one section: a text, or rows in the order in which they stand."""

    def __init__(self, section: str, sides: Sides) -> None:
        self.section = section
        self.title = TITLES[section]
        self.sides = list(sides)
        self.text: TextForm | None = None
        self.rows: list[Row] = []
        self.said: list[str] = []

    def is_valid(self) -> bool:
        """Whether the text, or every row that is filled, can be taken over."""
        if self.text is not None:
            return self.text.is_valid()
        return all([row.is_blank or row.is_valid() for row in self.rows])

    def plain(self) -> Plain:
        """The content of the section; blank rows are left out."""
        if self.text is not None:
            return str(self.text.cleaned_data["text"])
        return [row.plain() for row in self.rows if not row.is_blank]

    def errors(self) -> list[tuple[str, str]]:
        """Every error with the id of the control it belongs to, for the summary."""
        found = [("", sentence) for sentence in self.said]
        for form in [self.text] if self.text is not None else self.rows:
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
        number, name = place.partition("[")[2], field.partition("[")[0]
        kept = [row for row in self.rows if not row.is_blank]
        if not (number.isdigit() and int(number) < len(kept)):
            return False
        row = kept[int(number)]
        if name in row.fields:
            row.add_error(name, f"It {problem.sentence}.")
        return name in row.fields

    def add(self, kind: str = "", initial: dict[str, Any] | None = None, key: str = "") -> None:
        """One more row at the end, blank unless it is given what to show."""
        keys = {str(row.prefix) for row in self.rows}
        free = key or next(f"n{k}" for k in range(len(keys) + 1) if f"n{k}" not in keys)
        shown = initial if initial is not None else {"kind": kind} if kind else {}
        row = ROWS[self.section](
            initial=shown, prefix=free, sides=self.sides, use_required_attribute=False
        )
        if len(self.rows) < MOST_ROWS:
            self.rows.append(row)

    def add_blanks(self, many: int) -> None:
        """Rows to fill: at the end, or in each of the three columns of the scope."""
        kinds = [kind.value for kind in ScopeKind] if self.section == "scope" else [""]
        for kind in kinds:
            for _ in range(many):
                self.add(kind)

    def act(self, act: str) -> None:
        """Carry out a button that adds, moves or removes rows and saves nothing."""
        verb, _, key = act.partition(":")
        keys = [str(row.prefix) for row in self.rows]
        shown = [{name: row[name].value() for name in row.fields} for row in self.rows]
        order = list(range(len(keys)))
        if key in keys:
            place = keys.index(key)
            # In the scope a row moves among those of its own column.
            same = [k for k in order if shown[k].get("kind", "") == shown[place].get("kind", "")]
            same = same if self.section == "scope" else order.copy()
            other = same.index(place) + {"up": -1, "down": 1}.get(verb, 0)
            if verb == "remove":
                order.remove(place)
            elif 0 <= other < len(same):
                order[place], order[same[other]] = order[same[other]], order[place]
        self.rows = []
        for place in order:
            self.add(initial=shown[place], key=keys[place])
        if verb == "add":
            self.add(key if self.section == "scope" else "")


def filled_form(section: str, content: ThesisContent, sides: Sides) -> SectionForm:
    """The form of a section as it stands, with a few blank rows to fill."""
    form = SectionForm(section, sides)
    plain: Any = section_plain(content, section)
    if section in TEXTS:
        form.text = TextForm(initial={"text": plain})
        return form
    for place, item in enumerate(plain):
        form.add(initial=item, key=f"r{place}")
    form.add_blanks(BLANK_LATER if plain else BLANK_AT_FIRST)
    return form


def sent_form(section: str, sent: QueryDict, sides: Sides) -> SectionForm:
    """The form of a section as somebody sent it; the order of its rows is the order they stand in."""
    form = SectionForm(section, sides)
    if section in TEXTS:
        form.text = TextForm(sent)
        return form
    keys = dict.fromkeys(key for key in sent.getlist("row") if key.isalnum() and len(key) <= 8)
    form.rows = [ROWS[section](sent, prefix=key, sides=sides) for key in list(keys)[:MOST_ROWS]]
    return form


class EvidenceForm(Form):
    """Something that speaks for or against an assumption."""

    source = forms.CharField(max_length=300)
    found_on = forms.DateField(
        label="Found on",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": NO_DAY},
    )
    direction = forms.ChoiceField(
        choices=[(one.value, f"Speaks {one.value} it") for one in Direction],
        widget=forms.RadioSelect,
    )
    strength = forms.ChoiceField(
        choices=[(one.value, one.value.capitalize()) for one in Strength],
        widget=forms.RadioSelect,
    )
    independent = forms.BooleanField(required=False)
    text = forms.CharField(
        required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
    )


class VerdictForm(Form):
    """One side's verdict on an assumption."""

    verdict = forms.ChoiceField(
        choices=[(one.value, one.value.capitalize()) for one in Verdict],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class RefusalForm(Form):
    """Why a company does not sign."""

    digest = forms.CharField(max_length=64, widget=forms.HiddenInput)
    reason = forms.CharField(
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say why: the other side reads it."},
    )


class ShareForm(Form):
    """Which sections of an own draft become visible to everybody."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    sections = forms.MultipleChoiceField(
        choices=list(TITLES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one section."},
    )
    read = forms.BooleanField(error_messages={"required": "Say that you have read every word."})
