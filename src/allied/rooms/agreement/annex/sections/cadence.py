"""Where the parties meet and how often: forums, papers, quorum, minutes, planning."""

from allied.kit.words import capitalised, counted, listed
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.text import Block, Clause, Grid, Line
from allied.rooms.governance.rhythm import in_words
from allied.rooms.governance.rights import Forum
from allied.rooms.governance.rrule import UnknownRhythm


def rhythm_words(rhythm: str) -> str:
    """A rhythm as people say it; what cannot be read stays as it is."""
    try:
        return capitalised(in_words(rhythm)) if rhythm else "As needed"
    except UnknownRhythm:
        return rhythm


def days(count: object) -> str:
    """Working days in words."""
    if not isinstance(count, int):
        return ""
    return counted(count, "Working Day") if count else "the same day"


LAYERS = Clause(
    id="layers",
    lead="Three layers.",
    text="The steering forum sets direction and settles major trade-offs; the operational "
    "forum runs the Alliance; working forums deliver. A matter is decided on the lowest layer "
    "that can decide it.",
)
QUORUM = Clause(
    id="quorum",
    lead="Quorum.",
    text="A forum can decide when as many people of each side take part as the table says. "
    "Deputies count. Without a quorum the meeting may talk and may not decide.",
)


def cadence(basis: Basis) -> list[Block]:
    """The forums with their rhythm and rules, and how the parties plan together."""
    meetings = basis.term("meetings")
    return [
        LAYERS,
        Clause(
            id="planning",
            lead="Joint planning.",
            text=f"The Parties plan together once every {meetings['planning']}: outcomes and milestones "
            "of the next period, the people and money for them, and what is put aside. The operational "
            "forum prepares the plan, the steering forum confirms it.",
        ),
        Clause(
            id="papers",
            lead="Papers.",
            text="Papers for a meeting are with its members as many Working Days before it as the table "
            f"says, and {_before(meetings['notice_days'])} where it says nothing. What was not sent in "
            "time is decided only if every side agrees.",
        ),
        QUORUM,
        Clause(
            id="minutes",
            lead="Minutes.",
            text="Decisions are read out and written down in the meeting. Minutes count as accepted when "
            "nobody has objected in writing within the time in the table, and within "
            f"{days(meetings['minutes_days'])} where it says nothing.",
        ),
        _forums(basis),
        _members(basis),
    ]


def _before(count: object) -> str:
    return f"{days(count)} before it" if count else "on the same day"


def _forums(basis: Basis) -> Grid:
    rows = tuple(
        Line(
            id=forum.id,
            cells=(
                forum.name,
                forum.layer.value.capitalize(),
                _meets(forum),
                _quorum(forum, basis),
                _papers(forum),
                "" if forum.minutes_days is None else f"in {days(forum.minutes_days)}",
            ),
        )
        for forum in basis.blueprint.forums
    )
    return Grid(
        id="forums",
        caption="Forums",
        heads=("Forum", "Layer", "Meets", "Quorum", "Papers", "Minutes accepted"),
        rows=rows,
        widths=(4, 3, 4, 3, 3, 3),
        empty="No forum is set up yet.",
    )


def _meets(forum: Forum) -> str:
    long = f", {counted(forum.minutes_long, 'minute')}" if forum.minutes_long else ""
    return rhythm_words(forum.rhythm) + long


def _quorum(forum: Forum, basis: Basis) -> str:
    if not forum.quorum:
        return "none"
    bound = [basis.names.get(side, side) for side in forum.quorum_sides]
    return f"{forum.quorum} of {listed(bound)}" if bound else f"{forum.quorum} of each side"


def _papers(forum: Forum) -> str:
    if forum.notice_days is None:
        return ""
    return f"{days(forum.notice_days)} before" if forum.notice_days else "on the day"


def _members(basis: Basis) -> Grid:
    heads = ("Forum", *(side.short for side in basis.sides), "Chair")
    rows = tuple(
        Line(id=forum.id, cells=(forum.name, *_sides(forum, basis), _chair(forum, basis)))
        for forum in basis.blueprint.forums
    )
    return Grid(
        id="members",
        caption="Members",
        heads=heads,
        rows=rows,
        widths=(3, *[4 for _ in basis.sides], 3),
        echo=True,
        empty="No forum is set up yet.",
    )


def _sides(forum: Forum, basis: Basis) -> list[str]:
    gone = "somebody who has left"
    return [
        listed([basis.people.get(person, gone) for person in forum.members_of(side.id)])
        for side in basis.sides
    ]


def _chair(forum: Forum, basis: Basis) -> str:
    name = basis.people.get(forum.chair, "")
    rotates = "rotates between the sides" if forum.chair_rotates else ""
    return ", ".join(part for part in (name, rotates) if part)
