"""Members that somebody named before they came: offered to the side that named them once they sit here."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.governance.editing import with_forum
from allied.rooms.governance.models import BlueprintState
from allied.rooms.governance.queries.governance import Governance
from allied.rooms.governance.rights import Blueprint, Forum, Member

# The name of a forum -> the addresses of its members, as one's own side has written them down.
type Source = Callable[[Person, Alliance], Mapping[str, Sequence[str]]]
_SOURCES: list[Source] = []


def source_of_members(source: Source) -> Source:
    """Declares a function that names members to one person; it reads by `visible_to` only."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def arrived(person: Person, found: Governance) -> list[tuple[Forum, list[Person]]]:
    """For each forum of a first draft: whom our side expected in it, who is here and no member yet."""
    newest, rules = found.newest, found.rules
    if newest.state != BlueprintState.DRAFT or newest.revision > 1:
        return []
    here = {one.email: one for one in found.seats.people.values()}
    named: dict[str, Sequence[str]] = {}
    for source in _SOURCES:
        named |= source(person, newest.alliance)
    offered = []
    for forum in rules.forums:
        members = {member.person for member in forum.members}
        people = [here[one] for one in named.get(forum.name, ()) if one in here]
        if new := [one for one in people if str(one.pk) not in members]:
            offered.append((forum, new))
    return offered


def with_members(rules: Blueprint, new: Sequence[tuple[Forum, Sequence[Person]]]) -> Blueprint:
    """The rules with these people in their forums."""
    for forum, people in new:
        more = tuple(Member(person=str(one.pk), party=str(one.organisation_id)) for one in people)
        rules = with_forum(rules, replace(forum, members=(*forum.members, *more)))
    return rules
