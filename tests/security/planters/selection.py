"""Partner selection: every table of it, with secrets."""

from allied.notices import posting
from allied.rooms.selection import commands as selection
from allied.rooms.selection.cells import CellScore
from allied.rooms.selection.commands.deciding import Placed
from allied.rooms.selection.commands.importing import ScoredRow
from allied.rooms.selection.models import Candidate, Screening, ScreeningCriterion
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


def _end(person: object, screening: Screening) -> None:
    """Close what is under way, so that the next secrets can be planted."""
    candidate = Candidate.objects.visible_to(person).get(screening=screening)
    criteria = ScreeningCriterion.objects.visible_to(person).filter(screening=screening)
    cells = [CellScore(candidate=candidate.pk, criterion=c.key, score=3) for c in criteria]
    selection.save_scores(by=person, screening=screening, scores=cells, now=NOON)
    selection.submit_scores(by=person, screening=screening, now=NOON)
    selection.end_scoring(by=person, screening=screening, now=NOON)
    selection.close_screening(by=person, screening=screening, now=NOON)
