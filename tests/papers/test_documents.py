"""Word files: readable, the same bytes each time, and deaf to whatever people typed."""

import io
import re
import zipfile
from xml.etree import ElementTree

import docx
import openpyxl
import pytest

from allied.papers.documents.paper import (
    Clause,
    Heading,
    Listing,
    Paper,
    Paragraph,
    Signatory,
    Signatures,
    Table,
)
from allied.papers.documents.spreadsheet import Grid, spreadsheet
from allied.papers.documents.text import one_line, printable
from allied.papers.documents.word import word_file

NAMES = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
HOSTILE = [
    "{{7*7}}",
    "<script>alert(1)</script>",
    "</w:t></w:r><w:p>x",
    "שלום ثيسيس",
    '=HYPERLINK("http://example.com")',
    "&amp; & ]]>",
]


def paper(title="Value thesis", text="One of many"):
    return Paper(
        title=title,
        subtitle="Cold Brew Venture · version 1",
        blocks=[
            Heading(text="Objective"),
            Paragraph(lead="Why.", text=text),
            Listing(items=["first", "second"]),
            Listing(items=["safety", "speed"], numbered=True),
            Table(heads=["Outcome", "Target"], rows=[["Stores", "6,000"]], widths=[3, 1]),
            Paragraph(text="Only for reading", quiet=True),
        ],
        footer="Digest abc",
    )


def parts(file):
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def all_text(file):
    read = docx.Document(io.BytesIO(file))
    lines = [paragraph.text for paragraph in read.paragraphs]
    lines += [cell.text for table in read.tables for row in table.rows for cell in row.cells]
    lines += [paragraph.text for paragraph in read.sections[0].footer.paragraphs]
    return "\n".join(lines)


def test_everything_in_the_paper_stands_in_the_file():
    text = all_text(word_file(paper()))
    for said in ("Value thesis", "version 1", "Objective", "Why. One of many", "first"):
        assert said in text
    for said in ("1.\tsafety", "2.\tspeed", "Outcome", "6,000", "Digest abc"):
        assert said in text


def test_the_same_paper_gives_the_same_bytes():
    assert word_file(paper()) == word_file(paper())
    assert word_file(paper()) != word_file(paper(text="Another"))


def test_the_file_says_nothing_about_its_maker():
    found = parts(word_file(paper()))
    core, app = found["docProps/core.xml"].decode(), found["docProps/app.xml"].decode()
    assert "<dc:creator>Allied</dc:creator>" in core
    assert re.findall(r">(2[^<]*Z)<", core) == ["2000-01-01T00:00:00Z"] * 2
    for word in ("python-docx", "Macintosh", "Normal.dotm"):
        assert word not in core + app
    assert not [n for n in found if "thumbnail" in n or "customXml" in n or "Effects" in n]
    with zipfile.ZipFile(io.BytesIO(word_file(paper()))) as opened:
        assert {entry.date_time for entry in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert b"rsid" not in found["word/settings.xml"]


def test_the_metadata_does_not_depend_on_the_content():
    one, two = parts(word_file(paper())), parts(word_file(paper(title="x", text="CANARY")))
    changed = {name for name in one if one[name] != two[name]}
    assert changed == {"word/document.xml"}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_typed_stays_text(hostile):
    file = word_file(paper(title=hostile, text=hostile))
    assert all_text(file).count(hostile) == 2
    document = ElementTree.fromstring(parts(file)["word/document.xml"])
    tags = {element.tag.split("}")[1] for element in document.iter()}
    assert not tags & {"instrText", "fldSimple", "hyperlink", "script", "altChunk", "object"}


def test_control_characters_and_reordering_marks_are_left_out():
    assert printable("a\x00b\x1bc\x7fd\ud800e\ufffff\u202eg\u2066h") == "abcdefgh"
    assert printable("line\r\nnext\tcell") == "line\nnext\tcell"
    assert one_line(" Cold\n\tBrew ") == "Cold Brew"
    assert "evil\u202e" not in all_text(word_file(paper(title="evil\u202etxt.exe\x08")))


def test_right_to_left_letters_are_kept():
    assert printable("שלום") == "שלום"


def test_a_table_repeats_its_head_and_keeps_rows_together():
    document = parts(word_file(paper()))["word/document.xml"].decode()
    assert document.count("<w:tblHeader") == 1
    assert document.count("<w:cantSplit") == 2


def test_a_file_is_small_and_opens_without_table_styles_nobody_uses():
    file = word_file(paper())
    assert len(file) < 30_000
    assert [s.name for s in docx.Document(io.BytesIO(file)).styles if s.type == 3] == [
        "Normal Table"
    ]


def clauses():
    parties = [Signatory(organisation="Northwind", name="Tomas"), Signatory(organisation="Bright")]
    return Paper(
        title="How we work",
        subtitle="Annex",
        header="Northwind × Brightleaf",
        contents=True,
        footer="SHA-256 abc",
        blocks=[
            Heading(text="Parties", number="1"),
            Clause(number="1.1", lead="Rank.", text="The Agreement prevails.", points=["a", "b"]),
            Heading(text="Signatures", number="2"),
            Signatures(parties=parties),
        ],
    )


def test_clauses_are_numbered_by_word_itself_in_styles_of_their_own():
    made = parts(word_file(clauses()))
    styles = made["word/styles.xml"].decode()
    numbering = made["word/numbering.xml"].decode()
    assert re.search(r'w:styleId="Clause".*?<w:ilvl w:val="1"/><w:numId w:val="90"/>', styles, re.S)
    assert re.search(r'w:styleId="ClausePoint".*?<w:ilvl w:val="2"/>', styles, re.S)
    for reads in ("%1.", "%1.%2", "(%3)"):
        assert f'<w:lvlText w:val="{reads}"/>' in numbering
    read = docx.Document(io.BytesIO(word_file(clauses())))
    assert [p.style.name for p in read.paragraphs if p.text.startswith("Rank.")] == ["Clause"]
    assert "1.1" not in all_text(word_file(clauses()))


def test_the_table_of_contents_is_a_field_that_is_filled_and_leads_to_the_sections():
    document = parts(word_file(clauses()))["word/document.xml"].decode()
    assert r'TOC \o "1-1" \n \h \z \u' in document
    targets = re.findall(r'w:hyperlink w:anchor="(\w+)"', document)
    assert len(targets) == 2
    for target in targets:
        assert f'w:name="{target}"' in document


def test_both_names_stand_in_the_head_and_pages_are_counted_in_the_foot():
    made = parts(word_file(clauses()))
    heads = [text for name, text in made.items() if re.match(r"word/header\d*\.xml", name)]
    assert any("Northwind × Brightleaf".encode() in text for text in heads)
    feet = [text for name, text in made.items() if re.match(r"word/footer\d*\.xml", name)]
    assert any(b'w:instr="PAGE"' in text and b"NUMPAGES" in text for text in feet)


def test_the_places_for_signatures_hold_what_is_known_and_lines_for_the_rest():
    table = docx.Document(io.BytesIO(word_file(clauses()))).tables[-1]
    said = [[cell.text for cell in row.cells] for row in table.rows]
    assert said[0][0] == "For and on behalf of Northwind"
    assert said[2] == ["Name", "Tomas", "", "Name", ""]
    assert word_file(clauses()) == word_file(clauses())


def test_a_column_is_wide_enough_for_its_longest_word_where_there_is_room():
    plain = Table(heads=["What", "Who"], rows=[["Tea", "Ann"]], widths=(3, 1))
    assert plain.shares == [0.75, 0.25]
    narrow = Table(heads=["What", "In writing"], rows=[["Tea", "yes"]], widths=(20, 1))
    assert narrow.shares == pytest.approx([1 - 9 / 80, 9 / 80])
    endless = Table(heads=["What", "x" * 500], rows=[], widths=(20, 1))
    assert endless.shares == pytest.approx([0.75, 0.25])
    crowded = Table(heads=["w" * 30] * 5, rows=[])
    assert crowded.shares == pytest.approx([0.2] * 5)


def test_the_longest_words_of_seven_columns_stay_whole_in_a_wider_font_than_the_named_one():
    words = ["Commercial", "Operational", "Approval;", "Operational", "Working", "Operational"]
    heads = ["Type", "Owner", "Approval", "Decided in", "SLA", "If time runs out", "In writing"]
    rights = Table(heads=heads, rows=[[*words, "yes"]], widths=(4, 4, 4, 4, 3, 5, 2))
    drawn = Paper(title="Annex", subtitle="", blocks=[rights], footer="")
    table = docx.Document(io.BytesIO(word_file(drawn))).tables[0]
    sides = table._tbl.tblPr.xpath("./w:tblCellMar/w:left | ./w:tblCellMar/w:right")
    beside = sum(int(one.get(f"{{{NAMES['w']}}}w")) for one in sides) / 20 if sides else 10.8
    widest_letter = 0.61 * 9.5  # points of a letter in fonts as wide as Verdana and DejaVu Sans
    for column, word in zip(table.columns, words, strict=False):
        assert column.width.pt - beside >= len(word) * widest_letter, word


def test_a_sheet_prints_on_its_side_with_all_columns_on_one_page():
    made = spreadsheet("Governance", [Grid(name="Forums", heads=["Forum"], rows=[["Council"]])])
    sheet = openpyxl.load_workbook(io.BytesIO(made)).active
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$1:$1"
