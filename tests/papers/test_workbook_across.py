"""What one sheet says against the others, and everything that is wrong in one go."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.papers.workbook.cells import Cell
from allied.papers.workbook.check import check_book
from allied.papers.workbook.names import Names, first_cycle, split_names
from allied.papers.workbook.sheets import SHEETS
from tests.papers.workbook_files import ALLIANCE, FORUMS, PEOPLE, book, check, problems, raw_book

OUTCOMES = ["Outcome", "Measure", "Target", "Due"]
OUTCOME = ["Reach", "Grocers served", 400, date(2027, 12, 31)]
RIGHTS = ["Decision type", "Owner", "Joint approval?", "Forum", "SLA", "Escalation"]
PLAN = ["Milestone", "Phase", "Depends on", "Optimistic", "Likely", "Pessimistic"]
SCORES = ["KPI", "Perspective", "Unit", "Direction", "Target"]


def test_an_organisation_may_be_named_once_only():
    rows = [*ALLIANCE, ["Partner organisation", "NORTHWIND"]]
    assert problems(Alliance=rows)[0].startswith("Alliance!B6: “NORTHWIND” is named twice")


def test_people_belong_to_a_known_organisation_and_the_known_ones_are_named():
    rows = [*PEOPLE, ["Ada", "ada@x.example", "Kestrle", "observer"]]
    assert problems(People=rows) == [
        "People!C4: “Kestrle” is not an organisation of the Alliance sheet: accepted is one of "
        "Northwind, Kestrel"
    ]


def test_organisations_are_not_checked_when_the_alliance_does_not_say_them():
    rows = [["Field", "Value"], ["Name", "Harbour"], ["Our organisation", "Northwind"]]
    assert [line.split(":")[0] for line in problems(Alliance=rows)] == ["Alliance!A1"]


def test_people_are_listed_once_by_name_and_by_address():
    rows = [
        *PEOPLE,
        ["MAYA  LIND", "other@x.example", "Kestrel", "observer"],
        ["Ada", "jonas@KESTREL.example", "Kestrel", "observer"],
    ]
    assert [line.split(": accepted")[0] for line in problems(People=rows)] == [
        "People!A4: “MAYA LIND” is the same name as in A2",
        "People!B5: “jonas@kestrel.example” is the same e-mail address as in B3",
    ]


def test_a_person_listed_twice_is_one_problem():
    assert len(problems(People=[*PEOPLE, PEOPLE[1]])) == 1


def test_nobody_listed_is_a_problem():
    assert problems(People=PEOPLE[:1]) == [
        "People!A1: nobody is listed: accepted is a row for each person"
    ]


def test_people_are_recognised_in_any_spelling_and_by_address():
    rows = [["Risk", "Owner"], ["Fire", "maya  LIND"], ["Flood", "JONAS@kestrel.example"]]
    assert [risk.owner for risk in book(Risks=rows).risks] == ["Maya Lind", "Jonas Wirth"]


def test_accents_written_in_two_ways_are_the_same_name():
    people = [*PEOPLE, ["Zoë", "zoe@x.example", "Kestrel", "observer"]]
    rows = [["Risk", "Owner"], ["Fire", "Zoe\u0308"]]
    assert book(People=people, Risks=rows).risks[0].owner == "Zoë"


def test_an_owner_must_be_known():
    risks = [["Risk", "Owner"], ["Fire", "Northwind"]]
    plan = [["Milestone", "Phase", "Owner"], ["Start", 30, "Nobody"]]
    outcomes = [[*OUTCOMES, "Owner"], [*OUTCOME, "northwind"], [*OUTCOME, "Nobody"]]
    assert [
        line.split(":")[0] for line in problems(Risks=risks, Launch_plan=plan, Outcomes=outcomes)
    ] == ["Risks!B2", "Launch plan!C2", "Outcomes!E3"]


def test_members_are_split_at_semicolons_commas_and_lines():
    header = ["Forum", "Layer", "Members"]
    for text in (
        "Maya Lind; Jonas Wirth",
        "Maya Lind, Jonas Wirth",
        "Maya Lind\nJonas Wirth\n",
        "maya lind、jonas wirth; maya lind",
    ):
        (forum,) = book(Forums=[header, ["Board", "steering", text]]).forums
        assert forum.members == ("Maya Lind", "Jonas Wirth")


def test_a_name_with_a_comma_is_found_in_a_list():
    people = [*PEOPLE, ["Patel, Raj", "raj@x.example", "Kestrel", "observer"]]
    rows = [["Forum", "Layer", "Members"], ["Board", "steering", "Patel, Raj, Maya Lind"]]
    assert book(People=people, Forums=rows).forums[0].members == ("Patel, Raj", "Maya Lind")


def test_unknown_members_are_one_problem_that_names_them():
    rows = [["Forum", "Layer", "Members"], ["Board", "steering", "Maya Lind; Tom, Jr; Ada"]]
    assert problems(Forums=rows) == [
        "Forums!C2: “Tom, Jr”, “Ada” cannot be found: accepted is a list of names of the People "
        "sheet, separated by semicolons"
    ]


def test_a_list_of_too_many_names_is_refused():
    rows = [["Forum", "Layer", "Members"], ["Board", "steering", "a;" * 600]]
    assert "more than 500 names" in problems(Forums=rows)[0]


def test_forums_and_decision_types_are_listed_once():
    rights = [RIGHTS, *([["Scope", "Leads", "yes", "As needed", 5, None]] * 2)]
    rows = [*FORUMS, ["BOARD", "working"]]
    assert [line.split(":")[0] for line in problems(Forums=rows, Decision_rights=rights)] == [
        "Forums!A4",
        "Decision rights!A3",
    ]


def test_a_decision_right_names_known_forums():
    rows = [
        RIGHTS,
        ["Scope", "board", "yes", "BOARD", "5 days", ""],
        ["Price", "maya lind", "no", "as NEEDED", 5, "Sponsors"],
        ["Delivery", "Delivery leads", "sometimes", "ad hoc", 5, "council"],
        ["Data", "Legal", "yes", "Boardroom", 5, "Nowhere"],
    ]
    found = problems(Forums=FORUMS, Decision_rights=rows)
    assert [line.split(":")[0] for line in found] == ["Decision rights!D5", "Decision rights!F5"]
    rights = book(Forums=FORUMS, Decision_rights=rows[:-1]).decision_rights
    assert [(r.owner, r.forum, r.escalation) for r in rights] == [
        ("Board", "Board", ""),
        ("Maya Lind", "As needed", "Sponsors"),
        ("Delivery leads", "As needed", "Council"),
    ]


def test_without_a_forums_sheet_only_as_needed_is_known():
    rows = [RIGHTS, ["Scope", "Leads", "yes", "Board", 5, None]]
    assert problems(Decision_rights=rows)[0].startswith(
        "Decision rights!D2: “Board” is not a forum of the Forums sheet"
    )


def test_milestones_depend_on_known_milestones_without_circles():
    rows = [
        PLAN,
        ["A", 30, "C"],
        ["B", 30, "a"],
        ["C", 60, "B"],
        ["D", 60, "D"],
        ["E", 90, "A; Z"],
    ]
    assert [line.split(": accepted")[0] for line in problems(Launch_plan=rows)] == [
        "Launch plan!C2: “A” → “C” → “B” → “A” is a circle",
        "Launch plan!C5: “D” → “D” is a circle",
        "Launch plan!C6: “Z” cannot be found",
    ]


@pytest.mark.parametrize(
    ("estimates", "cell"),
    [
        ((20, 9, 16), "D2"),
        ((5, 30, 16), "E2"),
        ((5, 9, 2), "F2"),
        ((20, None, 16), "D2"),
        ((None, 9, 2), "E2"),
    ],
)
def test_estimates_rise_from_optimistic_to_pessimistic(estimates, cell):
    (found,) = problems(Launch_plan=[PLAN, ["A", 30, None, *estimates]])
    assert found.startswith(f"Launch plan!{cell}: ")


def test_equal_and_missing_estimates_are_fine():
    rows = [PLAN, ["A", 30, None, 5, 5, 5], ["B", 30, None, None, 5, None]]
    assert len(book(Launch_plan=rows).launch_plan) == 2


def test_a_contribution_ends_after_it_starts():
    rows = [
        ["Organisation", "Contribution", "From", "To"],
        ["Northwind", "Vans", "2026-10-01", "2026-09-01"],
    ]
    assert problems(Contributions=rows) == [
        "Contributions!D2: 2026-09-01 is before 2026-10-01: accepted is a day after From"
    ]


def test_months_are_columns_in_text_or_as_dates():
    header = [*SCORES, "2026-11", date(2026, 10, 1), "Dec 2026", "Comment"]
    reading = check(Scorecard=[header, ["Revenue", "value", "EUR", "up", 5, "2", 1, "n/a", "x"]])
    (kpi,) = reading.workbook.scorecard
    assert [(r.month, r.value) for r in kpi.readings] == [
        (date(2026, 10, 1), 1),
        (date(2026, 11, 1), 2),
    ]
    assert kpi.cells["2026-10"] == "G2"
    assert len(reading.notes) == 1


def test_a_month_given_twice_and_a_computed_month_are_refused():
    header = [*SCORES, "2026-10", "Oct 2026", Cell("formula", "")]
    found = problems(Scorecard=[header, ["Revenue", "value"]])
    assert [line.split(":")[0] for line in found] == ["Scorecard!G1", "Scorecard!H1"]


def test_a_wrong_reading_names_its_month_column():
    found = problems(Scorecard=[[*SCORES, "2026-10"], ["Revenue", "value", None, None, 1, "lots"]])
    assert found[0].startswith("Scorecard!F2: “lots” is not a number")


def test_two_numbers_are_a_target_for_a_band_only():
    rows = [SCORES, ["Stock", "value", "", "band", "40 to 60"], ["Cost", "value", "", "up", "4-6"]]
    (found,) = problems(Scorecard=rows)
    assert found.startswith("Scorecard!E3: two numbers are given")
    kpi = book(Scorecard=rows[:-1]).scorecard[0]
    assert (kpi.target, kpi.target_high) == (40, 60)


def test_a_sign_becomes_the_unit_when_there_is_none():
    rows = [SCORES, ["On time", "execution", None, "up", "85%"]]
    assert book(Scorecard=rows).scorecard[0].unit == "%"


def test_a_sign_that_contradicts_the_unit_is_noted():
    header, row = [*OUTCOMES, "Unit"], ["Reach", "Income", "€5,000", date(2027, 1, 1)]
    reading = check(Outcomes=[header, [*row, "USD"]])
    assert reading.workbook.outcomes[0].unit == "USD"
    assert "Outcomes!E2: the numbers are in EUR" in reading.notes[0]
    assert check(Outcomes=[header, [*row, "k EUR a year"]]).notes == ()


def test_money_without_a_sign_is_in_the_currency_of_the_alliance():
    rows = [["Risk", "Impact"], ["Fire", 400_000], ["Flood", "$500"]]
    assert [r.impact_currency for r in book(Risks=rows).risks] == ["EUR", "USD"]


def test_a_score_is_given_once_by_each_rater():
    header = ["Candidate", "Criterion", "Rater", "Score"]
    rows = [header, ["K", "Fit", "maya lind", 4], ["k", "fit", "Maya Lind", 3]]
    assert problems(Partner_fit=rows)[0].startswith("Partner fit!C3: ")
    assert book(Partner_fit=rows[:2]).partner_fit[0].rater == "Maya Lind"


def test_all_problems_come_at_once_from_the_first_sheet_to_the_last():
    found = check(
        Risks=[["Risk", "Impact", "Owner"], ["Fire", "high", "X"], [None, 1, None]],
        Scope=[["Item", "In/Out/Non-goal"], ["Vans", "perhaps"]],
    )
    assert found.workbook is None
    assert [f"{p.sheet}!{p.cell}" for p in found.problems] == [
        "Risks!B2",
        "Risks!C2",
        "Risks!A3",
        "Scope!B2",
    ]


CELLS = st.one_of(st.none(), st.text(max_size=9), st.integers(), st.dates())


@given(st.sampled_from(SHEETS), st.lists(st.lists(CELLS)))
def test_no_sheet_upsets_the_checks(spec, rows):
    header = [column.name for column in spec.columns]
    reading = check_book(raw_book({spec.name: [header, *rows]}))
    assert (reading.workbook is None) == bool(reading.problems)


def test_lists_are_split_by_the_longest_known_name():
    known = Names(["A", "A, B", "C; D"])
    assert [found for _text, found in split_names("A, B; C; D, A", known)] == ["A, B", "C; D", "A"]


def test_a_circle_is_found_wherever_it_starts():
    assert first_cycle({"a": ["b"], "b": ["c", "d"], "d": ["b"]}) == ["b", "d"]
    assert first_cycle({"a": ["b", "c"], "b": ["c"], "c": []}) == []
