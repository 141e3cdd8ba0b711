"""The sheet «Partner fit»: in as a private partner selection, out again as it came, joint never."""

import dataclasses

import pytest

from allied.record.models import Entry
from allied.rooms.exchange.commands import import_file, import_workbook
from allied.rooms.exchange.outcome import Unimportable, report_of
from allied.rooms.exchange.outgoing import workbook_of
from allied.rooms.selection.models import Candidate, Rater, Screening, ScreeningState
from allied.rooms.selection.queries.results import results_of
from allied.rooms.selection.queries.screenings import screenings_of
from tests.rooms.exchange.stage import CLEAN, book_of, bring, raw_of


@pytest.fixture
def maya(cast):
    return cast.maya


def screening_of(alliance, person):
    (found,) = screenings_of(person, alliance)
    return found


def test_the_carriers_of_harbour_give_the_vetoed_ones_below_the_line(maya):
    alliance = bring(maya).alliance
    screening = screening_of(alliance, maya)
    assert screening.state == ScreeningState.REVISING
    found = results_of(maya, screening)
    assert [(row.candidate.name, row.rank) for row in found.rows] == [
        ("Kestrel Logistics", "1"),
        ("Nordfracht", "–"),
        ("Polarweg", "–"),
    ]
    polarweg = found.rows[-1]
    (veto,) = [flag for flag in polarweg.flags if flag.vetoes]
    assert veto.says == (
        "Compliance and security fit: the median of 3 raters is 2 (2 or less); scores 1, 2, 2."
    )
    assert polarweg.score.value is not None


def test_raters_without_an_account_are_kept_by_name(maya):
    bring(maya)
    found = {rater.name: rater.person for rater in Rater.objects.in_system_scope("test")}
    assert found == {"Maya Lindqvist": maya, "Priya Bose": None, "Sanne Kuipers": None}


def test_the_report_says_what_becomes_of_the_scores(maya):
    lines = report_of(bring(maya))
    said = next(line for line in lines if "partner selection" in line)
    assert said == (
        "63 scores of 3 candidates become a partner selection that only your company sees; "
        "a red flag vetoes Nordfracht and Polarweg."
    )


def test_a_rehearsal_leaves_no_screening(maya, now):
    done = import_file(by=maya, raw=raw_of(CLEAN), file_name="book.xlsx", rehearse=True, now=now)
    assert done.scored
    assert not Screening.objects.in_system_scope("test").exists()


def test_it_goes_out_as_it_came(maya):
    alliance = bring(maya).alliance
    assert workbook_of(alliance, maya).partner_fit == tuple(
        dataclasses.replace(row, cells={}) for row in book_of(raw_of(CLEAN)).partner_fit
    )


def test_nothing_of_it_is_in_the_joint_record(maya, demo):
    alliance = bring(maya, activate_demo=True).alliance
    entries = Entry.objects.in_system_scope("test").filter(alliance=alliance, audience="joint")
    assert not [entry for entry in entries if entry.kind.startswith("selection.")]


@pytest.mark.parametrize(
    ("change", "cell"),
    [
        ({"candidate": "Northwind Foods"}, "A64"),
        ({"candidate": "K" * 121}, "A64"),
        ({"evidence": "x" * 2001}, "E64"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_by_its_cell(maya, now, change, cell):
    book = book_of(raw_of(CLEAN))
    last = dataclasses.replace(book.partner_fit[-1], **change)
    book = dataclasses.replace(book, partner_fit=(*book.partner_fit[:-1], last))
    with pytest.raises(Unimportable) as refused:
        import_workbook(by=maya, workbook=book, raw=b"x", file_name="book.xlsx", now=now)
    (problem,) = refused.value.problems
    assert (problem.sheet, problem.cell) == ("Partner fit", cell)
    assert problem.accepted
    assert not Candidate.objects.in_system_scope("test").exists()
