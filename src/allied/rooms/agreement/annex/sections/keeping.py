"""What is shared, what leaves with whom, which days count, and the record that proves it."""

from datetime import time

from allied.alliances.models import Party
from allied.clock.zones import city_of
from allied.kit.moments import LONG_DAYS
from allied.kit.words import listed
from allied.people.models import Organisation
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.text import Block, Clause, Grid, Line, Point

COUNTING = (
    (
        "day_zero",
        "The day on which a period starts never counts; its first Working Day is the next.",
    ),
    (
        "both",
        "For Joint Approval a day counts when it is a working day of every Party, by its date. For what "
        "one Party decides alone, its own working days count.",
    ),
    (
        "close",
        "A period ends at close of business of its last Working Day, in the time zone of the Party that "
        "owns the decision.",
    ),
    (
        "frozen",
        "The calendars are fixed when a period starts. A holiday that becomes known later moves the end "
        "back, never to an earlier day than the next Working Day, and both sides are told.",
    ),
    ("shown", "The arithmetic is shown: the days that counted, those that did not, and why."),
)


def sharing(basis: Basis) -> list[Block]:
    """Joint or ours, what leaves with whom, and where confidentiality stands."""
    rules = tuple(Point(id=row["id"], text=row["text"]) for row in basis.terms["sharing"])
    leaving = tuple(Point(id=row["id"], text=row["text"]) for row in basis.terms["leaving"])
    return [
        Clause(id="rules", lead="Sharing.", text="These rules hold.", points=rules),
        Clause(
            id="leaving",
            lead="What leaves with whom.",
            text="When the Parties part, and subject to the Agreement:",
            points=leaving,
        ),
        Clause(
            id="confidentiality",
            lead="Confidentiality.",
            text=str(basis.term("confidentiality")["text"]),
        ),
    ]


def clocks(basis: Basis) -> list[Block]:
    """Which days count, in plain words, and the calendars of the parties."""
    return [
        Clause(
            id="counting",
            lead="How days are counted.",
            text="Times in this Annex are Working Days and are counted so:",
            points=tuple(Point(id=id, text=text) for id, text in COUNTING),
        ),
        Clause(
            id="calendars",
            lead="Calendars.",
            text="Each Party keeps its own calendar: its week, the public holidays of its place and its "
            "own closures. It enters closures before they begin.",
        ),
        Grid(
            id="working_days",
            caption="Working calendars",
            heads=("Party", "Works on", "From", "Until", "Time zone", "Public holidays of"),
            rows=tuple(_calendar(party) for party in basis.parties),
            widths=(4, 4, 2, 2, 3, 3),
        ),
    ]


def _calendar(party: Party) -> Line:
    one: Organisation = party.organisation
    place = "-".join(part for part in (one.country, one.subdivision) if part)
    return Line(
        id=str(one.pk),
        cells=(
            one.short_name or one.name,
            _week(one.workdays),
            _hour(one.opens),
            _hour(one.closes),
            f"{city_of(one.time_zone)} ({one.time_zone})",
            place or "none named",
        ),
    )


def _week(days: list[int]) -> str:
    in_order = sorted(days)
    if len(in_order) > 2 and in_order == list(range(in_order[0], in_order[-1] + 1)):
        return f"{LONG_DAYS[in_order[0]]} to {LONG_DAYS[in_order[-1]]}"
    return listed([LONG_DAYS[day] for day in in_order])


def _hour(at: time) -> str:
    return at.strftime("%H:%M")


def record(basis: Basis) -> list[Block]:
    """The joint record and how the annex is signed."""
    return [
        Clause(
            id="joint_record",
            lead="One record.",
            text="Every change of what is joint is an entry in the Joint Record: who, what, when. "
            "Entries are never edited or deleted; a correction is a new entry. Each Party can verify "
            "the record offline and take it along at any time.",
        ),
        Clause(
            id="signatures",
            lead="Signing.",
            text="The Sponsors sign in the joint system; the signature names the digest of the version "
            "that was read. Where the law asks for another form, the Parties also sign in that form.",
        ),
        Clause(
            id="severable",
            lead="Parts that fail.",
            text="If a part of this Annex cannot be applied, the rest still counts, and the Parties "
            "replace that part under ⟦change⟧.",
        ),
    ]


def further(basis: Basis) -> list[Block]:
    """What the parties added in their own words."""
    return [
        Clause(id=row["id"], lead=_ended(row["title"]), text=row["text"])
        for row in basis.terms["clauses"]
    ]


def _ended(title: str) -> str:
    return title if title.endswith((".", "?", "!")) else f"{title}."
