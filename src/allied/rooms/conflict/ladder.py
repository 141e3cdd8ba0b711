"""The ladder: the steps that a conflict climbs, who owns each on either side, and how long it may take."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from typing import Any

from allied.kit.catalogue import catalogue
from allied.kit.content import Plain, digest, tidy
from allied.kit.errors import Refused
from allied.kit.texts import complaint
from allied.kit.words import counted, listed, quoted
from allied.rooms.conflict.limits import Limits

FORMAT = "allied-conflict-ladder/1"
LONGEST_NAME, LONGEST_TRIES, LONGEST_END = 80, 500, 200


class StepKind(StrEnum):
    """What happens at a step: the two sides talk, or somebody neutral leads them."""

    TALK = "talk"
    MEDIATION = "mediation"


@dataclass(frozen=True, kw_only=True)
class Step:
    """One step: its owner on each side by role, its SLA in working days, what must be tried there.

    `to` names the step that follows; the last one leads nowhere. `owners` maps a party to the role
    that owns the step on its side where that differs from `role`.
    """

    id: str
    name: str
    role: str
    days: int
    tries: str = ""
    to: str = ""
    kind: StepKind = StepKind.TALK
    owners: Mapping[str, str] = field(default_factory=dict)

    def role_of(self, party: str) -> str:
        """The role that owns this step for a party."""
        return self.owners.get(party, self.role)


@dataclass(frozen=True, kw_only=True)
class Ladder:
    """All steps, the first one first, and what holds when the last one has run out."""

    steps: tuple[Step, ...]
    end: str

    def step(self, step_id: str) -> Step | None:
        """The step with this id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def after(self, step_id: str) -> Step | None:
        """The step that follows, or nothing behind the last one."""
        found = self.step(step_id)
        return self.step(found.to) if found and found.to else None

    @property
    def in_order(self) -> tuple[Step, ...]:
        """The steps as a conflict climbs them; a circle is walked once."""
        order: list[Step] = []
        here = self.steps[0] if self.steps else None
        while here is not None and here not in order:
            order.append(here)
            here = self.step(here.to) if here.to else None
        return tuple(order)

    @property
    def days(self) -> int:
        """How many working days the whole ladder takes at most."""
        return sum(step.days for step in self.in_order)


def chained(steps: Iterable[Step]) -> tuple[Step, ...]:
    """The same steps, each leading to the next one in the list."""
    found = list(steps)
    after = [*(step.id for step in found[1:]), ""]
    return tuple(replace(step, to=to) for step, to in zip(found, after, strict=False))


def problems(
    ladder: Ladder, *, roles: Collection[str], parties: Mapping[str, str], limits: Limits
) -> list[str]:
    """Everything that is wrong with a ladder, each with what would be accepted; empty when it can be used.

    `parties` maps the ids of the parties to their names.
    """
    return (
        list(_of_all(ladder, limits))
        + [
            sentence
            for step in ladder.steps
            for sentence in (
                *_of_words(step),
                *_of_days(step, limits),
                *_of_owners(step, roles, parties),
                *_of_way(step, ladder),
            )
        ]
        + list(_of_order(ladder))
    )


def _of_all(ladder: Ladder, limits: Limits) -> Iterator[str]:
    if not ladder.steps:
        yield "The ladder has no step. Give at least one with a name, an owner and an SLA."
    if len(ladder.steps) > limits.most_steps:
        yield f"The ladder has {len(ladder.steps)} steps; at most {limits.most_steps} are accepted."
    ids = [step.id for step in ladder.steps]
    for twice in sorted({one for one in ids if ids.count(one) > 1}):
        yield f"Two steps have the id {quoted(twice)}. Give each its own."
    if not ladder.end.strip():
        yield (
            "The ladder has no end. Say what holds when its last step has run out, such as “the"
            " remedies of the agreement”."
        )
    elif wrong := complaint(ladder.end, LONGEST_END):
        yield f"The end of the ladder {wrong}."


def _of_words(step: Step) -> Iterator[str]:
    if not step.name.strip():
        yield f"The step {quoted(step.id)} has no name. Name it as people say it, such as Sponsors."
    for what, text, most in (("name", step.name, LONGEST_NAME), ("try", step.tries, LONGEST_TRIES)):
        if wrong := complaint(text, most):
            yield f"What the step {quoted(step.id)} says as its {what} {wrong}."


def _of_days(step: Step, limits: Limits) -> Iterator[str]:
    if not 1 <= step.days <= limits.most_step_days:
        yield (
            f"{_called(step)} has an SLA of {counted(step.days, 'working day')}. Give 1 to"
            f" {limits.most_step_days} working days."
        )


def _called(step: Step) -> str:
    return quoted(step.name.strip() or step.id)


def _of_owners(step: Step, roles: Collection[str], parties: Mapping[str, str]) -> Iterator[str]:
    known = listed(list(roles), "or")
    for role in dict.fromkeys((step.role, *step.owners.values())):
        if role not in roles:
            yield f"{_called(step)} is owned by {quoted(role)}. An owner is {known}."
    for party in step.owners:
        if party not in parties:
            yield (
                f"{_called(step)} names an owner for a company that is no party. The parties"
                f" are {listed(list(parties.values()))}."
            )


def _of_way(step: Step, ladder: Ladder) -> Iterator[str]:
    if step.to and ladder.step(step.to) is None:
        names = listed([quoted(one.id) for one in ladder.steps if one.id != step.id], "or")
        yield (
            f"{_called(step)} leads to {quoted(step.to)}, which does not exist. Name"
            f" {names or 'no step'}, or none at the end."
        )


def _of_order(ladder: Ladder) -> Iterator[str]:
    """A circle never ends, and a step that no other leads to is never reached."""
    order = ladder.in_order
    if order and order[-1].to and ladder.step(order[-1].to) in order:
        way = " → ".join(step.name for step in (*order, ladder.step(order[-1].to)) if step)
        yield f"The ladder goes in a circle: {way}. Let its last step lead nowhere."
    elif left := [step for step in ladder.steps if step not in order]:
        names = listed([_called(step) for step in left])
        yield f"No step leads to {names}. Let an earlier step lead there, or leave it out."


def as_plain(ladder: Ladder) -> dict[str, Plain]:
    """The ladder as signed content."""
    return {
        "format": FORMAT,
        "end": ladder.end,
        "steps": [
            {
                "id": step.id,
                "name": step.name,
                "role": step.role,
                "owners": dict(step.owners),
                "days": step.days,
                "tries": step.tries,
                "kind": step.kind.value,
                "to": step.to,
            }
            for step in ladder.steps
        ],
    }


def from_plain(content: Mapping[str, Any]) -> Ladder:
    """The ladder behind content that `as_plain` wrote."""
    steps = [
        Step(
            id=each["id"],
            name=each["name"],
            role=each["role"],
            owners=dict(each["owners"]),
            days=each["days"],
            tries=each["tries"],
            kind=StepKind(each["kind"]),
            to=each["to"],
        )
        for each in content["steps"]
    ]
    return Ladder(steps=tuple(steps), end=content["end"])


def ladder_digest(ladder: Ladder) -> str:
    """What a signature under the ladder binds to."""
    return digest(as_plain(ladder))


@cache
def built_in() -> Ladder:
    """The ladder that holds until both companies have signed one of their own."""
    said = catalogue("conflict", "ladder")
    steps = [
        Step(
            id=each["id"],
            name=each["name"],
            role=each["role"],
            days=each["days"],
            tries=each["tries"],
            kind=StepKind(each.get("kind", StepKind.TALK.value)),
        )
        for each in said["steps"]
    ]
    return Ladder(steps=chained(steps), end=said["end"])


def refuse_unusable(
    ladder: Ladder, *, roles: Collection[str], parties: Mapping[str, str], limits: Limits
) -> None:
    """`Refused` with every problem at once, when there is one."""
    found = problems(ladder, roles=roles, parties=parties, limits=limits)
    if found:
        raise Refused("ladder", " ".join(found), field="steps")


def tidied(ladder: Ladder) -> Ladder:
    """The same ladder with one spelling for one text."""
    steps = [
        replace(
            step,
            id=tidy(step.id).strip(),
            name=" ".join(tidy(step.name).split()),
            tries=tidy(step.tries).strip(),
            to=tidy(step.to).strip(),
        )
        for step in ladder.steps
    ]
    return Ladder(steps=tuple(steps), end=" ".join(tidy(ladder.end).split()))


def changes(old: Ladder, new: Ladder) -> list[str]:
    """What the new ladder changes, in sentences."""
    before = {step.id: step for step in old.steps}
    found = [f"{step.name} is new" for step in new.steps if step.id not in before]
    now_there = {step.id for step in new.steps}
    found += [f"{step.name} is gone" for step in old.steps if step.id not in now_there]
    for step in new.steps:
        found += _changes_of(before.get(step.id), step)
    if _ids(old) != _ids(new) and {*_ids(old)} == {*_ids(new)}:
        found.append("the order is another one")
    if old.end != new.end:
        found.append(f"at the end: {new.end}")
    return found


def _ids(ladder: Ladder) -> Sequence[str]:
    return [step.id for step in ladder.in_order]


def _changes_of(old: Step | None, new: Step) -> Iterator[str]:
    if old is None:
        return
    if old.name != new.name:
        yield f"{old.name} is called {new.name}"
    if old.days != new.days:
        yield f"{new.name} has {counted(new.days, 'working day')}, not {old.days}"
    if (old.role, dict(old.owners)) != (new.role, dict(new.owners)):
        yield f"{new.name} has another owner"
    if old.tries != new.tries:
        yield f"what is tried at {new.name} changed"
    if old.kind != new.kind:
        yield f"{new.name} is {new.kind.value} now"
