"""Partner selection: every table of it, with secrets."""

from itertools import combinations

from allied.notices import posting
from allied.rooms.selection import commands as selection
from allied.rooms.selection.cells import CellScore
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.commands.importing import ScoredRow
from allied.rooms.selection.models import Candidate, Screening, ScreeningCriterion
from allied.rooms.selection.weighing import pair_key
from tests.conftest import NOON
from tests.security.planting import World, planter

SCORED = {"Strategic fit": (5, 4), "Compliance and security fit": (2, 2), "Cultural fit": (1, 4)}


@planter
def screenings(world: World, person: object, owner: str) -> None:
    """Partner selection: every table of it, decided and invited, and a second one under way."""
    alliance = world.cast.alliance
    rows = [
        ScoredRow(name, criterion, rater, score, f"seen {world.canary(owner)}", True)
        for name in (f"Halcyon {world.canary(owner)}", f"Tidewater {world.canary(owner)}")
        for criterion, scores in SCORED.items()
        for rater, score in zip((person.name, f"Ann {world.canary(owner)}"), scores, strict=True)
    ]
    made = selection.import_screening(
        by=person, alliance=alliance, title=f"Coffee {world.canary(owner)}", rows=rows, now=NOON
    )
    found = list(Candidate.objects.visible_to(person).filter(screening=made))
    selection.attach_evidence(
        by=person,
        candidate=found[0],
        name=f"{world.canary(owner)}.txt",
        raw=f"audit {world.canary(owner)}".encode(),
        now=NOON,
    )
    for criterion in ScreeningCriterion.objects.visible_to(person).filter(screening=made):
        selection.answer_contest(
            by=person, candidate=found[0], criterion=criterion, text=world.canary(owner), now=NOON
        )
    made = selection.close_screening(by=person, screening=made, now=NOON)
    selection.decide_shortlist(
        by=person,
        screening=made,
        places=[Placed(candidate=found[0].pk, exception=world.canary(owner))],
        chosen=found[0].pk,
        reason=world.canary(owner),
        now=NOON,
    )
    again = selection.repeat_screening(
        by=person, candidate=found[0], title=f"Again {world.canary(owner)}", now=NOON
    )
    selection.ask_raters(by=person, screening=again, people=[person], now=NOON)
    selection.open_scoring(by=person, screening=again, rate_by=NOON.date(), now=NOON)
    posting.announce(NOON)
    _end(person, Screening.objects.visible_to(person).get(pk=again.pk))


@planter
def own_pairs(world: World, person: object, owner: str) -> None:
    """A comparison in pairs, in a screening that stays closed afterwards."""
    title = f"Pairs {world.canary(owner)}"
    made = selection.start_screening(by=person, alliance=world.cast.alliance, title=title, now=NOON)
    keys = ScreeningCriterion.objects.visible_to(person).filter(screening=made)
    pairs = combinations(keys.order_by("position").values_list("key", flat=True), 2)
    selection.compare_pairs(
        by=person, screening=made, pairs={pair_key(*pair): 3 for pair in pairs}, now=NOON
    )
    selection.fix_weights(by=person, screening=made, method="pairwise", said={}, now=NOON)
    for n in (1, 2):
        name = f"Pair {n} {world.canary(owner)}"
        selection.add_candidate(by=person, screening=made, name=name, text="", now=NOON)
    selection.ask_raters(by=person, screening=made, people=[person], now=NOON)
    selection.open_scoring(by=person, screening=made, rate_by=NOON.date(), now=NOON)
    _end(person, Screening.objects.visible_to(person).get(pk=made.pk))


def _end(person: object, screening: Screening) -> None:
    """Close what is under way, so that the next secrets can be planted."""
    candidates = Candidate.objects.visible_to(person).filter(screening=screening)
    criteria = ScreeningCriterion.objects.visible_to(person).filter(screening=screening)
    cells = [
        CellScore(candidate=pk, criterion=c.key, score=3)
        for pk in candidates.values_list("pk", flat=True)
        for c in criteria
    ]
    selection.save_scores(by=person, screening=screening, scores=cells, now=NOON)
    selection.submit_scores(by=person, screening=screening, now=NOON)
    selection.end_scoring(by=person, screening=screening, now=NOON)
    selection.close_screening(by=person, screening=screening, now=NOON)
