"""What is written reads back as it was, and no text of it ever becomes a formula."""

import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings

from allied.papers.workbook import content as c
from allied.papers.workbook.cells import unpack
from allied.papers.workbook.check import check_book
from allied.papers.workbook.child import read_sheets
from allied.papers.workbook.reading import read_workbook
from allied.papers.workbook.sheets import SHEETS
from allied.papers.workbook.template import write_template
from allied.papers.workbook.words import key
from allied.papers.workbook.writer import write_workbook
from tests.papers.workbook_content import RISKY, workbooks
from tests.papers.workbook_files import example

SMALL = c.AllianceWorkbook(
    alliance=c.AllianceRow(
        name="Harbour", our_organisation="Northwind", partner_organisations=("Kestrel",)
    ),
    people=(
        c.PersonRow(
            name="Maya Lind", email="maya@x.example", organisation="Northwind", role="sponsor"
        ),
    ),
)


def written(workbook: c.AllianceWorkbook) -> bytes:
    out = io.BytesIO()
    write_workbook(workbook, out)
    return out.getvalue()


def read_here(raw: bytes) -> c.Reading:
    """Reads in this process, which is quick enough for many examples."""
    return check_book(unpack(json.loads(read_sheets(raw))))


def test_the_examples_read_back_to_the_same_content():
    for name in ("harbour-cold-chain", "kombu-messy"):
        workbook = read_workbook(example(name)).workbook
        again = read_workbook(written(workbook))
        assert again.workbook == workbook
        assert again.notes == ()


def test_the_same_content_gives_the_same_bytes_and_no_trace_of_who_wrote_it():
    raw = written(SMALL)
    assert raw == written(SMALL)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {entry.date_time[:3] for entry in archive.infolist()} == {(1980, 1, 1)}
    assert re.findall(r"<dcterms:\w+[^>]*>([^<]*)<", core) == ["2026-01-01T00:00:00Z"] * 2
    assert re.findall(r"<dc:creator>([^<]*)<", core) in ([], [""])


@pytest.mark.parametrize("text", RISKY)
def test_a_text_that_looks_like_a_formula_stays_text_and_reads_back(text):
    workbook = replace(
        SMALL,
        thesis=c.ThesisRow(
            strategic_objective=text,
            why_alliance=text,
            decision_principles=(text, f"{text}\n{text}"),
        ),
        scope=(c.ScopeRow(item=text, side="in", note=text),),
        partner_fit=(c.FitRow(candidate=text, criterion=text, rater=text, score=3),),
    )
    raw = written(workbook)
    assert read_workbook(raw).workbook == workbook
    cells = [
        (cell.data_type, str(cell.value).replace("_x000D_", "\r"))
        for sheet in openpyxl.load_workbook(io.BytesIO(raw))
        for row in sheet
        for cell in row
    ]
    assert {kind for kind, shown in cells if key(shown) == key(text)} == {"s"}
    assert cells.count(("s", text)) == 8


def test_no_cell_of_a_written_file_is_a_formula_and_every_text_is_a_string():
    workbook = replace(SMALL, scope=tuple(c.ScopeRow(item=t, side="out", note=t) for t in RISKY))
    with zipfile.ZipFile(io.BytesIO(written(workbook))) as archive:
        sheets = [archive.read(n).decode() for n in archive.namelist() if "/sheet" in n]
        shared = archive.read("xl/sharedStrings.xml").decode()
        styles = archive.read("xl/styles.xml").decode()
    assert not any("<f" + end in sheet for sheet in sheets for end in (">", " ", "/"))
    assert "<t>=1+1</t>" in shared
    assert 'quotePrefix="1"' in styles


def test_an_unmarked_text_that_looks_like_a_formula_is_refused():
    book = openpyxl.load_workbook(io.BytesIO(example("harbour-cold-chain")))
    cell = book["Scope"]["A4"]
    cell.value = "=1+1"
    cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    (problem,) = read_workbook(out.getvalue()).problems
    assert (problem.sheet, problem.cell) == ("Scope", "A4")
    assert "as a formula does" in problem.what


def test_percentages_of_a_spreadsheet_are_read_as_they_are_shown():
    book = openpyxl.load_workbook(io.BytesIO(example("harbour-cold-chain")))
    for sheet, place, value in (("Scorecard", "F4", 0.9), ("Risks", "C2", 0.3)):
        book[sheet][place].value = value
        book[sheet][place].number_format = "0.0%"
    out = io.BytesIO()
    book.save(out)
    workbook = read_workbook(out.getvalue()).workbook
    assert workbook.scorecard[2].target == 90
    assert workbook.risks[0].probability_share == Decimal("0.3")


def test_what_a_spreadsheet_cannot_hold_is_refused():
    tiny = c.RiskRow(risk="Fire", impact_amount=Decimal(3))
    long = c.ScopeRow(item="x" * 32_768, side="in")
    many = c.ContributionRow(
        organisation="Kestrel", contribution="x", amount=Decimal("1.2345678901234567")
    )
    for field, row, words in (
        ("risks", tiny, "needs a currency"),
        ("scope", long, "more characters than a cell can hold"),
        ("contributions", many, "more digits"),
    ):
        with pytest.raises(ValueError, match=words):
            written(replace(SMALL, **{field: (row,)}))


def test_characters_that_no_file_can_hold_are_left_out():
    workbook = replace(SMALL, scope=(c.ScopeRow(item="a\ud800b\uffffc", side="in"),))
    assert read_here(written(workbook)).workbook.scope[0].item == "abc"


def test_small_amounts_of_money_do_not_turn_into_levels():
    rows = tuple(
        c.RiskRow(risk=f"R{n}", impact_amount=Decimal(n), impact_currency=code)
        for n, code in ((3, "EUR"), (9, "EUR"), (9, "USD"))
    )
    head = replace(SMALL.alliance, currency="EUR")
    workbook = replace(SMALL, alliance=head, risks=rows)
    assert read_here(written(workbook)).workbook == workbook


def test_the_template_has_every_sheet_and_asks_for_what_is_required():
    out = io.BytesIO()
    write_template(out)
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    assert book.sheetnames == [spec.name for spec in SHEETS]
    for spec in SHEETS:
        sheet = book[spec.name]
        texts = {str(cell.value) for row in sheet for cell in row if cell.value}
        assert {column.name for column in spec.columns} <= texts
        assert any(text.startswith("Required: ") for text in texts)
        assert sheet.data_validations.count >= 1
    found = [str(problem) for problem in read_workbook(out.getvalue()).problems]
    assert [line.split(": accepted")[0] for line in found] == [
        "Alliance!B2: Name is missing",
        "Alliance!B3: Our organisation is missing",
        "Alliance!B4: Partner organisation is missing",
        "People!A1: nobody is listed",
    ]


def test_a_filled_template_is_accepted():
    out = io.BytesIO()
    write_template(out)
    book = openpyxl.load_workbook(io.BytesIO(out.getvalue()))
    for place, text in (("B2", "Harbour"), ("B3", "Northwind"), ("B4", "Kestrel")):
        book["Alliance"][place] = text
    book["People"].append(["Maya Lind", "maya@x.example", "Northwind", "sponsor"])
    book["Risks"].append(["Fire", None, 4, 5, "Maya Lind"])
    filled = io.BytesIO()
    book.save(filled)
    reading = read_workbook(filled.getvalue())
    assert reading.problems == ()
    assert reading.workbook.people[0].cells["name"] == "A3"
    assert reading.workbook.risks[0].impact_level == 5


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(workbooks())
def test_whatever_is_written_reads_back_to_the_same_content(workbook):
    reading = read_here(written(workbook))
    assert reading.problems == ()
    assert reading.workbook == workbook
