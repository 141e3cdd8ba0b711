"""The form of the ladder: all steps on one page, in their order."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator

from allied.alliances.models import Role
from allied.kit.forms import Form
from allied.rooms.conflict.forms import long_text, version_field
from allied.rooms.conflict.ladder import Ladder, Step, StepKind, chained
from allied.rooms.conflict.limits import limits

ROLES = [(role, role.capitalize()) for role in Role.values]
KINDS = [
    (StepKind.TALK.value, "The sides talk"),
    (StepKind.MEDIATION.value, "Somebody neutral leads"),
]


class LadderForm(Form):
    """All steps in their order; a step without a name is left out."""

    end = forms.CharField(label="What holds when the last step has run out", max_length=200)
    version = version_field()

    def __init__(
        self, *args: Any, ladder: Ladder, parties: Mapping[str, str], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.parties = dict(parties)
        known = list(ladder.in_order)
        self.count = min(len(known) + 2, limits().most_steps)
        self.fields["end"].initial = ladder.end
        for place in range(self.count):
            self._add(place, known[place] if place < len(known) else None)

    def _add(self, place: int, step: Step | None) -> None:
        fields: dict[str, forms.Field] = {
            "id": forms.SlugField(required=False, max_length=60, widget=forms.HiddenInput),
            "name": forms.CharField(label="Name", max_length=80, required=False),
            "days": forms.IntegerField(
                label="SLA in working days",
                required=False,
                validators=[MinValueValidator(1), MaxValueValidator(limits().most_step_days)],
            ),
            "kind": forms.ChoiceField(label="What happens", choices=KINDS, required=False),
            "tries": long_text("What must be tried", 500, rows=2),
        }
        first = {
            "id": step.id if step else f"step-{place + 1}",
            "name": step.name if step else "",
            "days": step.days if step else None,
            "kind": step.kind.value if step else StepKind.TALK.value,
            "tries": step.tries if step else "",
        }
        for party, name in self.parties.items():
            fields[f"role-{party}"] = forms.ChoiceField(
                label=f"Owner at {name}", choices=ROLES, required=False
            )
            first[f"role-{party}"] = step.role_of(party) if step else Role.ALLIANCE_MANAGER
        for name, field in fields.items():
            field.initial = first[name]
            self.fields[f"s{place}-{name}"] = field

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The fields of each step, for the template."""
        return [
            {
                "number": place + 1,
                "id": self[f"s{place}-id"],
                "name": self[f"s{place}-name"],
                "days": self[f"s{place}-days"],
                "kind": self[f"s{place}-kind"],
                "tries": self[f"s{place}-tries"],
                "owners": [self[f"s{place}-role-{party}"] for party in self.parties],
            }
            for place in range(self.count)
        ]

    def ladder(self) -> Ladder:
        """The ladder that the form says, each step leading to the next one."""
        steps, used = [], set()
        for place in range(self.count):
            said = {
                name.removeprefix(f"s{place}-"): value
                for name, value in self.cleaned_data.items()
                if name.startswith(f"s{place}-")
            }
            if not said["name"].strip():
                continue
            key = said["id"] or f"step-{place + 1}"
            while key in used:
                key += "-b"
            used.add(key)
            steps.append(self._step(key, said))
        return Ladder(steps=chained(steps), end=self.cleaned_data["end"])

    def _step(self, key: str, said: Mapping[str, Any]) -> Step:
        roles = {party: said[f"role-{party}"] for party in self.parties}
        role = next(iter(roles.values()), "") or Role.ALLIANCE_MANAGER
        same = len(set(roles.values())) <= 1
        return Step(
            id=key,
            name=said["name"],
            role=role,
            owners={} if same else roles,
            days=said["days"] or 0,
            tries=said["tries"],
            kind=StepKind(said["kind"] or StepKind.TALK.value),
        )
