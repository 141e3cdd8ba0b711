"""What the JSON door says and hears about the ladder and the figures of conflicts."""

from collections.abc import Sequence

from ninja import Schema

from allied.kit.errors import Refused
from allied.kit.words import listed, quoted
from allied.rooms.conflict.ladder import Ladder, Step, StepKind
from allied.rooms.conflict.queries.figures import Overview
from allied.rooms.conflict.queries.ladder import Laddering
from allied.rooms.conflict.statistics import Figures


class LadderStep(Schema):
    """One step; `to` names the step that follows and is empty at the last one."""

    id: str
    name: str
    role: str
    days: int
    tries: str = ""
    to: str = ""
    kind: str = StepKind.TALK.value
    owners: dict[str, str] = {}


def _kind(word: str) -> StepKind:
    if word not in list(StepKind):
        known = listed([quoted(kind.value) for kind in StepKind], "or")
        raise Refused("ladder", f"What happens at a step is {known}.", field="steps")
    return StepKind(word)


class LadderWritten(Schema):
    """A whole ladder: the first step stands first, `end` says what holds when the last has run out."""

    steps: list[LadderStep]
    end: str

    def as_ladder(self) -> Ladder:
        """The ladder for the command."""
        steps = [
            Step(
                id=one.id,
                name=one.name,
                role=one.role,
                days=one.days,
                tries=one.tries,
                to=one.to,
                kind=_kind(one.kind),
                owners=dict(one.owners),
            )
            for one in self.steps
        ]
        return Ladder(steps=tuple(steps), end=self.end)


def _steps(steps: Sequence[Step]) -> list[LadderStep]:
    return [
        LadderStep(
            id=one.id,
            name=one.name,
            role=one.role,
            days=one.days,
            tries=one.tries,
            to=one.to,
            kind=one.kind.value,
            owners=dict(one.owners),
        )
        for one in steps
    ]


class LadderShown(LadderWritten):
    """The ladder that holds today (`revision` 0 is the built-in one), and the newest version beside it."""

    revision: int
    version: int
    newest_revision: int
    newest_state: str
    newest_digest: str
    changes: list[str]

    @staticmethod
    def of(found: Laddering) -> "LadderShown":
        """The ladder of an alliance."""
        newest = found.newest
        return LadderShown(
            steps=_steps(found.shown.steps),
            end=found.shown.end,
            revision=found.shown.revision,
            version=found.version,
            newest_revision=newest.revision if newest else 0,
            newest_state=newest.state if newest else "",
            newest_digest=newest.digest if newest else "",
            changes=list(found.changes),
        )


class ConflictFigures(Schema):
    """Counts of conflicts, and a median and a share once there are enough (else null: too little data)."""

    opened: int
    open: int
    settled: int
    withdrawn: int
    at_first_step: int
    median_days: float | None
    first_step: float | None
    says: str

    @staticmethod
    def of(one: Figures) -> "ConflictFigures":
        """The figures."""
        return ConflictFigures(
            opened=one.opened,
            open=one.open,
            settled=one.settled,
            withdrawn=one.withdrawn,
            at_first_step=one.at_first_step,
            median_days=one.median_days,
            first_step=one.first_step,
            says=one.says,
        )


class ConflictStatistics(Schema):
    """The figures of twelve months: of all, by severity and by the step that settled (from 0)."""

    of_year: ConflictFigures
    by_severity: dict[str, ConflictFigures]
    by_step: dict[str, ConflictFigures]

    @staticmethod
    def of(found: Overview) -> "ConflictStatistics":
        """The overview."""
        return ConflictStatistics(
            of_year=ConflictFigures.of(found.of_year),
            by_severity={
                str(grade): ConflictFigures.of(one) for grade, one in found.by_severity.items()
            },
            by_step={str(step): ConflictFigures.of(one) for step, one in found.by_step.items()},
        )
