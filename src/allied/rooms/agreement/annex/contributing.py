"""What later parts say in the annex: a part that knows better declares the content of a section here."""

from collections.abc import Callable, Sequence
from datetime import datetime

from allied.alliances.gates import Standing
from allied.rooms.agreement.annex.text import Block

# What an outer part may say; until it does, the terms of the annex speak. In the words of the mission.
SECTIONS = {
    "change control": "change",
    "dispute steps": "disputes",
    "exit triggers": "exits",
    "unwind plan": "unwind",
    "reporting and kpis": "reporting",
    "agreement": "standing",
}

type Contribution = Callable[[Standing, datetime], Sequence[Block] | None]
_CONTRIBUTED: dict[str, Contribution] = {}


def section_of(name: str) -> Callable[[Contribution], Contribution]:
    """Declares a function that gives the joint content of one section: its table or clauses as they are today.

    It reads joint rows only and gives the same for every reader. Nothing (None) leaves the section to
    the terms of the annex. The blocks replace those of the same id and follow the others.
    """

    def declare(contribution: Contribution) -> Contribution:
        _CONTRIBUTED[SECTIONS[name]] = contribution
        return contribution

    return declare


def contributed(key: str, standing: Standing, now: datetime) -> Sequence[Block]:
    """What a later part says in this section today; nothing when none has been declared."""
    ask = _CONTRIBUTED.get(key)
    return (ask(standing, now) or ()) if ask else ()


def placed(blocks: Sequence[Block], more: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks of a section with those that a later part puts in their place, and its new ones behind."""
    by_id = {block.id: block for block in more}
    kept = tuple(by_id.pop(block.id, block) for block in blocks)
    return (*kept, *by_id.values())
