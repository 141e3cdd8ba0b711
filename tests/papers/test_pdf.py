"""PDF files: the same bytes each time, readable, accessible, and deaf to whatever people typed."""

import hashlib
import io
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from allied.papers.documents.files import file_of
from allied.papers.documents.font import BOX, FOLDER, drawable, letters
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
from allied.papers.documents.pdf import pdf_file
from allied.papers.documents.plain import markdown_text
from tests.papers.test_documents import HOSTILE

MARKUP = ["#set page(width: 1pt)", "$x^2$", "*bold* _it_", '#include "/etc/passwd"', "]] [[", "\\"]


def paper(said="Words", title="How we work"):
    return Paper(
        title=title,
        subtitle=said,
        header="Northwind × Brightleaf",
        footer="SHA-256 abc",
        contents=True,
        blocks=[
            Heading(text="Parties", number="1"),
            Clause(number="1.1", lead="Lead.", text=said, points=[said, "second"]),
            Heading(text="Deep", level=3),
            Listing(items=[said], numbered=True),
            Table(heads=["Head", said], rows=[[said, "y\nz"]], widths=[1, 2]),
            Paragraph(text=said, lead="Note.", quiet=True),
            Signatures(
                parties=[
                    Signatory(organisation="Northwind", name=said, day="2 Mar 2026"),
                    Signatory(organisation="Brightleaf"),
                    Signatory(organisation="Kestrel"),
                ]
            ),
        ],
    )


def words(file: bytes) -> str:
    pages = PdfReader(io.BytesIO(file)).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)


def test_everything_in_the_paper_stands_in_the_file():
    text = words(pdf_file(paper()))
    for said in (
        "How we work",
        "Northwind × Brightleaf",
        "Contents",
        "1.1",
        "(a)",
        "(b)",
        "second",
    ):
        assert said in text
    for said in ("For and on behalf of Kestrel", "2 Mar 2026", "Page 1 of", "SHA-256 abc"):
        assert said in text


def test_the_same_paper_is_the_same_bytes_and_another_one_is_not():
    assert pdf_file(paper()) == pdf_file(paper())
    assert pdf_file(paper()) != pdf_file(paper("Other words"))


def test_it_says_its_title_its_language_and_its_structure_and_nothing_about_the_maker():
    read = PdfReader(io.BytesIO(pdf_file(paper())))
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert "/StructTreeRoot" in root
    assert read.metadata.title == "How we work"
    assert read.metadata.author == "Allied"
    assert read.metadata.creation_date is None


@pytest.mark.parametrize("said", [*HOSTILE, *MARKUP])
def test_what_people_typed_is_only_ever_words(said):
    made = paper(said, title=said)
    text = words(pdf_file(made))
    plain = drawable(said)
    if BOX not in plain:
        assert " ".join(plain.split()) in text
    assert "Northwind × Brightleaf" in text


def test_letters_that_the_font_lacks_are_boxes_and_the_file_says_so():
    text = words(pdf_file(paper("漢字")))
    assert "each is shown as □" in text
    assert "□□" in text
    assert "each is shown" not in words(pdf_file(paper("Ünïcödé – fine")))


def test_a_box_that_somebody_wrote_is_no_excuse():
    assert "each is shown" not in words(pdf_file(paper("□")))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_text_at_all_breaks_it(said):
    assert pdf_file(replace(paper(said, title=said or "x"))).startswith(b"%PDF")


def test_every_letter_of_the_font_can_be_set():
    everything = "".join(chr(code) for code in sorted(letters()))
    assert len(everything) > 2500
    assert pdf_file(paper(everything)).startswith(b"%PDF")


def test_the_fonts_are_the_ones_that_were_vendored():
    said = (FOLDER / "README.md").read_text()
    files = sorted(FOLDER.glob("*.ttf"))
    assert [one.name for one in files] == [
        "Inter-Italic.ttf",
        "Inter-Regular.ttf",
        "Inter-SemiBold.ttf",
    ]
    for one in files:
        assert f"`{one.name}` | `{hashlib.sha256(one.read_bytes()).hexdigest()}`" in said
    assert "SIL Open Font License" in (FOLDER / "Inter-LICENSE.txt").read_text()


def test_a_table_of_three_thousand_rows_runs_over_its_pages():
    rows = [[f"Row {place}", "Some words that go on for a while"] for place in range(3000)]
    long = replace(paper(), blocks=[Heading(text="Long"), Table(heads=["A", "B"], rows=rows)])
    assert len(PdfReader(io.BytesIO(pdf_file(long))).pages) > 50


def test_markdown_numbers_clauses_and_letters_points():
    text = markdown_text(paper("*not bold*"))
    assert "## 1. Parties" in text
    assert r"**1.1** **Lead.** \*not bold\*" in text
    assert r"- (a) \*not bold\*" in text
    assert re.search(r"\| Northwind \| .* \| 2 Mar 2026 \|", text)


def test_an_unknown_kind_is_said():
    with pytest.raises(ValueError, match="does not come as exe"):
        file_of(paper(), "exe", "x")
