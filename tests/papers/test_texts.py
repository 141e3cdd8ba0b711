"""The words of text files, PDFs and Word documents; hostile and broken files are refused in a sentence."""

import io
import struct
import zipfile
import zlib

import docx
import pytest
import typst
from pypdf import PdfReader, PdfWriter

from allied.papers.texts import limits
from allied.papers.texts.words import words_of
from allied.papers.workbook.problems import Wrong

WORDS = "This Agreement is made as of May 2, 2019 between Alder – and “Beech”."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def pdf_of(*pages: str) -> bytes:
    source = "#pagebreak()\n".join(f"{page}\n" for page in pages)
    return typst.compile(source.encode())


def word_of(*paragraphs: str) -> bytes:
    made, out = docx.Document(), io.BytesIO()
    for words in paragraphs:
        made.add_paragraph(words)
    made.save(out)
    return out.getvalue()


def zip_of(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def document(body: str, *, head: str = "") -> bytes:
    xml = (
        f'<?xml version="1.0"?>{head}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    )
    return zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": xml.encode()})


ENCODINGS = [
    ("utf-8", ""),
    ("utf-8-sig", ""),
    ("cp1252", "It was read as Windows-1252 text, as it is not UTF-8."),
    ("utf-16", "It was read as UTF-16 text."),
    ("utf-16-le", "It was read as UTF-16 text."),
    ("utf-16-be", "It was read as UTF-16 text."),
]


@pytest.mark.parametrize(("encoding", "note"), ENCODINGS)
def test_text_in_any_common_encoding(encoding, note):
    found = words_of(WORDS.encode(encoding))
    assert (found.text, found.kind) == (WORDS, "txt")
    assert found.notes == ((note,) if note else ())


def test_line_ends_and_control_characters_are_tidied():
    assert words_of(b"one\r\ntwo\rthree\x07\x00 end").text == "one\ntwo\nthree end"


def test_a_pdf_page_by_page():
    found = words_of(pdf_of("First page of Alder", "Second page of Beech"))
    first, second = found.text.split("\f")
    assert ("First page" in first, "Second page" in second) == (True, True)
    assert (found.kind, found.pages, found.notes) == ("pdf", 2, ())


def test_a_pdf_with_a_page_that_is_a_picture_says_which():
    found = words_of(pdf_of("First page of Alder", "#rect(width: 3cm)", "Third page of Cedar"))
    assert found.notes == ("Without text, and so not read: page 2.",)


def test_a_word_document_with_tables_breaks_and_changes():
    body = (
        "<w:p><w:r><w:t>Alder</w:t><w:tab/><w:t>Beech</w:t></w:r></w:p>"
        '<w:p><w:r><w:br w:type="page"/><w:t>Next page</w:t></w:r></w:p>'
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:ins><w:r><w:t>added</w:t></w:r></w:ins><w:del><w:r><w:delText>struck</w:delText></w:r></w:del></w:p>"
    )
    found = words_of(document(body))
    assert found.text.split() == ["Alder", "Beech", "Next", "page", "In", "a", "cell", "added"]
    assert (found.kind, found.pages) == ("docx", 2)


def test_a_word_document_as_word_writes_it():
    assert words_of(word_of(WORDS, "Second")).text.split("\n\n")[:2] == [WORDS, "Second"]


def locked(owner_only: bool) -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for page in PdfReader(io.BytesIO(pdf_of("Words of Alder and Beech"))).pages:
        writer.add_page(page)
    writer.encrypt("" if owner_only else "secret", "owner", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


def test_a_pdf_that_only_forbids_changes_is_read():
    assert "Words of Alder" in words_of(locked(owner_only=True)).text


def bomb() -> bytes:
    return zip_of({"[Content_Types].xml": b"<Types/>", "word/document.xml": b" " * 40_000_000})


def many() -> bytes:
    return zip_of(
        {"[Content_Types].xml": b"", "word/document.xml": b""}
        | {f"p{n}": b"" for n in range(2_001)}
    )


ENTITIES = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
BAD = {
    "empty": (b"", "the file is empty"),
    "blank": (b" \n\t\n", "the file is empty"),
    "no words": (b"... --- ...", "the file holds no words"),
    "bytes": (bytes(range(256)) * 40, "this is not text"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"0" * 50, "this is a picture"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "this is the old .doc format or a Word file with a password"),
    "rich text": (b"{\\rtf1 Alder}", "this is a rich text file"),
    "web page": (b"<!DOCTYPE html><html>Alder</html>", "this is a web page"),
    "broken pdf": (b"%PDF-1.4 nothing more", "the PDF is damaged or cut off"),
    "cut pdf": (pdf_of("Alder and Beech")[:400], "the PDF is damaged or cut off"),
    "scan": (pdf_of("#rect(width: 3cm)", "#rect(width: 3cm)"), "the PDF has no text, all 2 pages are pictures"),
    "one picture": (pdf_of("#rect(width: 3cm)"), "the PDF has no text, its only page is a picture"),
    "locked pdf": (locked(owner_only=False), "the PDF is protected with a password"),
    "other zip": (zip_of({"a.txt": b"Alder"}), "this is a zip file but not a Word document"),
    "cut zip": (word_of(WORDS)[:2000], "the file is damaged or cut off"),
    "macros": (zip_of({"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b"x"}), "the Word file contains macros"),
    "leads out": (zip_of({"[Content_Types].xml": b"", "word/document.xml": b"", "../../etc/x": b"x"}), "a part of the file has a name that leads out of the file"),
    "bomb": (bomb(), "a part of the file unpacks to more than 100 times its size"),
    "many parts": (many(), "the file has more than 2,000 parts"),
    "entities": (document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", head=ENTITIES), "the Word file declares entities of its own or is damaged"),
    "no xml": (zip_of({"[Content_Types].xml": b"", "word/document.xml": b"<w:p>"}), "the Word file declares entities of its own or is damaged"),
    "empty word": (word_of(), "the file holds no words"),
    "too long": (b"Alder " * 400_000, "the document is longer than 2,000,000 characters"),
    "too large": (b"Alder " * 1_800_000, "the file is larger than 10 MB"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_document_is_refused_in_a_sentence(case):
    raw, what = BAD[case]
    with pytest.raises(Wrong) as refused:
        words_of(raw)
    assert refused.value.what == what
    assert refused.value.accepted


def test_a_page_of_a_pdf_that_unpacks_to_much_costs_no_more_than_its_limit():
    content = zlib.compress(b"BT /F1 12 Tf (A) Tj ET " * 3_000_000)
    body = b"%PDF-1.4\n"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(content)
        + content
        + b"\nendstream",
    ]
    for number, part in enumerate(parts, 1):
        body += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    body += b"trailer << /Root 1 0 R >>\n%%EOF"
    assert len(body) < limits.MAX_FILE // 10
    from allied.kit.errors import Refused
    from allied.rooms.agreement.reading.reader import read_file

    with pytest.raises(Refused) as refused:
        read_file(body)
    assert "Accepted is" in refused.value.sentence


def test_a_zip64_directory_is_not_believed():
    raw = bytearray(word_of(WORDS))
    end = raw.rfind(b"PK\x05\x06")
    struct.pack_into("<H", raw, end + 10, 65_000)
    with pytest.raises(Wrong, match="more than 2,000 parts"):
        words_of(bytes(raw))
