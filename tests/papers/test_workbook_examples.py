"""The three example workbooks, as alliance managers keep them."""

import io
import re
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from allied.papers.workbook.reading import read_workbook
from tests.papers.workbook_files import example


@pytest.fixture(scope="module")
def clean():
    return read_workbook(example("harbour-cold-chain"))


@pytest.fixture(scope="module")
def messy():
    return read_workbook(example("kombu-messy"))


@pytest.fixture(scope="module")
def broken():
    return read_workbook(example("harbour-broken"))


def test_the_clean_workbook_has_no_problems_and_nothing_to_note(clean):
    assert clean.problems == ()
    assert clean.notes == ()


def test_the_clean_workbook_keeps_every_row(clean):
    book = clean.workbook
    assert book.alliance.name == "Harbour Cold Chain"
    assert book.alliance.our_organisation == "Northwind Foods"
    assert book.alliance.partner_organisations == ("Kestrel Logistics",)
    assert book.alliance.type == "market entry"
    assert book.alliance.start_date == date(2026, 9, 1)
    assert len(book.thesis.decision_principles) == 3
    counts = {
        "people": 8,
        "outcomes": 4,
        "contributions": 4,
        "scope": 6,
        "assumptions": 3,
        "risks": 3,
        "partner_fit": 63,
        "forums": 3,
        "decision_rights": 4,
        "launch_plan": 7,
        "scorecard": 8,
    }
    assert {field: len(getattr(book, field)) for field in counts} == counts


def test_the_clean_workbook_keeps_every_value_of_a_row(clean):
    book = clean.workbook
    council = book.forums[1]
    assert council.members == ("Maya Lindqvist", "Jonas Wirth", "Priya Bose", "Emre Aydin")
    assert (council.rhythm, council.quorum) == ("FREQ=MONTHLY", 2)
    rights = [(r.joint, r.sla_days, r.forum) for r in book.decision_rights]
    assert rights == [
        ("yes", 10, "Operational council"),
        ("yes", 15, "As needed"),
        ("yes", 20, "As needed"),
        ("sometimes", 5, "Delivery stand-up"),
    ]
    first = book.launch_plan[4]
    assert first.depends_on == ("Ordering system linked to routing", "Data agreement signed")
    assert (first.optimistic, first.likely, first.pessimistic) == (5, 8, 15)
    drop = book.scorecard[1]
    assert (drop.direction, drop.baseline, drop.target) == ("down", Decimal("31.5"), 22)
    assert [(f"{r.month:%b %Y}", r.value) for r in drop.readings] == [
        ("Sep 2026", Decimal("33.1")),
        ("Oct 2026", Decimal("29.8")),
    ]
    assert sum(fit.red_flag for fit in book.partner_fit) == 1


def test_every_value_remembers_its_cell(clean):
    book = clean.workbook
    assert book.people[2].cells["email"] == "B4"
    assert book.alliance.cells["partner_organisations"] == "B4"
    assert book.thesis.cells["decision_principles.3"] == "B6"
    assert book.scorecard[0].cells["2026-10"] == "H2"
    problem = book.people[2].problem("email", "the address is in use", "another address")
    assert str(problem) == "People!B4: the address is in use: accepted is another address"


def test_the_messy_workbook_imports_without_loss(messy):
    assert messy.problems == ()
    book = messy.workbook
    assert [p.name for p in book.people] == [
        "Zoë O’Brien",
        "Raj Patel",
        "João Àlvares",
        "Inês Sousa",
        "名取 恵",
    ]
    assert book.people[1].email == "raj.patel@tidal.example"
    assert {p.role for p in book.people} == {"alliance manager", "sponsor", "contributor"}
    assert book.alliance.currency == "EUR"
    assert book.alliance.start_date == date(2026, 10, 1)


def test_the_messy_workbook_means_what_its_writer_meant(messy):
    book = messy.workbook
    assert [(o.baseline, o.target) for o in book.outcomes] == [
        (1150, 2400),
        (None, 1_250_000),
        (None, 14),
    ]
    assert book.contributions[0].ends is None
    assert [s.side for s in book.scope] == ["in", "out", "non-goal", "non-goal", "non-goal"]
    assert book.assumptions[0].critical
    risk = book.risks[0]
    assert (risk.probability_share, risk.probability_level) == (Decimal("0.3"), None)
    assert (risk.impact_amount, risk.impact_currency) == (400_000, "EUR")
    assert (book.risks[1].probability_level, book.risks[1].impact_level) == (4, 3)
    assert book.risks[1].due is None
    rhythms = ["FREQ=MONTHLY;INTERVAL=3;BYDAY=2TH", "FREQ=WEEKLY;INTERVAL=2", "FREQ=WEEKLY"]
    assert [f.rhythm for f in book.forums] == rhythms
    assert book.forums[0].members == ("Raj Patel", "Inês Sousa")
    assert book.decision_rights[1].escalation == ""
    assert [k.target for k in book.scorecard] == [2400, 85, 4, 3]
    assert [len(k.readings) for k in book.scorecard] == [2, 2, 1, 2]


def test_the_messy_workbook_names_what_was_left_out(messy):
    assert messy.notes == (
        "the sheet “Old numbers 2024” is not known and was left out",
        "Alliance!A11: the row “Prepared by” is not known and was left out",
        "People!F1: the column “Phone” is not known and was left out",
        "Outcomes!I1: the column “Comment” is not known and was left out",
    )


WRONG_CELLS = [
    ("People!B4", "not an e-mail address"),
    ("People!C6", "“Kestrel Logistic” is not an organisation"),
    ("People!A10", "Name is missing"),
    ("Outcomes!G2", "“31/02/2027” is not a date"),
    ("Outcomes!F3", "“six million” is not a number"),
    ("Scope!A4", "formula"),
    ("Risks!C2", "“9” is not a probability"),
    ("Forums!C3", "“every now and then” is not a rhythm"),
    ("Decision rights!E2", "“soon” is not a number of working days"),
    ("Decision rights!C5", "“perhaps”"),
    ("Launch plan!F2", "optimistic 20 is above likely 9"),
    ("Launch plan!E6", "“Ordering sistem linked” cannot be found"),
    ("Scorecard!D4", "“sideways”"),
    ("Partner fit!D2", "“7” is out of range"),
]


def test_the_broken_workbook_gives_exactly_its_fourteen_problems_at_once(broken):
    assert broken.workbook is None
    found = [str(problem) for problem in broken.problems]
    assert [line.split(": ")[0] for line in found] == [cell for cell, _words in WRONG_CELLS]
    for line, (_cell, words) in zip(found, WRONG_CELLS, strict=True):
        assert words in line


def test_every_problem_says_where_what_and_what_is_accepted(broken):
    shape = re.compile(r"[A-Z][a-z ]+![A-Z]+\d+: .+: accepted is .+")
    assert all(shape.fullmatch(str(problem)) for problem in broken.problems)


def test_titles_links_comments_filters_and_rich_texts_do_not_disturb():
    book = openpyxl.load_workbook(io.BytesIO(example("harbour-cold-chain")))
    people, board = book["People"], book["Scorecard"]
    people.insert_rows(1, 3)
    people["A1"] = "Who works on this"
    people.merge_cells("A1:F2")
    people["B5"].hyperlink = "mailto:maya.lindqvist@northwind.example"
    people["A5"].comment = Comment("back on Monday", "somebody")
    people["A6"] = CellRichText("Tomas ", TextBlock(InlineFont(b=True), "Reyes"))
    people.auto_filter.ref = "A4:F12"
    for place, month in (("G1", 9), ("H1", 10), ("I1", 11)):
        board[place] = date(2026, month, 1)
        board[place].number_format = "mmm yyyy"
    board.freeze_panes = "B2"
    book["Risks"].sheet_state = "hidden"
    book["Scope"].row_dimensions[3].hidden = True
    book.move_sheet("Alliance", 9)
    out = io.BytesIO()
    book.save(out)
    reading = read_workbook(out.getvalue())
    assert reading.problems == ()
    assert reading.notes == ()
    assert reading.workbook == read_workbook(example("harbour-cold-chain")).workbook
    assert reading.workbook.people[1].cells["name"] == "A6"
