"""A rule about the ladder: a dispute that takes longer than the decision it is about (W39).

A dispute about a decision is settled at the latest at the first step that those own who decide it.
All steps up to and with that one, together, should take no longer than the shortest SLA of the types
of decision that are settled there. Types that nobody on the ladder decides are not judged.
"""

from collections.abc import Iterator, Sequence

from allied.kit.lint import Hit, rule
from allied.kit.words import counted, quoted
from allied.rooms.agreement.lint.agreed import LADDER, Agreed, Rung, Served


@rule("W39")
def slow_ladder(agreed: Agreed) -> Iterator[Hit]:
    """A ladder whose steps up to those who decide take longer than the decision may take."""
    for place, rung in enumerate(agreed.rungs):
        tightest = min(_settled_at(rung, agreed), key=lambda one: one.days, default=None)
        taken = sum(one.days for one in agreed.rungs[: place + 1])
        if tightest is None or taken <= tightest.days:
            continue
        message = (
            f"A dispute may take {counted(taken, 'working day')} up to and with {quoted(rung.name)}, "
            f"and {quoted(tightest.name)} is decided within {tightest.days}."
        )
        yield Hit(LADDER, rung.id, message, "Shorten the steps, or give the decision more time.")


def _settled_at(rung: Rung, agreed: Agreed) -> Sequence[Served]:
    return [one for one in agreed.served if _settles(agreed, one) is rung]


def _settles(agreed: Agreed, one: Served) -> Rung | None:
    """The first step owned by a role that decides this type."""
    return next((rung for rung in agreed.rungs if set(rung.roles) & set(one.roles)), None)


RULES = (slow_ladder,)
