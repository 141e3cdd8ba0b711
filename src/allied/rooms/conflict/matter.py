"""What a conflict is about: its title, severity, kind and stake, checked before anybody reads it."""

from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum

from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.kit.words import listed, quoted

LONGEST_TITLE, LONGEST_TEXT, LONGEST_UNIT, LONGEST_SHORT = 160, 5000, 20, 200
LARGEST = Decimal(10) ** 15


class Severity(IntEnum):
    """How much hangs on it, from 1 to 3."""

    MINOR = 1
    SERIOUS = 2
    CRITICAL = 3


class Kind(StrEnum):
    """What divides the sides: the closed list by which conflicts are counted."""

    FACT = "fact"
    COMMERCIAL = "commercial"
    SCOPE = "scope"
    DELIVERY = "delivery"
    RIGHTS = "rights"
    WORKING = "working"


SEVERITY_WORDS = {
    Severity.MINOR: "Minor: work goes on",
    Severity.SERIOUS: "Serious: work slows down",
    Severity.CRITICAL: "Critical: work stands still",
}
KIND_WORDS = {
    Kind.FACT: "A number or another fact",
    Kind.COMMERCIAL: "Commercial terms",
    Kind.SCOPE: "Scope or roadmap",
    Kind.DELIVERY: "Delivery and resources",
    Kind.RIGHTS: "Data, IP or exclusivity",
    Kind.WORKING: "How we work together",
}


@dataclass(frozen=True, kw_only=True)
class Matter:
    """What one side raises: what it is about, how grave it is, and what depends on it."""

    title: str
    text: str = ""
    severity: int = Severity.SERIOUS
    kind: str = Kind.FACT
    unit: str = ""
    stake: Decimal | None = None
    currency: str = ""
    blocks: str = ""


def checked(matter: Matter, *, draft: bool = False) -> Matter:
    """The same matter, tidied; `Refused` with what would be accepted."""
    title = " ".join(worded(matter.title, field="title", most=LONGEST_TITLE).split())
    if not title:
        raise Refused("empty", "Say in one line what divides you.", field="title")
    if matter.severity not in {grade.value for grade in Severity}:
        raise Refused("severity", "A severity is 1, 2 or 3.", field="severity")
    if matter.kind not in {kind.value for kind in Kind}:
        known = listed([quoted(kind.value) for kind in Kind], "or")
        raise Refused("kind", f"What it is about is {known}.", field="kind")
    text = worded(matter.text, field="text", most=LONGEST_TEXT)
    if not text and not draft:
        raise Refused(
            "empty", "Say in a few sentences what happened; both sides read it.", field="text"
        )
    _check_stake(matter)
    return Matter(
        title=title,
        text=text,
        severity=matter.severity,
        kind=matter.kind,
        unit=" ".join(worded(matter.unit, field="unit", most=LONGEST_UNIT).split()),
        stake=matter.stake,
        currency=matter.currency.upper() if matter.stake is not None else "",
        blocks=" ".join(worded(matter.blocks, field="blocks", most=LONGEST_SHORT).split()),
    )


def _check_stake(matter: Matter) -> None:
    if matter.stake is None:
        return
    if not matter.stake.is_finite() or not 0 <= matter.stake <= LARGEST:
        raise Refused("stake", "The stake is an amount from 0 up, such as 26000.", field="stake")
    if len(matter.currency) != 3 or not matter.currency.isalpha():
        raise Refused("currency", "Name the currency with three letters: EUR.", field="currency")
