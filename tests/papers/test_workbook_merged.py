"""Merged cells: where a value is missing behind one, the problem names the range that was merged."""

import pytest

from allied.papers.workbook.cells import hidden_by
from allied.papers.workbook.limits import MAX_CELLS
from allied.papers.workbook.reading import read_workbook
from tests.papers.workbook_files import parts, text_cell, xlsx, zipped

HEAD = ["Candidate", "Criterion", "Rater", "Score"]
FIT = [
    HEAD,
    ["Kestrel", "Reach", "Maya Lind", 4],
    [None, "Trust", "Maya Lind", 3],
    [None, "Speed", "Maya Lind", 2],
    [None, "Cost", "Maya Lind", 5],
]


def said(raw: bytes) -> list[str]:
    return [str(problem) for problem in read_workbook(raw).problems]


def test_a_value_hidden_by_a_merge_is_missing_because_of_it():
    merged = {"Partner fit": {"A2:A4": "Kestrel"}}
    because = (
        "Candidate is missing, because A2:A4 is merged into one cell and only A2 holds its value: "
        "accepted is a text of at most 200 characters, in every row, without merged cells"
    )
    assert said(xlsx({"Partner fit": FIT}, merged)) == [
        f"Partner fit!A3: {because}",
        f"Partner fit!A4: {because}",
        "Partner fit!A5: Candidate is missing: accepted is a text of at most 200 characters",
    ]


def test_a_merge_across_columns_hides_those_to_the_right():
    row = ["Kestrel", "Reach", "Maya Lind", None]
    [problem] = said(xlsx({"Partner fit": [HEAD, row]}, {"Partner fit": {"C2:D2": "Maya Lind"}}))
    assert problem.startswith("Partner fit!D2: Score is missing, because C2:D2 is merged")


def test_merges_that_hide_nothing_needed_change_nothing():
    rows = [[*HEAD, "Evidence"], ["Kestrel", "Reach", "Maya Lind", 4, "Visited"]]
    rows.append(["Kestrel", "Trust", "Maya Lind", 3, None])
    assert said(xlsx({"Partner fit": rows}, {"Partner fit": {"E2:E3": "Visited"}})) == []


@pytest.mark.parametrize(
    "ref", ["", "A2", "A2:", "nonsense", "A3:A2", "A0:B0", "A2:XFD9999999", "A1:A2:A3", "A2:ZZZZ9"]
)
def test_odd_merges_hurt_nothing(ref):
    sheet = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/'
        'spreadsheetml/2006/main"><sheetData><row r="1">'
        + text_cell("A1", "Field")
        + text_cell("B1", "Value")
        + f'</row></sheetData><mergeCells><mergeCell ref="{ref}"/></mergeCells></worksheet>'
    )
    found = said(zipped(parts(sheet, names=("Alliance",))))
    assert any("Name is missing" in one or "cannot be read" in one for one in found)


def test_no_more_hidden_cells_are_remembered_than_a_workbook_may_fill():
    whole = [(0, column, 4_999, column) for column in range(256)]
    assert 30_000 < len(hidden_by(whole)) <= MAX_CELLS
    assert hidden_by([(1, 0, 2, 1)]) == dict.fromkeys([(1, 1), (2, 0), (2, 1)], "A2:B3")
