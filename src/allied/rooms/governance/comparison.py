"""What changed between two blueprints, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from allied.kit.comparison import Aspect, Change, Section, both_ways, compare_items
from allied.kit.words import counted, listed
from allied.rooms.governance.escalation import deadlock_words
from allied.rooms.governance.rhythm import in_words
from allied.rooms.governance.rights import Blueprint, DecisionRight, Escalation, Forum
from allied.rooms.governance.roles import role_words
from allied.rooms.governance.rrule import UnknownRhythm


@dataclass(frozen=True)
class Names:
    """The names behind the ids in both versions: forums, companies, people."""

    old: Blueprint
    new: Blueprint
    parties: Mapping[str, str]
    people: Mapping[str, str]

    def forum(self, forum_id: str) -> str:
        known = self.new.forum_name(forum_id)
        return known if known != forum_id else self.old.forum_name(forum_id)

    def party(self, party: str) -> str:
        return self.parties.get(party, party)

    def person(self, person: str) -> str:
        return self.people.get(person, person)


def compare(
    old: Blueprint,
    new: Blueprint,
    *,
    parties: Mapping[str, str],
    people: Mapping[str, str] | None = None,
) -> tuple[Change, ...]:
    """Every change of forums and decision rights, as sentences; equal blueprints have none."""
    names = Names(old, new, parties, people or {})
    return (
        *compare_items(_forum_section(names), old.forums, new.forums),
        *compare_items(_right_section(names), old.rights, new.rights),
    )


def _forum_section(names: Names) -> Section[Forum]:
    return Section(
        "forums",
        key=lambda forum: forum.id,
        title=lambda forum: forum.name,
        kind_of=lambda forum: "Forum",
        name_of=lambda forum: forum.name,
        aspects=(
            Aspect("name", "name", lambda f: f.name, say=lambda f, _: f"renamed, was “{f.name}”"),
            Aspect("layer", "layer", lambda f: f.layer.value),
            Aspect("purpose", "purpose", lambda f: f.purpose, long=True),
            Aspect("rhythm", "rhythm", lambda f: _rhythm_words(f.rhythm)),
            Aspect("minutes_long", "length", lambda f: _count(f.minutes_long, "minute")),
            Aspect(
                "members",
                "members",
                lambda f: "",
                say=lambda a, b: _members_words(a, b, names),
            ),
            Aspect("seats_reason", "reason for its seats", lambda f: f.seats_reason, long=True),
            Aspect("chair", "chair", lambda f: names.person(f.chair)),
            Aspect("chair_rotates", "rotating chair", lambda f: _yes(f.chair_rotates)),
            Aspect("quorum", "quorum of each side", lambda f: _count(f.quorum, "person", "people")),
            Aspect(
                "quorum_sides",
                "quorum asks for",
                lambda f: listed([names.party(party) for party in f.quorum_sides]) or "every side",
            ),
            Aspect("notice_days", "papers", lambda f: _days(f.notice_days)),
            Aspect("minutes_days", "time to accept minutes", lambda f: _days(f.minutes_days)),
        ),
    )


def _right_section(names: Names) -> Section[DecisionRight]:
    return Section(
        "decision rights",
        key=lambda right: right.id,
        title=lambda right: right.name,
        kind_of=lambda right: "Decision type",
        name_of=lambda right: right.name,
        aspects=(
            Aspect("name", "name", lambda r: r.name, say=lambda r, _: f"renamed, was “{r.name}”"),
            Aspect("kind", "kind", lambda r: r.kind),
            Aspect("owner", "owner", lambda r: r.owner),
            Aspect("owner_forum", "owning forum", lambda r: names.forum(r.owner_forum)),
            Aspect("owner_seats", "approved by", lambda r: _roles(r.owner_seats)),
            Aspect("joint", "joint approval", lambda r: r.joint.value),
            Aspect("condition", "condition for joint approval", lambda r: r.condition, long=True),
            Aspect("forum", "forum", lambda r: names.forum(r.forum)),
            Aspect("as_needed", "decided as needed", lambda r: _yes(r.as_needed)),
            Aspect("convening_days", "longest wait", lambda r: _days(r.convening_days)),
            Aspect("sla_days", "SLA", lambda r: _days(r.sla_days)),
            Aspect("escalation", "escalation", lambda r: _escalation_words(r.escalation, names)),
            Aspect("written", "approval in writing", lambda r: _yes(r.written)),
            Aspect("deputy", "deputy", lambda r: role_words(r.deputy)),
            Aspect("deadlock", "tie-break", lambda r: _deadlock(r, names)),
            Aspect("four_eyes", "four eyes", lambda r: _yes(r.four_eyes)),
        ),
    )


def _members_words(old: Forum, new: Forum, names: Names) -> str:
    """Who joined and who left, by side; else that only their order changed."""
    parts = list(_joined_and_left(old, new, names))
    return f"members: {'; '.join(parts)}" if parts else "members in another order"


def _joined_and_left(old: Forum, new: Forum, names: Names) -> Iterator[str]:
    parties = dict.fromkeys(member.party for member in (*old.members, *new.members))
    for party in parties:
        came, went = both_ways(old.members_of(party), new.members_of(party))
        for people, verb in ((came, "joined"), (went, "left")):
            if people:
                who = listed([names.person(person) for person in people])
                yield f"{who} of {names.party(party)} {verb}"


def _rhythm_words(rhythm: str) -> str:
    try:
        return in_words(rhythm) if rhythm else ""
    except UnknownRhythm:
        return rhythm


def _escalation_words(escalation: Escalation | None, names: Names) -> str:
    if escalation is None:
        return ""
    name = names.forum(escalation.to)
    return f"{name} in {_days(escalation.sla_days)}" if escalation.sla_days else name


def _deadlock(right: DecisionRight, names: Names) -> str:
    deadlock = right.deadlock
    who = f"{names.party(deadlock.party)} ({role_words(deadlock.role)})"
    return deadlock_words(deadlock, who).removeprefix("No decision: ")


def _roles(roles: tuple[str, ...]) -> str:
    return listed([role_words(role) for role in roles])


def _days(days: int | None) -> str:
    return _count(days, "working day")


def _count(count: int | None, one: str, many: str = "") -> str:
    return "" if count is None else counted(count, one, many)


def _yes(flag: bool) -> str:
    return "yes" if flag else "no"
