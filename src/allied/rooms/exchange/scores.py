"""The sheet «Partner fit» on its way in and out: the scores of one side's own partner selection."""

from datetime import datetime

from allied.alliances.models import Alliance
from allied.papers.workbook.content import AllianceWorkbook, FitRow
from allied.people.models import Person
from allied.rooms.exchange.outcome import Imported, Unimportable
from allied.rooms.selection.commands import import_screening
from allied.rooms.selection.commands.importing import ScoredRow, Unimported
from allied.rooms.selection.queries.screenings import screenings_of
from allied.rooms.selection.table import Table, read_table

ACCEPTED = {
    "score": "a whole number from 1 to 5",
    "candidate": "another company than your own, 20 of them at most",
    "criterion": "2 to 10 criteria, 120 characters each",
}


def fill_selection(
    workbook: AllianceWorkbook, done: Imported, *, by: Person, now: datetime
) -> None:
    """The scores of the workbook become a partner selection that only this side reads."""
    rows = workbook.partner_fit
    if not rows:
        return
    scored = [
        ScoredRow(r.candidate, r.criterion, r.rater, r.score, r.evidence, r.red_flag) for r in rows
    ]
    title = f"{workbook.alliance.name[:180]}, from the workbook"
    try:
        made = import_screening(by=by, alliance=done.alliance, title=title, rows=scored, now=now)
    except Unimported as refusal:
        accepted = ACCEPTED.get(refusal.column, "a shorter text")
        problem = rows[refusal.row].problem(refusal.column, refusal.sentence, accepted)
        raise Unimportable([problem]) from refusal
    table = read_table(made, by)
    vetoed = [one.name for one in table.candidates if str(one.pk) in table.vetoed]
    done.scored = (len(table.candidates), len(table.ratings), tuple(vetoed))


def fit_rows(alliance: Alliance, person: Person) -> tuple[FitRow, ...]:
    """The scores of the newest screening whose blind part is over, as this person may read them."""
    shown = [one for one in screenings_of(person, alliance) if one.shows_scores]
    return _rows(read_table(shown[0], person)) if shown else ()


def _rows(table: Table) -> tuple[FitRow, ...]:
    raters = {one.pk: one for one in table.raters}
    candidates = {one.pk: one.name for one in table.candidates}
    criteria = {one.pk: one.name for one in table.criteria}
    ordered = sorted(table.ratings, key=lambda one: (one.position, raters[one.rater_id].position))
    return tuple(
        FitRow(
            candidate=candidates[one.candidate_id],
            criterion=criteria[one.criterion_id],
            rater=raters[one.rater_id].name,
            score=one.counts,
            evidence=one.revised_evidence or one.evidence,
            red_flag=one.red_flag,
        )
        for one in ordered
    )
