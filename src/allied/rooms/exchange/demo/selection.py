"""How Northwind chose its partner: five coffee roasters, six raters, one talk, one decision."""

from datetime import datetime, timedelta

from allied.alliances.models import Alliance
from allied.people.models import Person
from allied.rooms.selection import commands
from allied.rooms.selection.cells import CellScore
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.models import Candidate, Screening, ScreeningCriterion

CRITERIA = (
    "strategic",
    "capability",
    "economic",
    "operating",
    "cultural",
    "compliance",
    "sponsorship",
)
PERCENTS = dict(zip(CRITERIA, (20, 20, 15, 15, 10, 10, 10), strict=True))
RATERS = ("Maya", "Tomas", "Pieter", "Ingrid", "Jonas", "Amina")

# candidate: what is known, then one score per rater for each criterion, in their order.
CANDIDATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "Brightleaf Coffee": (
        "Cold brew in 140 cafés of the US east coast, one plant in New Jersey. Family owned.",
        ("555545", "444454", "333334", "253443", "444434", "444444", "555545"),
    ),
    "Halcyon Roasters": (
        "Largest chilled coffee of the Nordics. Sold through Arla, a competitor of ours.",
        ("444443", "555554", "333333", "444444", "142323", "444444", "333343"),
    ),
    "Morning Standard": (
        "Solid contract filler with an own brand in Benelux.",
        ("333333", "444444", "444434", "444444", "333333", "333333", "333333"),
    ),
    "Tidewater Coffee": (
        "Good product, recall of 2025 not closed with the food authority.",
        ("444444", "333333", "444444", "222222", "333333", "221222", "444444"),
    ),
    "Café Sereno": (
        "Three founders, no sponsor above a director so far.",
        ("222222", "333333", "555555", "333333", "444444", "444444", "222322"),
    ),
}
SEEN = {
    ("Brightleaf Coffee", "operating"): "Visited the plant: two lines, no night shift yet.",
    ("Brightleaf Coffee", "strategic"): "Their board names Europe as the next step.",
    ("Halcyon Roasters", "cultural"): "Two of three meetings cancelled at an hour's notice.",
    ("Tidewater Coffee", "compliance"): "The recall of 2025 is still open.",
    ("Café Sereno", "sponsorship"): "Nobody above a director came to any meeting.",
}
COMPETITOR = "Sells through a competitor of ours."
LETTER = (
    "Food safety audit of Brightleaf Coffee, summary\n\n"
    "BRCGS grade A, two minor findings, both closed within 28 days.\n"
)


def choose_partner(alliance: Alliance, people: dict[str, Person], at: datetime) -> Candidate:
    """The whole selection, step by step; the chosen candidate is given back."""
    maya = people["Maya"]
    screening = commands.start_screening(
        by=maya, alliance=alliance, title="Ready-to-drink coffee", now=at
    )
    commands.fix_weights(
        by=maya, screening=screening, method="given", said={"percents": PERCENTS}, now=at
    )
    found = {}
    for name, (text, _) in CANDIDATES.items():
        found[name] = commands.add_candidate(
            by=maya, screening=screening, name=name, text=text, now=at
        )
    commands.attach_evidence(
        by=people["Pieter"],
        candidate=found["Brightleaf Coffee"],
        name="food-safety-audit.txt",
        raw=LETTER.encode(),
        note="BRCGS, grade A",
        now=at,
    )
    raters = [people[name] for name in RATERS]
    commands.ask_raters(by=maya, screening=screening, people=raters, now=at)
    commands.open_scoring(
        by=maya, screening=screening, rate_by=_workday(at + timedelta(days=7)).date(), now=at
    )
    for place, person in enumerate(raters):
        _score(screening, found, person, place, _workday(at + timedelta(days=1 + place)))
    _decide(screening, found, people, _workday(at + timedelta(days=8)))
    return found["Brightleaf Coffee"]


def _workday(at: datetime) -> datetime:
    """The moment, or the same on Monday when it falls on a weekend."""
    return at + timedelta(days=max(0, 7 - at.weekday()) if at.weekday() > 4 else 0)


def _score(
    screening: Screening, found: dict[str, Candidate], person: Person, place: int, at: datetime
) -> None:
    cells = [
        CellScore(
            candidate=found[name].pk,
            criterion=key,
            score=int(row[place]),
            evidence=_evidence(name, key, place),
            red_flag=_is_flag(name, key, place),
        )
        for name, (_, rows) in CANDIDATES.items()
        for key, row in zip(CRITERIA, rows, strict=True)
    ]
    commands.save_scores(by=person, screening=screening, scores=cells, now=at)
    commands.submit_scores(by=person, screening=screening, now=at)


def _is_flag(name: str, key: str, place: int) -> bool:
    return (name, key, place) == ("Halcyon Roasters", "strategic", 1)


def _evidence(name: str, key: str, place: int) -> str:
    if _is_flag(name, key, place):
        return COMPETITOR
    return SEEN.get((name, key), "") if place == 2 else ""


def _decide(
    screening: Screening, found: dict[str, Candidate], people: dict[str, Person], at: datetime
) -> None:
    maya, halcyon = people["Maya"], found["Halcyon Roasters"]
    screening = commands.end_scoring(by=maya, screening=screening, now=at)
    rows = ScreeningCriterion.objects.visible_to(maya).filter(screening=screening)
    by_key = {row.key: row for row in rows}
    revised = CellScore(
        candidate=found["Brightleaf Coffee"].pk,
        criterion="operating",
        score=3,
        evidence="The night shift starts in March; seen in their plan.",
    )
    commands.revise_scores(by=people["Amina"], screening=screening, scores=[revised], now=at)
    for key, text in (
        ("strategic", "They would end that contract in 2028. Ask for a firewall until then."),
        ("cultural", "A change of manager; the new one keeps her dates."),
    ):
        commands.answer_contest(
            by=maya, candidate=halcyon, criterion=by_key[key], text=text, now=at
        )
    screening = commands.close_screening(by=maya, screening=screening, now=at)
    commands.decide_shortlist(
        by=people["Tomas"],
        screening=screening,
        places=[
            Placed(candidate=found["Brightleaf Coffee"].pk),
            Placed(candidate=halcyon.pk),
        ],
        chosen=found["Brightleaf Coffee"].pk,
        reason="Brightleaf fits best on strategy and sponsorship, which nobody can add later. Its "
        "weak point, the plant, can be repaired. Halcyon is the alternative if talks fail.",
        now=_workday(at + timedelta(days=1)),
    )
