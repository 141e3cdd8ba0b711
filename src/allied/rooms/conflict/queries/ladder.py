"""The ladder of an alliance as pages and the annex show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from allied.alliances.gates import Standing
from allied.alliances.models import Alliance, Signature, SignOff
from allied.alliances.queries import shares_of, signing_of
from allied.people.models import Person
from allied.rooms.conflict.ladder import Ladder, Step, built_in, changes, from_plain
from allied.rooms.conflict.models import ConflictLadder, LadderState
from allied.rooms.conflict.versions import KIND, signed, signed_one
from allied.rooms.conflict.writing import parties_of


@dataclass(frozen=True, kw_only=True)
class LadderShown:
    """The ladder that holds today: its version (0 is the built-in one), since when, and its steps."""

    revision: int
    steps: tuple[Step, ...]
    end: str

    @property
    def is_agreed(self) -> bool:
        """Whether both companies have signed it."""
        return self.revision > 0

    @property
    def days(self) -> int:
        """How many working days it takes at most."""
        return sum(step.days for step in self.steps)

    def lines(self, names: dict[str, str]) -> list[tuple[str, str, int, str]]:
        """Each step in words for a document: its name, who owns it on either side, its days, what is tried.

        `names` maps the ids of the parties to their short names.
        """
        return [
            (step.name, owners_in_words(step, names), step.days, step.tries) for step in self.steps
        ]


def owners_in_words(step: Step, names: dict[str, str]) -> str:
    """Who owns a step: one role for all sides, or each side's own."""
    roles = {party: step.role_of(party) for party in names}
    if len(set(roles.values())) <= 1:
        role = next(iter(roles.values()), step.role)
        return f"{role} of each side" if len(roles) > 1 else role
    return ", ".join(f"{names[party]}: {role}" for party, role in roles.items())


def ladder_of(alliance: Alliance) -> LadderShown:
    """The ladder that a conflict raised today climbs: the signed one, else the built-in one."""
    return _shown(signed(alliance))


def ladder_today(standing: Standing, now: datetime) -> LadderShown:
    """The same, read once for everything that is asked of this standing."""
    return _shown(signed_one(standing, now))


def _shown(row: ConflictLadder | None) -> LadderShown:
    ladder = from_plain(row.content) if row else built_in()
    return LadderShown(revision=row.revision if row else 0, steps=ladder.in_order, end=ladder.end)


@dataclass(frozen=True, kw_only=True)
class Laddering:
    """Everything about the ladder of an alliance for one reader: what holds, what is drafted, who signed."""

    shown: LadderShown
    newest: ConflictLadder | None
    in_force: ConflictLadder | None
    draft: Ladder
    changes: Sequence[str]
    marks: Sequence[tuple[int, str, str]]
    signatures: Sequence[Signature]
    names: dict[str, str]

    @property
    def version(self) -> int:
        """The version that a change names; 0 while there is no ladder of one's own."""
        return self.newest.version if self.newest else 0

    def has_signed(self, organisation_id: UUID | None) -> bool:
        """Whether this organisation has signed the version that is up."""
        return any(s.owner_id == organisation_id and s.signed for s in self.signatures)


def laddering(alliance: Alliance, person: Person) -> Laddering:
    """The ladder of an alliance with its draft and its signatures."""
    rows = list(
        ConflictLadder.objects.visible_to(person)
        .filter(alliance=alliance)
        .order_by("-revision")[:20]
    )
    newest = rows[0] if rows else None
    in_force = next((row for row in rows if row.state == LadderState.SIGNED), None)
    base = from_plain(in_force.content) if in_force else built_in()
    draft = from_plain(newest.content) if newest else base
    names = {str(each.pk): each.short_name for each in parties_of(alliance)}
    sign_off = _sign_off(newest, person)
    parties = list(alliance.parties.select_related("organisation").order_by("position"))
    return Laddering(
        shown=LadderShown(
            revision=in_force.revision if in_force else 0, steps=base.in_order, end=base.end
        ),
        newest=newest,
        in_force=in_force,
        draft=draft,
        changes=changes(base, draft) if newest and newest.state != LadderState.SIGNED else (),
        marks=shares_of(signing_of(sign_off), parties)
        if sign_off
        else [(p.colour, p.organisation.short_name, "wait") for p in parties],
        signatures=[
            s
            for s in sorted(sign_off.signatures.all(), key=lambda s: (s.at, s.pk))
            if s.withdrawn_at is None
        ]
        if sign_off
        else [],
        names=names,
    )


def _sign_off(newest: ConflictLadder | None, person: Person) -> SignOff | None:
    if newest is None:
        return None
    rows = SignOff.objects.visible_to(person).filter(
        subject_kind=KIND, subject_id=newest.pk, revision=newest.revision
    )
    return rows.prefetch_related("signatures__person").first()
