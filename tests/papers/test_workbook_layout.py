"""How sheets are found and read: names, headers, keys, blank rows, what is left out."""

from datetime import date
from decimal import Decimal

from allied.papers.workbook.cells import Cell, RawBook
from allied.papers.workbook.check import check_book
from allied.papers.workbook.sheets import SHEETS, spec_of
from tests.papers.workbook_files import ALLIANCE, PEOPLE, book, check, problems, raw_book, raw_sheet

OUTCOMES = ["Outcome", "Measure", "Target", "Due"]
OUTCOME = ["Reach", "Grocers served", 400, date(2027, 12, 31)]


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
        ["Decision principle 4", "Speed second"],
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
