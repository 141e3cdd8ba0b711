"""What a round asks: the list that is frozen when it starts, without what the thesis says about it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allied.kit.content import canonical_json
from allied.rooms.thesis.content import ThesisContent


@dataclass(frozen=True)
class Item:
    """One thing that is asked about: its id in the thesis and its wording."""

    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Asked:
    """The frozen list: the outcomes that points are spread over, and what else is placed.

    Only wordings that both sides know: targets, dates, owners and the side of the boundary stay out,
    because each side says them again on its own.
    """

    parties: tuple[str, ...]
    outcomes: tuple[Item, ...]
    contributions: tuple[Item, ...] = ()
    scope: tuple[Item, ...] = ()
    assumptions: tuple[Item, ...] = ()

    @property
    def outcome_ids(self) -> tuple[str, ...]:
        """The ids of the outcomes, in their order."""
        return tuple(one.id for one in self.outcomes)

    def named(self, topic: str, item: str) -> str:
        """The wording of one thing that is asked about; its id when the list has it not."""
        rows: Sequence[Item] = getattr(self, topic)
        return next((one.text for one in rows if one.id == item), item)

    def as_json(self) -> str:
        """The list as canonical JSON."""
        lists = ("outcomes", "contributions", "scope", "assumptions")
        rows = {
            name: [{"id": one.id, "text": one.text} for one in getattr(self, name)]
            for name in lists
        }
        return canonical_json({"parties": list(self.parties), **rows})


def asked_from_json(text: str) -> Asked:
    """The list as it was frozen."""
    plain: Mapping[str, Any] = json.loads(text)
    return Asked(
        parties=tuple(plain["parties"]),
        **{
            name: tuple(Item(one["id"], one["text"]) for one in plain[name])
            for name in ("outcomes", "contributions", "scope", "assumptions")
        },
    )


def asked_of(content: ThesisContent, parties: Sequence[str], chosen: Sequence[str] = ()) -> Asked:
    """The list that this thesis gives: all outcomes, or those that were chosen, in its order."""
    return Asked(
        parties=tuple(parties),
        outcomes=tuple(
            Item(one.id, one.name) for one in content.outcomes if not chosen or one.id in chosen
        ),
        contributions=tuple(Item(one.id, one.what) for one in content.contributions),
        scope=tuple(Item(one.id, one.text) for one in content.scope),
        assumptions=tuple(Item(one.id, one.statement) for one in content.assumptions),
    )
