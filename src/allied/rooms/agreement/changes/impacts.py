"""What a change means for each side, side by side; never one sum, because costs of two sides are no sum."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from allied.kit.words import counted, number


@dataclass(frozen=True, kw_only=True)
class SideImpact:
    """One side's words, its cost (0 or more) and the working days it moves."""

    side: str
    text: str
    cost: Decimal | None = None
    days: int | None = None


def in_a_line(one: SideImpact, currency: str) -> str:
    """One side's impact as the question of the decision tells it."""
    figures = []
    if one.cost is not None:
        figures.append(f"{number(one.cost)} {currency}".strip())
    if one.days is not None:
        figures.append(counted(one.days, "working day"))
    inside = f" ({', '.join(figures)})" if figures else ""
    return f"{one.side}: {one.text}{inside}"


def question_of(
    why: str, changes: Sequence[str], impacts: Sequence[SideImpact], currency: str
) -> str:
    """The question of the decision: what changes, why, and what it means for each side."""
    parts = ["\n".join(f"- {one}" for one in changes), f"Why: {why}"]
    parts.append("What it means:\n" + "\n".join(f"- {in_a_line(one, currency)}" for one in impacts))
    return "\n\n".join(parts)
