"""One version of the truth: where a line stands when every side has answered it, and what the gap is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from allied.kit.words import counted, number

SIGNS = frozenset("€$£¥")


class LineState(StrEnum):
    """Where a fact stands between the sides."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISPUTED = "disputed"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What one party says to a fact: it accepts, or disputes with its own number."""

    party: str
    accepts: bool
    value: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class Line:
    """One fact: who proposed it with which number, and what the others say."""

    party: str
    value: Decimal | None = None
    replies: tuple[Reply, ...] = ()
    withdrawn: bool = False

    def state(self, parties: Iterable[str]) -> LineState:
        """Disputed as soon as one side disputes it; accepted when all others have accepted it."""
        if self.withdrawn:
            return LineState.WITHDRAWN
        if any(not reply.accepts for reply in self.replies):
            return LineState.DISPUTED
        said = {reply.party for reply in self.replies}
        missing = set(parties) - {self.party} - said
        return LineState.OPEN if missing else LineState.ACCEPTED

    def value_of(self, party: str) -> Decimal | None:
        """The number that a party stands by: its own, the one it accepted, or none yet."""
        if party == self.party:
            return self.value
        reply = next((one for one in self.replies if one.party == party), None)
        if reply is None:
            return None
        return self.value if reply.accepts else reply.value

    def gap(self, parties: Sequence[str]) -> Decimal | None:
        """How far the numbers of the parties lie apart; nothing until all have one."""
        values = [self.value_of(party) for party in parties]
        known = [value for value in values if value is not None]
        return max(known) - min(known) if known and len(known) == len(values) else None


@dataclass(frozen=True)
class Totals:
    """The sum of all lines for each party, what is common ground, and what is open."""

    by_party: Mapping[str, Decimal]
    gap: Decimal
    common: Decimal


def totals(lines: Iterable[Line], parties: Sequence[str]) -> Totals | None:
    """The sums over all lines that stand; nothing unless every one has a number from every party."""
    standing = [line for line in lines if not line.withdrawn]
    if not standing or any(line.gap(parties) is None for line in standing):
        return None
    sums = {
        party: sum((line.value_of(party) or Decimal(0) for line in standing), Decimal(0))
        for party in parties
    }
    gap = sum((line.gap(parties) or Decimal(0) for line in standing), Decimal(0))
    common = sum(
        (min(line.value_of(party) or Decimal(0) for party in parties) for line in standing),
        Decimal(0),
    )
    return Totals(sums, gap, common)


def with_unit(value: Decimal, unit: str) -> str:
    """A number with its unit as people say it: "€86 k" for the unit "€ k", "2,114 drops" for drops."""
    said = number(value)
    if unit[:1] in SIGNS:
        return f"{unit[0]}{said} {unit[1:].strip()}".strip()
    return f"{said} {unit}".strip()


def ground(states: Sequence[LineState], total: Totals | None, unit: str) -> str:
    """What both sides hold true and what is open, in one sentence; empty without facts."""
    standing = [state for state in states if state is not LineState.WITHDRAWN]
    if not standing:
        return ""
    if total is not None:
        rest = f"{with_unit(total.gap, unit)} is open" if total.gap else "nothing is open"
        return f"{with_unit(total.common, unit)} is common ground; {rest}."
    agreed = standing.count(LineState.ACCEPTED)
    disputed = standing.count(LineState.DISPUTED)
    rest = f", {disputed} disputed" if disputed else ""
    return f"{agreed} of {counted(len(standing), 'fact')} accepted by all{rest}."
