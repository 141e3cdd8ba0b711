"""The forms of a change: one for each kind, and what it means for one's own side."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from allied.kit.forms import Form
from allied.kit.words import shortened
from allied.rooms.agreement.changes.commands import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_DAYS,
    ChangeContent,
    ImpactContent,
)
from allied.rooms.agreement.changes.edits import LONGEST_LINE, ChangeKind, Known
from allied.rooms.diligence.reading import read_money
from allied.rooms.governance.models import DecisionRight

AREA = {"rows": 2}
LINES = 3
SCOPE_WORDS = [("in", "In scope"), ("out", "Out of scope"), ("non-goal", "Non-goal")]
RHYTHMS = [
    ("", "as it is"),
    *((one, one.capitalize()) for one in ("weekly", "fortnightly", "monthly", "quarterly")),
]


def _text(label: str, most: int, *, required: bool = True, rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=most, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class ChangeForm(Form):
    """What every request says; each kind adds its own fields."""

    title = forms.CharField(max_length=LONGEST_TITLE)
    why = _text("Why", LONGEST_TEXT)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        sent: QueryDict | None,
        *,
        kind: str,
        known: Known,
        rights: Sequence[DecisionRight],
        first: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(sent, initial=dict(first or {}))
        self.kind, self.known = kind, known
        self.rights = {right.key: right for right in rights}
        FIELDS[ChangeKind(kind)](self)
        self.fields["right"] = forms.ChoiceField(
            label="Who decides",
            choices=[(key, right.name) for key, right in self.rights.items()],
        )

    def content(self) -> ChangeContent:
        """What the form says."""
        said = self.cleaned_data
        return ChangeContent(
            kind=self.kind,
            title=said["title"],
            why=said["why"],
            edit=EDITS[ChangeKind(self.kind)](said),
            right=self.rights.get(said["right"]),
        )


def _chosen(
    label: str, names: Mapping[str, str], nothing: str, *, required: bool
) -> forms.ChoiceField:
    offered = [(id, shortened(name, 90)) for id, name in names.items()]
    return forms.ChoiceField(label=label, required=required, choices=[("", nothing), *offered])


def _scope_fields(form: ChangeForm) -> None:
    for n in range(1, LINES + 1):
        form.fields[f"kind_{n}"] = forms.ChoiceField(
            label=f"Line {n}", choices=SCOPE_WORDS, required=False
        )
        form.fields[f"line_{n}"] = forms.CharField(
            label=f"Text of line {n}", max_length=LONGEST_LINE, required=False
        )
    if form.known.scope:
        form.fields["remove"] = forms.MultipleChoiceField(
            label="Take out",
            required=False,
            choices=[(id, shortened(text, 90)) for id, text in form.known.scope.items()],
            widget=forms.CheckboxSelectMultiple,
        )


def _scope_edit(said: Mapping[str, Any]) -> dict[str, Any]:
    add = [
        {"kind": said[f"kind_{n}"] or "in", "text": said[f"line_{n}"]}
        for n in range(1, LINES + 1)
        if said[f"line_{n}"].strip()
    ]
    return {"add": add, "remove": list(said.get("remove") or ())}


def _roadmap_fields(form: ChangeForm) -> None:
    form.fields["outcome"] = _chosen("Outcome", form.known.outcomes, "Choose one", required=True)
    form.fields["target"] = forms.CharField(label="New target", max_length=40, required=False)
    form.fields["due"] = forms.DateField(
        label="New date", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )


def _roadmap_edit(said: Mapping[str, Any]) -> dict[str, Any]:
    due = said["due"].isoformat() if said["due"] else None
    return {"outcome": said["outcome"], "target": said["target"], "due": due}


def _governance_fields(form: ChangeForm) -> None:
    form.fields["row"] = _chosen("Decision type", form.known.rights, "none", required=False)
    form.fields["sla_days"] = forms.IntegerField(label="New SLA in working days", required=False)
    form.fields["forum"] = _chosen("Forum", form.known.forums, "none", required=False)
    form.fields["rhythm"] = forms.ChoiceField(label="New rhythm", choices=RHYTHMS, required=False)


def _governance_edit(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "right": said["row"],
        "sla_days": said["sla_days"],
        "forum": said["forum"],
        "rhythm": said["rhythm"],
    }


def _commercial_fields(form: ChangeForm) -> None:
    if form.known.clauses:
        form.fields["replaces"] = _chosen(
            "In the place of", form.known.clauses, "a new clause", required=False
        )
    form.fields["heading"] = forms.CharField(label="Heading of the clause", max_length=120)
    form.fields["text"] = _text("Text of the clause", 5000, rows=5)


def _commercial_edit(said: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "title": said["heading"],
        "text": said["text"],
        "replaces": said.get("replaces") or "",
    }


FIELDS: dict[ChangeKind, Callable[[ChangeForm], None]] = {
    ChangeKind.SCOPE: _scope_fields,
    ChangeKind.ROADMAP: _roadmap_fields,
    ChangeKind.GOVERNANCE: _governance_fields,
    ChangeKind.COMMERCIAL: _commercial_fields,
}
EDITS: dict[ChangeKind, Callable[[Mapping[str, Any]], dict[str, Any]]] = {
    ChangeKind.SCOPE: _scope_edit,
    ChangeKind.ROADMAP: _roadmap_edit,
    ChangeKind.GOVERNANCE: _governance_edit,
    ChangeKind.COMMERCIAL: _commercial_edit,
}


def first_of_edit(kind: str, edit: Mapping[str, Any]) -> dict[str, Any]:
    """What the fields of this kind begin with when a request is written anew."""
    if kind == ChangeKind.SCOPE:
        found: dict[str, Any] = {"remove": edit["remove"]}
        for n, line in enumerate(edit["add"][:LINES], 1):
            found |= {f"kind_{n}": line["kind"], f"line_{n}": line["text"]}
        return found
    if kind == ChangeKind.GOVERNANCE:
        return {**edit, "row": edit["right"]}
    if kind == ChangeKind.COMMERCIAL:
        return {"heading": edit["title"], "text": edit["text"], "replaces": edit["replaces"]}
    return dict(edit)


class ImpactForm(Form):
    """What a change means for one's own side."""

    text = _text("In words", LONGEST_TEXT, rows=3)
    cost = forms.CharField(label="What it costs you", max_length=40, required=False)
    days = forms.IntegerField(
        label="Working days it moves", required=False, min_value=-MOST_DAYS, max_value=MOST_DAYS
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def content(self, currency: str) -> ImpactContent:
        """What the form says; the cost in the alliance's currency, as people write money."""
        said = self.cleaned_data
        cost = read_money(said["cost"], currency, field="cost") if said["cost"].strip() else None
        return ImpactContent(text=said["text"], cost=cost, days=said["days"])


class WithdrawalForm(Form):
    """Why a change is let go."""

    reason = _text("Why", LONGEST_TEXT)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
