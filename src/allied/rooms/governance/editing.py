"""Changing one part of a blueprint: the forum or the row of the matrix that a form is about."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from allied.kit.reading import Problem
from allied.rooms.governance.rights import SPONSORS, Blueprint, DecisionRight, Forum

MOST_FORUMS, MOST_RIGHTS = 30, 60
LONGEST_NAME, LONGEST_ID = 200, 60


def with_forum(blueprint: Blueprint, forum: Forum) -> Blueprint:
    """The forum in its place, or at the end when it is new."""
    return replace(blueprint, forums=_placed(blueprint.forums, forum, lambda one: one.id))


def without_forum(blueprint: Blueprint, forum_id: str) -> Blueprint:
    """The blueprint without this forum; rows that name it keep the name for the lint to find."""
    kept = tuple(forum for forum in blueprint.forums if forum.id != forum_id)
    return replace(blueprint, forums=kept)


def with_right(blueprint: Blueprint, right: DecisionRight) -> Blueprint:
    """The row in its place, or at the end when it is new."""
    return replace(blueprint, rights=_placed(blueprint.rights, right, lambda one: one.id))


def without_right(blueprint: Blueprint, right_id: str) -> Blueprint:
    """The blueprint without this row of the matrix."""
    kept = tuple(right for right in blueprint.rights if right.id != right_id)
    return replace(blueprint, rights=kept)


def _placed[T](items: tuple[T, ...], new: T, key: Callable[[T], str]) -> tuple[T, ...]:
    if key(new) in {key(item) for item in items}:
        return tuple(new if key(item) == key(new) else item for item in items)
    return (*items, new)


def free_id(name: str, taken: set[str]) -> str:
    """A short id made of a name, that nothing else has: "Data sharing" becomes data-sharing."""
    words = "".join(sign if sign.isalnum() else " " for sign in name.lower()).split()
    base = "-".join(words)[: LONGEST_ID - 4].strip("-") or "row"
    number = 1
    while (found := base if number == 1 else f"{base}-{number}") in taken | {SPONSORS}:
        number += 1
    return found


def problems(
    blueprint: Blueprint, people: Mapping[str, str], parties: Mapping[str, str]
) -> list[Problem]:
    """What cannot be kept at all; what is merely unwise is the lint's.

    `people` maps the persons seated in the alliance to their party, `parties` ids to names.
    """
    found = []
    if len(blueprint.forums) > MOST_FORUMS or len(blueprint.rights) > MOST_RIGHTS:
        most = f"at most {MOST_FORUMS} forums and {MOST_RIGHTS} decision types"
        found.append(Problem("blueprint", f"has too many parts; keep {most}"))
    for forum in blueprint.forums:
        found += _named(forum.id, forum.name)
        for member in forum.members:
            if people.get(member.person) != member.party:
                sentence = "names somebody without a seat there; choose people of the alliance"
                found.append(Problem(f"forum {forum.id}", sentence))
    for right in blueprint.rights:
        found += _named(right.id, right.name)
        if right.deadlock.party and right.deadlock.party not in parties:
            found.append(Problem(f"right {right.id}", "names a company that is no party"))
    return found


def _named(id: str, name: str) -> list[Problem]:
    if not 1 <= len(name.strip()) <= LONGEST_NAME or not 1 <= len(id) <= LONGEST_ID:
        return [Problem(id or "row", f"needs a name of at most {LONGEST_NAME} characters")]
    return []
