"""The checks of a workbook as a whole: layout, sheets against each other, all in one go."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.papers.workbook.cells import Cell, RawBook
from allied.papers.workbook.check import check_book
from allied.papers.workbook.names import Names, first_cycle, split_names
from allied.papers.workbook.sheets import SHEETS, spec_of
from tests.papers.workbook_files import ALLIANCE, FORUMS, PEOPLE, raw_book, raw_sheet

OUTCOMES = ["Outcome", "Measure", "Target", "Due"]
OUTCOME = ["Reach", "Grocers served", 400, date(2027, 12, 31)]
RIGHTS = ["Decision type", "Owner", "Joint approval?", "Forum", "SLA", "Escalation"]
PLAN = ["Milestone", "Phase", "Depends on", "Optimistic", "Likely", "Pessimistic"]
SCORES = ["KPI", "Perspective", "Unit", "Direction", "Target"]


def check(**sheets):
    names = {name.replace("_", " "): rows for name, rows in sheets.items()}
    return check_book(raw_book(names))


def problems(**sheets) -> list[str]:
    return [str(problem) for problem in check(**sheets).problems]


def book(**sheets):
    reading = check(**sheets)
    assert reading.problems == ()
    return reading.workbook


def test_the_smallest_workbook_is_an_alliance_and_its_people():
    found = book()
    assert found.alliance.partner_organisations == ("Kestrel",)
    assert [person.name for person in found.people] == ["Maya Lind", "Jonas Wirth"]
    assert found.thesis is None
    assert found.outcomes == ()


def test_sheets_are_known_by_name_in_any_spelling_and_order():
    assert all(spec_of(spec.name.upper() + " ") is spec for spec in SHEETS)
    assert spec_of("decision_RIGHTS") is spec_of("Decision rights")
    assert spec_of("Old numbers") is None
    whole = {"PEOPLE": PEOPLE, "alliance ": ALLIANCE}
    sheets = tuple(raw_sheet(name, rows) for name, rows in whole.items())
    assert check_book(RawBook(sheets)).problems == ()


def test_missing_sheets_are_named():
    found = [str(problem) for problem in check_book(RawBook(())).problems]
    assert found == [
        "Alliance!A1: the sheet is missing: accepted is a sheet named Alliance",
        "People!A1: the sheet is missing: accepted is a sheet named People",
    ]


def test_two_sheets_of_one_name_are_refused():
    sheets = (*raw_book({}).sheets, raw_sheet("people ", PEOPLE))
    (problem,) = check_book(RawBook(sheets)).problems
    assert problem.what == "two sheets are named People"


def test_ignored_sheets_are_noted():
    reading = check_book(raw_book({}, ignored=["Old numbers"]))
    assert reading.notes == ("the sheet “Old numbers” is not known and was left out",)


def test_the_header_may_stand_below_titles_and_blank_rows():
    rows = [["Our outcomes"], [], ["Draft", None, "3 Sept"], OUTCOMES, [], OUTCOME]
    (outcome,) = book(Outcomes=rows).outcomes
    assert outcome.outcome == "Reach"
    assert outcome.cells["outcome"] == "A6"


def test_the_header_is_looked_for_in_the_first_ten_rows_only():
    rows = [["note"]] * 9 + [OUTCOMES, OUTCOME]
    assert len(book(Outcomes=rows).outcomes) == 1
    late = [["note"]] * 10 + [OUTCOMES, OUTCOME]
    assert problems(Outcomes=late) == [
        "Outcomes!A1: no header row is found in the first ten rows: accepted is a row with the "
        "column names Outcome, Measure, Target, Due"
    ]


def test_an_empty_optional_sheet_is_as_good_as_none():
    assert book(Outcomes=[]).outcomes == ()
    assert book(Outcomes=[OUTCOMES]).outcomes == ()
    assert book(Value_thesis=[]).thesis is None


def test_columns_may_stand_anywhere_and_have_other_names():
    header = [None, "DUE DATE", "Measured by", "target value", "outcome (short)", "Comment"]
    row = [None, "31 Mar 2027", "Grocers", "1,150", "Reach", "x"]
    reading = check(Outcomes=[header, row])
    (outcome,) = reading.workbook.outcomes
    assert (outcome.target, outcome.due) == (Decimal(1150), date(2027, 3, 31))
    assert reading.notes == ("Outcomes!F1: the column “Comment” is not known and was left out",)


def test_a_column_without_a_name_is_noted():
    reading = check(Outcomes=[OUTCOMES, [*OUTCOME, "stray"]])
    assert reading.notes == ("Outcomes!E1: the column E has no name and was left out",)


def test_a_missing_column_is_one_problem_and_the_rest_is_still_checked():
    rows = [["Outcome", "Measure", "Target"], ["Reach", "Grocers", "many"]]
    assert [line.split(": accepted")[0] for line in problems(Outcomes=rows)] == [
        "Outcomes!A1: the column Due is missing",
        "Outcomes!C2: “many” is not a number",
    ]


def test_a_column_given_twice_is_refused_but_another_spelling_is_only_left_out():
    twice = [[*OUTCOMES, "Due"], [*OUTCOME, date(2027, 1, 1)]]
    assert problems(Outcomes=twice)[0].startswith("Outcomes!E1: the column Due is there twice")
    other = [["Deadline", *OUTCOMES], [date(2020, 1, 1), *OUTCOME]]
    reading = check(Outcomes=other)
    assert reading.workbook.outcomes[0].due == date(2027, 12, 31)
    assert "“Deadline” is not known" in reading.notes[0]


def test_blank_rows_are_skipped_and_empty_words_count_as_blank():
    rows = [OUTCOMES, [], ["n/a", "-", "TBD", ""], OUTCOME]
    assert len(book(Outcomes=rows).outcomes) == 1


def test_a_required_value_may_not_be_empty():
    rows = [OUTCOMES, ["Reach", "Grocers", "tbd", "-"]]
    assert [line.split(":")[0] for line in problems(Outcomes=rows)] == [
        "Outcomes!C2",
        "Outcomes!D2",
    ]


def test_formulas_count_only_in_columns_that_are_read():
    formula = Cell("formula", "")
    extra = [[*OUTCOMES, "Comment"], [*OUTCOME, formula]]
    assert book(Outcomes=extra).outcomes
    inside = [[*OUTCOMES], [formula, *OUTCOME[1:]]]
    assert [line.split(":")[0] for line in problems(Outcomes=inside)] == ["Outcomes!A2"]


def test_a_formula_is_one_problem_not_also_a_missing_value():
    rows = [["Field", "Value"], ["Name", Cell("formula", "")], *ALLIANCE[2:]]
    assert [line.split(":")[0] for line in problems(Alliance=rows)] == ["Alliance!B2"]


def test_keys_and_values_need_no_header_and_may_stand_to_the_right():
    rows = [["", "Our alliance"], *([None, None, *row] for row in ALLIANCE[1:])]
    assert book(Alliance=rows).alliance.name == "Harbour"


def test_a_missing_key_and_a_missing_value_are_both_found():
    rows = [["Field", "Value"], ["Name", "n/a"], ["Our organisation", "Northwind"]]
    assert [line.split(": accepted")[0] for line in problems(Alliance=rows)] == [
        "Alliance!A1: Partner organisation is missing",
        "Alliance!B2: Name is missing",
    ]


def test_a_key_given_twice_must_agree():
    again = [*ALLIANCE, ["currency", "USD"]]
    assert problems(Alliance=again) == [
        "Alliance!B6: Currency is given a second time: accepted is one row with it"
    ]
    assert book(Alliance=[*ALLIANCE, ["currency", "€"]]).alliance.currency == "EUR"


def test_several_partners_and_principles_are_kept_in_order():
    rows = [*ALLIANCE, ["Partner organisation", "Polarweg"], [None, "Nordfracht"]]
    assert book(Alliance=rows).alliance.partner_organisations == (
        "Kestrel",
        "Polarweg",
        "Nordfracht",
    )
    thesis = [
        ["Field", "Value"],
        ["Strategic objective", "Reach"],
        ["Decision principles", "1. Safety first\n2) One delivery\n• No surprises\n"],
        ["Decision principle", "Speed second"],
    ]
    assert book(Value_thesis=thesis).thesis.decision_principles == (
        "Safety first",
        "One delivery",
        "No surprises",
        "Speed second",
    )


def test_a_stray_value_or_key_is_noted():
    rows = [*ALLIANCE, [None, "who am I"], ["Prepared by", "somebody"]]
    assert check(Alliance=rows).notes == (
        "Alliance!A6: a value without a name was left out",
        "Alliance!A7: the row “Prepared by” is not known and was left out",
    )


def test_a_thesis_without_objective_is_refused():
    rows = [["Field", "Value"], ["Strategic objective", None], ["Decision principles", "Safety"]]
    assert problems(Value_thesis=rows) == [
        "Value thesis!B2: Strategic objective is missing: accepted is a text of at most 5,000 "
        "characters"
    ]


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
