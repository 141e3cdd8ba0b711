"""The built-in forums and decision rights that a new alliance can start from."""

import re
from typing import Any

from allied.kit.catalogue import catalogue
from allied.kit.reading import read_plain
from allied.rooms.governance.blueprint import read_forum, read_right
from allied.rooms.governance.rights import Blueprint, DecisionRight, Forum

ROOM = "governance"


def starter_forums() -> tuple[Forum, ...]:
    """Three layers: executive steering, operational council, working teams."""
    entries = catalogue(ROOM, "forums")["forums"]
    return tuple(read_plain(_thawed(entry), read_forum) for entry in entries)


def starter_rights() -> tuple[DecisionRight, ...]:
    """Four rows: roadmap changes, commercial terms, data sharing, delivery trade-offs."""
    entries = catalogue(ROOM, "starter_matrix")["rights"]
    return tuple(read_plain(_thawed(entry), read_right) for entry in entries)


def starter_blueprint() -> Blueprint:
    """The forums and the matrix together."""
    return Blueprint(forums=starter_forums(), rights=starter_rights())


def seats_for(owner: str) -> tuple[str, ...]:
    """The seats behind an owner as people write it, such as "Security/legal"; empty if unknown."""
    known = catalogue(ROOM, "owners")["owners"]
    parts = [_spoken(part) for part in re.split(r"/|,|&|\+|;|\band\b", owner, flags=re.IGNORECASE)]
    found = [_seats(known, part) for part in parts if part]
    seats = [seat for one in found for seat in one]
    return tuple(dict.fromkeys(seats)) if all(found) else ()


def _seats(known: Any, part: str) -> tuple[str, ...]:
    singular = part.removesuffix("s")
    for name, seats in known.items():
        if name.removesuffix("s") == singular:
            return tuple(seats)
    return ()


def _spoken(part: str) -> str:
    return " ".join(part.lower().split())


def _thawed(content: Any) -> Any:
    """Plain dicts and lists again: what the strict reader takes."""
    if isinstance(content, tuple):
        return [_thawed(inner) for inner in content]
    if hasattr(content, "items"):
        return {name: _thawed(inner) for name, inner in content.items()}
    return content
