"""What a round says, in the sentences that pages, scripts and the command line share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from allied.kit.words import capitalised, counted, listed, percent
from allied.rooms.thesis.alignment.comparison import OutcomeRow, Result
from allied.rooms.thesis.alignment.contradictions import Contradiction, Kind, Topic
from allied.rooms.thesis.alignment.differences import Difference
from allied.rooms.thesis.alignment.limits import limits
from allied.rooms.thesis.alignment.merging import in_words
from allied.rooms.thesis.alignment.models import AlignmentSettlement
from allied.rooms.thesis.alignment.order import Crossing, tau_chance
from allied.rooms.thesis.alignment.queries import RoundRead
from allied.rooms.thesis.alignment.restatement import Facet, Flag, Gap
from allied.rooms.thesis.alignment.weights import Band

BANDS = {
    Band.ALIGNED: "The sides are aligned.",
    Band.TALK: "Close enough to talk, too far to leave it.",
    Band.APART: "The sides are not aligned.",
}
LISTS = {
    Topic.SUCCESS: "outcomes",
    Topic.WEIGHT: "outcomes",
    Topic.CONTRIBUTION: "contributions",
    Topic.SCOPE: "scope",
    Topic.ASSUMPTION: "assumptions",
}
TITLES = {
    Topic.SUCCESS: "What success is",
    Topic.WEIGHT: "What it weighs",
    Topic.CONTRIBUTION: "Who brings it",
    Topic.SCOPE: "In or out",
    Topic.ASSUMPTION: "Critical or not",
}
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


def place(number: int) -> str:
    """A place as people say it: 1st, 2nd, 11th."""
    ending = "th" if number % 100 in {11, 12, 13} else ENDINGS.get(number % 10, "th")
    return f"{number}{ending}"


def points(share: float) -> int:
    """A share as whole points of 100."""
    return round(100 * share)


@dataclass(frozen=True)
class Told:
    """A result in words, what must not be missed first."""

    lead: str
    answer: str
    chance: str
    order: str
    crossing: str
    talk: str
    within: tuple[str, ...]
    pairs: tuple[str, ...]
    overall: str


def tell(read: RoundRead) -> Told:
    """The main number with its chance, the order, the crossing, and what to talk about."""
    result, names = read.result, read.names
    absent = [
        names[key]
        for key in read.asked.parties
        if key not in {s.organisation for s in result.sides}
    ]
    if result.tv is None or result.band is None:
        alone = listed([names[s.organisation] for s in result.sides])
        return Told(
            lead="There is nothing to compare.",
            answer=f"Only {alone} answered; {listed(absent)} did not.",
            chance="", order="", crossing="", talk="", within=_within(result, names), pairs=(), overall="",
        )  # fmt: skip
    missing = f" {listed(absent)} did not answer." if absent else ""
    return Told(
        lead=f"{points(result.tv)} of 100 points apart.",
        answer=BANDS[result.band] + missing,
        chance=_chance(result),
        order=_order(result),
        crossing=crossing(result.crossings[0], read) if result.crossings else "",
        talk=_talk(result),
        within=_within(result, names),
        pairs=_pairs(result, names),
        overall=_overall(result),
    )


def _chance(result: Result) -> str:
    assert result.reference is not None
    assert result.close is not None
    assert result.worst is not None
    n, bars = result.reference.n, limits()
    share = "fewer than 1%" if result.close < 0.01 else percent(result.close)
    said = (
        f"Two unrelated weightings of {counted(n, 'outcome')} are {points(result.reference.median)} "
        f"points apart in the median; {share} of them come as close as {points(result.worst.tv)}."
    )
    if n < bars.few_outcomes:
        said += (
            f" With {counted(n, 'outcome')} closeness proves little: compare "
            f"{bars.few_outcomes} or more."
        )
    return said


def _order(result: Result) -> str:
    if result.concordance is not None:
        found = result.concordance
        beyond = f"; chance reaches {found.critical:.2f} in 5% of cases" if found.critical else ""
        return f"Kendall's W over {len(result.sides)} sides is {found.w:.2f}{beyond}."
    if result.tau is None or result.same_order is None:
        return ""
    n = len(result.asked.outcomes)
    by_chance = percent(tau_chance(n).p_of_common)
    said = f"They put them in {result.same_order} (τ {result.tau:.2f}).".replace("-", "−")
    if result.tau >= limits().same_order_from:
        said += f" Random orders of {n} are as alike in up to {by_chance} of cases: no proof."
    return said


def crossing(one: Crossing, read: RoundRead) -> str:
    """The widest crossing: "Speed: 1st for Northwind, 5th for Brightleaf"."""
    first, last = one.first, one.last
    return (
        f"{read.asked.named('outcomes', one.outcome)}: {place(first[1])} for {read.names[first[0]]}, "
        f"{place(last[1])} for {read.names[last[0]]}"
    )


def _talk(result: Result) -> str:
    if not result.talk or not result.tv or len(result.sides) > 2:
        names = [row.name for row in result.talk]
        return f"Talk about {listed(names)} first." if names else ""
    share = percent(sum(row.moves for row in result.talk) / result.tv)
    verb = "make" if len(result.talk) > 1 else "makes"
    return f"{listed([row.name for row in result.talk])} {verb} up {share} of the distance."


def _within(result: Result, names: Mapping[str, str]) -> tuple[str, ...]:
    bars, said = limits(), []
    for side in result.sides:
        spread = side.spread
        if spread is None or spread.people < bars.fewest_people:
            continue
        name = names[side.organisation]
        if spread.mean <= bars.aligned_to:
            start = f"{name} agrees with itself"
        elif spread.mean <= bars.talk_to:
            start = f"{name} is not quite of one mind"
        else:
            start = f"{name} disagrees with itself, and so cannot be aligned with anybody"
        said.append(
            f"{start}: two of its {spread.people} people are {points(spread.mean)} points apart on "
            f"average, {points(spread.largest)} at most."
        )
    return tuple(said)


def _pairs(result: Result, names: Mapping[str, str]) -> tuple[str, ...]:
    if len(result.sides) < 3:
        return ()
    said = [
        f"{names[pair.one]} and {names[pair.other]}: {points(pair.tv)} points apart"
        for pair in sorted(result.pairs, key=lambda pair: -pair.tv)
    ]
    if result.outlier:
        said.append(f"Without {names[result.outlier]} the others would be closest")
    return tuple(said)


def _overall(result: Result) -> str:
    top = limits().top_outcomes
    return {
        Flag.RED: f"The {top} heaviest outcomes hold at least one red gap.",
        Flag.AMBER: f"The {top} heaviest outcomes hold amber gaps at most.",
        Flag.GREEN: f"The {top} heaviest outcomes mean the same to both.",
        None: "",
    }[result.overall]


def contradiction(one: Contradiction, read: RoundRead) -> str:
    """What two sides cannot both be right about."""
    first, other = (listed([read.names[key] for key in keys]) for keys in (one.one, one.other))
    if one.kind is Kind.TARGETS_APART:
        row = next(row for row in read.result.rows if row.id == one.item)
        said = dict(zip((s.organisation for s in read.result.sides), row.success, strict=True))
        low, high = said[one.one[0]].target, said[one.other[0]].target
        return (
            f"The targets are more than twice apart: {low:,f} for {first}, {high:,f} for {other}."
        )
    return {
        Kind.IN_AND_OUT: f"In for {first}, out for {other}.",
        Kind.NOBODY_BRINGS: "No side says that it brings this itself.",
        Kind.SEVERAL_BRING: f"{first} each say that they bring it, and do not say so of each other.",
        Kind.CRITICAL_ON_ONE: f"Critical for {first}, not for {other}.",
    }[one.kind]


def facets(gap: Gap) -> tuple[tuple[str, str], ...]:
    """What is apart in one outcome: flag and sentence each."""
    words = {
        Facet.METRIC: "The metric is worded differently: do you mean the same?",
        Facet.UNIT: "The units differ, so the targets cannot be compared.",
        Facet.TARGET: f"The smaller target is {percent(gap.ratio or 0)} of the larger one.",
        Facet.DATE: f"The dates are {gap.days} days apart.",
        Facet.NO_METRIC: "Not every side says what is counted.",
        Facet.NO_TARGET: "Not every side names a target.",
        Facet.NO_DATE: "Not every side names a date.",
    }
    return tuple((flag.value, words[facet]) for facet, flag in gap.facets)


@dataclass(frozen=True)
class DifferenceTold:
    """One difference in words, with how it was settled if it was."""

    topic: str
    item: str
    title: str
    name: str
    says: tuple[str, ...]
    must: bool
    flag: str
    settled: AlignmentSettlement | None

    @property
    def address(self) -> str:
        """How an address names it."""
        return f"{self.topic}-{self.item}"


def tell_differences(read: RoundRead) -> list[DifferenceTold]:
    """Everything to talk about, contradictions first."""
    return [_difference(one, read) for one in read.differences]


def tell_one(read: RoundRead, topic: str, item: str) -> DifferenceTold | None:
    """One of them, if this round showed it."""
    found = (one for one in tell_differences(read) if (one.topic, one.item) == (topic, item))
    return next(found, None)


def _difference(one: Difference, read: RoundRead) -> DifferenceTold:
    row = next((row for row in read.result.rows if row.id == one.item), None)
    says: list[str] = [contradiction(one.contradiction, read)] if one.contradiction else []
    gap = row.gap if row and one.topic is Topic.SUCCESS else None
    if gap and row:
        told = [
            sentence
            for (facet, _), (_, sentence) in zip(gap.facets, facets(gap), strict=True)
            if not (one.contradiction and facet is Facet.TARGET)
        ]
        says += told
    if row and one.topic is Topic.WEIGHT:
        says.append(weighed(row, read))
    flag = Flag.RED.value if one.must else Flag.AMBER.value
    return DifferenceTold(
        topic=one.topic.value,
        item=one.item,
        title=TITLES[one.topic],
        name=read.asked.named(LISTS[one.topic], one.item),
        says=tuple(says),
        must=one.must,
        flag=flag,
        settled=read.settlements.get(one.key),
    )


def weighed(row: OutcomeRow, read: RoundRead) -> str:
    """What an outcome weighs for each side, with its place."""
    said = [
        f"{round(many)} points and {place(at)} for {read.names[side.organisation]}"
        for many, at, side in zip(row.points, row.places, read.result.sides, strict=True)
    ]
    return f"{listed(said)}."


def restated(row: OutcomeRow, read: RoundRead) -> list[tuple[str, str]]:
    """What each side means by an outcome: organisation and words, "not said" where nothing was."""
    return [
        (side.organisation, in_words(said) or "Not said")
        for said, side in zip(row.success, read.result.sides, strict=True)
    ]


def standing(read: RoundRead) -> tuple[str, str]:
    """Where a round stands: the lead and what comes next."""
    if read.is_open:
        told = tell(read)
        return told.lead, told.answer
    if not read.takes_answers:
        return (
            "This check ended without answers.",
            f"{capitalised(read.row.ended_why).rstrip('.')}.",
        )
    done = [p for p in read.asked_parties if p.organisation_id in read.seals]
    names = [read.names[str(p.organisation_id)] for p in read.asked_parties if p not in done]
    if done:
        said = listed([read.names[str(p.organisation_id)] for p in done])
        return (
            f"{said} has answered, {listed(names)} not yet.",
            "Nobody reads anything before it opens for all at once.",
        )
    return "No side has answered yet.", "Answers stay sealed until they open for all at once."


@dataclass(frozen=True)
class InShort:
    """The alignment check as the page of the thesis shows it."""

    lead: str
    answer: str
    when: datetime | None
    says: tuple[tuple[str, str], ...]


MOST_IN_SHORT = 2


def in_short(found: Sequence[RoundRead]) -> InShort:
    """Where the last check stands, how it compares with the one before, and what is left to settle."""
    if not found:
        return InShort("Not checked yet.", "Do both sides mean the same by success?", None, ())
    shown = next((one for one in found if one.takes_answers or one.is_open), found[0])
    lead, answer = standing(shown)
    measured = [one for one in found if one.is_open and one.result.tv is not None]
    if len(measured) > 1 and shown is measured[0]:
        answer = f"{points(measured[1].result.tv or 0)} in the check before."
    left = [one for one in tell_differences(shown) if not one.settled] if shown.is_open else []
    says = tuple((one.name, one.says[0]) for one in left[:MOST_IN_SHORT])
    return InShort(lead, answer, shown.row.ended_at or shown.row.started_at, says)
