"""Deciding in a meeting: attendance by side, quorum by side, one confirmation by each side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from allied.kit.words import counted, listed
from allied.rooms.governance.rights import DecisionRight, Forum
from allied.rooms.governance.roles import role_words
from allied.rooms.governance.settlement import Answer, Needed, PartyNeed, Verdict


@dataclass(frozen=True)
class Attendance:
    """Who of each party was there; a stand-in came in place of a member."""

    present: Mapping[str, frozenset[str]]
    stand_ins: frozenset[str] = frozenset()

    def of(self, party: str) -> frozenset[str]:
        return self.present.get(party, frozenset())


def missing_quorum(
    forum: Forum,
    attendance: Attendance,
    parties: Sequence[str],
    names: Mapping[str, str],
    people: Mapping[str, str],
) -> tuple[str, ...]:
    """One sentence per side that was not there in sufficient number; empty when quorate.

    Each side counts its own members and their stand-ins; a side needs at least one person. It
    says who counted, who was missing, and who was there without counting; `people` are the names
    of those who sit in the alliance, and nobody else is named.
    """
    sentences = []
    for party in parties:
        there = attendance.of(party)
        members = frozenset(forum.members_of(party))
        accepted = there & (members | attendance.stand_ins) if members else there
        wanted = max(forum.quorum_for(party), 1)
        if len(accepted) < wanted:
            count = counted(wanted, "person", "people")
            had = f"{names[party]} had {len(accepted)} of the {count} that the quorum asks for"
            sentences.append(_named(had, accepted, members - there, there - accepted, people))
    return tuple(sentences)


def _named(
    had: str,
    accepted: frozenset[str],
    missing: frozenset[str],
    others: frozenset[str],
    people: Mapping[str, str],
) -> str:
    """The sentence with the names of those who counted, were missing, or stood in for nobody."""
    parts = []
    for group, one, many in (
        (accepted, "counts", "count"),
        (missing, "was missing", "were missing"),
        (others, "is no member and stood in for nobody", "are no members and stood in for nobody"),
    ):
        named = sorted(people[person] for person in group if person in people)
        if named:
            parts.append(f"{listed(named)} {one if len(named) == 1 else many}")
    return f"{had}: {'; '.join(parts)}." if parts else f"{had}."


def is_quorate(forum: Forum, attendance: Attendance, parties: Sequence[str]) -> bool:
    """Whether every side was there in sufficient number."""
    names = {party: party for party in parties}
    return not missing_quorum(forum, attendance, parties, names, {})


def why_not_between_meetings(right: DecisionRight, *, in_meeting: bool) -> str:
    """Why an answer cannot be given now; without written procedure only meetings decide."""
    if in_meeting or right.written or right.as_needed or not right.forum:
        return ""
    return (
        "This type of decision is taken in a meeting of its forum. "
        "The matrix does not allow approval in writing between meetings."
    )


def unconfirmed(
    needed: Needed, attendance: Attendance, confirmed: Mapping[tuple[str, str], str]
) -> tuple[tuple[str, str], ...]:
    """The (party, role) pairs for which nobody who was there has confirmed the decision."""
    return tuple(
        (need.party, role)
        for need in needed.parties
        for role in sorted(need.ways[0])
        if confirmed.get((need.party, role)) not in attendance.of(need.party)
    )


def answers_from_meeting(
    needed: Needed,
    option: str,
    attendance: Attendance,
    confirmed: Mapping[tuple[str, str], str],
) -> tuple[Answer, ...]:
    """What a meeting decided, as one answer per role that somebody present has confirmed.

    `confirmed` maps (party, role) to the entitled person who confirmed. One side can never
    record the other side's approval: without its own confirmation its half stays open.
    """
    return tuple(
        Answer(
            party=need.party,
            person=confirmed[need.party, role],
            role=role,
            verdict=Verdict.APPROVE,
            option=option,
        )
        for need in needed.parties
        for role in _confirmed_roles(need, attendance, confirmed)
    )


def confirmation_words(open_roles: Sequence[tuple[str, str]], names: Mapping[str, str]) -> str:
    """Who still has to confirm what the meeting decided; empty when nobody."""
    if not open_roles:
        return ""
    parts = [f"{names[party]} ({role_words(role)})" for party, role in open_roles]
    return f"Decided in the meeting; still to be confirmed by {listed(parts)}."


def _confirmed_roles(
    need: PartyNeed, attendance: Attendance, confirmed: Mapping[tuple[str, str], str]
) -> Iterator[str]:
    for role in sorted(need.roles):
        if confirmed.get((need.party, role)) in attendance.of(need.party):
            yield role
