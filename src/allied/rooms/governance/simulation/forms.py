"""The forms of this part: what if, and the eight factors."""

from collections.abc import Mapping
from typing import Any

from django import forms

from allied.kit.forms import Form
from allied.rooms.governance.rhythm import in_words
from allied.rooms.governance.rights import DecisionRight, Forum
from allied.rooms.governance.rrule import PRESETS, UnknownRhythm
from allied.rooms.governance.simulation.commands import LONGEST_NOTE
from allied.rooms.governance.simulation.factors import factors
from allied.rooms.governance.simulation.what_if import OFFERED, WhatIf, named_rhythm, rhythm_like

MOST_LEAD, MOST_QUORUM, LEAST_MINUTES, MOST_MINUTES = 60, 20, 5, 480
RHYTHM_WORDS = {
    "weekly": "Weekly",
    "fortnightly": "2 weeks",
    "monthly": "Monthly",
    "quarterly": "Quarterly",
}
YES_NO = (("yes", "Yes"), ("no", "No"))


def _whole(label: str, least: int, most: int, help_text: str = "") -> forms.IntegerField:
    said = f"{label}: a whole number from {least} to {most}."
    return forms.IntegerField(
        required=False,
        min_value=least,
        max_value=most,
        label=label,
        help_text=help_text,
        error_messages={"invalid": said, "min_value": said, "max_value": said},
    )


class WhatIfForm(Form):
    """Another rhythm, SLA, paper deadline, quorum, way in writing, or length; empty stays as it is."""

    rhythm = forms.CharField(required=False, max_length=200, label="Forum meets")
    convening_days = _whole("Meets within, working days", 1, 120)
    sla_days = _whole("SLA, working days", 1, 120)
    lead = _whole("Papers, days before", 0, MOST_LEAD)
    quorum = _whole("Quorum a side", 0, MOST_QUORUM)
    written = forms.ChoiceField(
        required=False,
        choices=YES_NO,
        label="In writing between meetings",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "In writing between meetings: yes or no."},
    )
    minutes = _whole("Minutes", LEAST_MINUTES, MOST_MINUTES)

    def __init__(
        self, *args: Any, right: DecisionRight, forum: Forum | None, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.right, self.forum = right, forum
        away = ("rhythm", "lead", "quorum", "minutes") if forum is None else ("convening_days",)
        for name in away:
            del self.fields[name]
        if not right.as_needed and forum is None:
            self.fields.pop("convening_days", None)

    @property
    def rhythms(self) -> list[tuple[str, str]]:
        """The rhythms to choose from: today's when it has no plain word, and the offered ones."""
        if self.forum is None:
            return []
        found = [(word, RHYTHM_WORDS[word]) for word in OFFERED]
        if self.word not in OFFERED:
            found.insert(0, (self.word, "As now"))
        return found

    @property
    def word(self) -> str:
        """Today's rhythm as the form names it."""
        return rhythm_word(self.forum.rhythm if self.forum else "")

    def clean_rhythm(self) -> str:
        """The rhythm as an RRULE; a plain word keeps the weekday of today."""
        said = str(self.cleaned_data["rhythm"]).strip()
        today = self.forum.rhythm if self.forum else ""
        if not said or said == self.word:
            return ""
        try:
            return named_rhythm(said, today)
        except UnknownRhythm as error:
            raise forms.ValidationError(str(error)) from error

    def wish(self) -> WhatIf:
        """What would be different from today; a value as it is today is no wish."""
        said = {name: self.cleaned_data.get(name) for name in WhatIf.__dataclass_fields__}
        said["rhythm"] = said["rhythm"] or None
        said["written"] = {"yes": True, "no": False}.get(str(said["written"]))
        today = today_of(self.right, self.forum)
        return WhatIf(**{name: value for name, value in said.items() if value != today[name]})


def rhythm_word(rhythm: str) -> str:
    """A rhythm by its plain word, with or without its weekday; else the rule itself."""
    for word in OFFERED:
        if rhythm in (PRESETS[word], rhythm_like(word, rhythm)):
            return word
    return rhythm


def today_of(right: DecisionRight, forum: Forum | None) -> dict[str, Any]:
    """The values of today under the names of the form."""
    return {
        "rhythm": forum.rhythm if forum else None,
        "convening_days": right.convening_days,
        "sla_days": right.sla_days,
        "lead": forum.notice_days if forum else None,
        "quorum": forum.quorum if forum else None,
        "written": right.written,
        "minutes": forum.minutes_long if forum else None,
    }


def first_values(right: DecisionRight, forum: Forum | None) -> dict[str, Any]:
    """The same as the form shows them before anything is changed."""
    known = today_of(right, forum)
    known["rhythm"] = rhythm_word(forum.rhythm) if forum else ""
    known["written"] = "yes" if right.written else "no"
    return known


def wish_words(wish: WhatIf) -> list[str]:
    """A wish in words, as the button proposes it."""
    found = []
    if wish.rhythm is not None:
        found.append(f"meet {in_words(wish.rhythm)}")
    if wish.convening_days is not None:
        found.append(f"meet within {wish.convening_days} days")
    if wish.sla_days is not None:
        found.append(f"an SLA of {wish.sla_days} days")
    if wish.lead is not None:
        found.append(f"papers {wish.lead} days before")
    if wish.quorum is not None:
        found.append(f"a quorum of {wish.quorum}")
    if wish.written is not None:
        found.append("approval in writing" if wish.written else "no approval in writing")
    if wish.minutes is not None:
        found.append(f"{wish.minutes} minutes")
    return found


class ProposalForm(WhatIfForm):
    """The same, with the version of the blueprint that was simulated."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class ComplexityForm(Form):
    """A level for each factor, and what it rests on."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    note = forms.CharField(
        required=False, max_length=LONGEST_NOTE, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for factor in factors():
            self.fields[factor.key] = forms.TypedChoiceField(
                label=factor.name,
                coerce=int,
                choices=[(str(level), says) for level, says in enumerate(factor.levels)],
                widget=forms.RadioSelect,
                error_messages={
                    "required": f"{factor.name}: choose a level. In doubt take the lower one.",
                    "invalid_choice": f"{factor.name}: a level from 0 to 4.",
                },
            )

    @property
    def asked(self) -> list[tuple[Any, Any]]:
        """Each factor beside its field."""
        return [(factor, self[factor.key]) for factor in factors()]

    def scores(self) -> Mapping[str, int]:
        """The levels that were chosen."""
        return {factor.key: self.cleaned_data[factor.key] for factor in factors()}
