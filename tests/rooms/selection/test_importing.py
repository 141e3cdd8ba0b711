"""Scores from a workbook: a screening whose blind part is over, with raters by name."""

import pytest

from allied.kit.errors import Refused
from allied.rooms.selection import commands
from allied.rooms.selection.commands.importing import ScoredRow, Unimported
from allied.rooms.selection.models import Rater, Rating, Screening, ScreeningState
from allied.rooms.selection.table import read_table
from tests.rooms.selection.stage import candidates, criteria, every

CRITERIA = ("Strategic fit", "Leadership sponsorship", "Cold chain")


def rows(*more, raters=("Maya Lindqvist", "Sanne Kuipers"), names=("Kestrel", "Polarweg")):
    made = [
        ScoredRow(name, criterion, rater, 4 if name == "Kestrel" else 2)
        for name in names
        for criterion in CRITERIA
        for rater in raters
    ]
    return [*made, *more]


def bring(cast, now, given):
    return commands.import_screening(
        by=cast.maya, alliance=cast.alliance, title="Carriers", rows=given, now=now
    )


def test_a_workbook_becomes_a_screening_to_talk_through(cast, now):
    screening = bring(cast, now, rows())
    assert screening.state == ScreeningState.REVISING
    assert [one.name for one in candidates(screening)] == ["Kestrel", "Polarweg"]
    assert [(one.name, one.own) for one in criteria(screening)] == [
        ("Strategic fit", False),
        ("Leadership sponsorship", False),
        ("Cold chain", True),
    ]
    table = read_table(screening)
    assert [c.name for c in table.candidates if str(c.pk) in table.vetoed] == ["Polarweg"]


def test_a_rater_without_an_account_is_kept_by_name(cast, now):
    bring(cast, now, rows())
    found = {rater.name: rater.person for rater in every(Rater)}
    assert found == {"Maya Lindqvist": cast.maya, "Sanne Kuipers": None}


def test_an_observer_of_the_same_name_gets_no_account_rater(cast, now):
    bring(cast, now, rows(raters=("Olga Berg", "Carl Smit")))
    assert all(rater.person is None for rater in every(Rater))


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (ScoredRow("Kestrel", "Strategic fit", "Ben", 6), "score"),
        (ScoredRow("Kestrel", "Strategic fit", "Ben", 0), "score"),
        (ScoredRow("Northwind Foods", "Strategic fit", "Ben", 3), "candidate"),
        (ScoredRow("K" * 121, "Strategic fit", "Ben", 3), "candidate"),
        (ScoredRow("Kestrel", "C" * 121, "Ben", 3), "criterion"),
        (ScoredRow("Kestrel", "Strategic fit", "Ben", 3, "x" * 2001), "evidence"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named(cast, now, row, column):
    with pytest.raises(Unimported) as refused:
        bring(cast, now, rows(row))
    assert (refused.value.row, refused.value.column) == (12, column)
    assert not every(Screening).exists()


def test_too_many_candidates_and_criteria_are_named(cast, now):
    with pytest.raises(Unimported) as refused:
        bring(cast, now, rows(names=[f"C{k}" for k in range(21)]))
    assert refused.value.column == "candidate"
    many = [ScoredRow("A", f"Criterion {k}", "Ben", 3) for k in range(11)]
    with pytest.raises(Unimported) as refused:
        bring(cast, now, many)
    assert (refused.value.row, refused.value.column) == (10, "criterion")


def test_one_criterion_is_no_screening(cast, now):
    with pytest.raises(Unimported):
        bring(cast, now, [ScoredRow("A", "Strategic fit", "Ben", 3)])


def test_a_screening_under_way_stands_in_the_way(cast, now):
    bring(cast, now, rows())
    with pytest.raises(Refused) as refused:
        bring(cast, now, rows())
    assert refused.value.code == "under_way"


def test_scores_keep_their_order_and_their_evidence(cast, now):
    bring(cast, now, rows(ScoredRow("Kestrel", "Strategic fit", "Ben", 5, "site visit", True)))
    last = every(Rating).order_by("position").last()
    assert (last.score, last.evidence, last.red_flag, last.position) == (5, "site visit", True, 13)
