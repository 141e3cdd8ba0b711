"""One version as a file: everything signed stands in it, nothing private, and always the same bytes."""

import io
import re
import zipfile

import docx
import pytest
from markdown_it import MarkdownIt
from pypdf import PdfReader

from allied.rooms.thesis import commands, papers
from allied.rooms.thesis.queries import document, joint_thesis, own_draft
from tests.rooms.thesis.stage import (
    change,
    content,
    plain,
    put_up,
    signed_thesis,
)
from tests.rooms.thesis.stage import (
    joint_thesis as start_joint,
)

HOSTILE = ["{{7*7}}", "<script>alert(1)</script>", "![x](http://example.com)", "שלום"]
CANARY = "walk away below 12 % margin"


def read(person, cast, revision=None):
    return document(person, joint_thesis(person, cast.alliance), revision)


def words(file):
    opened = docx.Document(io.BytesIO(file))
    lines = [p.text for p in opened.paragraphs]
    lines += [c.text for t in opened.tables for row in t.rows for c in row.cells]
    lines += [p.text for p in opened.sections[0].footer.paragraphs]
    return "\n".join(lines)


def raw(file):
    with zipfile.ZipFile(io.BytesIO(file)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def test_the_word_file_holds_the_whole_thesis_with_its_signatures(cast, now):
    signed_thesis(cast, now)
    found = read(cast.olga, cast)
    text = words(papers.thesis_file(found, "docx").content)
    for said in (
        "Value thesis of Cold Brew Venture",
        "Version 1, signed by Northwind and Brightleaf on 2 Mar 2026",
        "Cold brew in 6,000 chilled stores",
        "6,000 stores",
        "Two filling lines",
        "Own-label coffee",
        "at least 14",
        "Loggers on each route",
        "1.\tFood safety is not negotiable",
        "Tomas Reijnders",
        "Rachel Kim",
        "sponsor",
        "Brightleaf Coffee",
        "2026-03-02 11:01",
        found.version.digest,
    ):
        assert said in text, said


def test_markdown_holds_the_signatures_and_the_digest(cast, now):
    signed_thesis(cast, now)
    found = read(cast.maya, cast)
    text = papers.markdown_of(found)
    assert "- Northwind Foods, Tomas Reijnders, sponsor, 2026-03-02 11:01" in text
    assert text.endswith(f"Digest (SHA-256): `{found.version.digest}`\n")


def test_everybody_of_both_companies_takes_the_same_bytes(cast, now):
    signed_thesis(cast, now)
    files = {
        papers.thesis_file(read(who, cast), "docx").content
        for who in (cast.maya, cast.rachel, cast.olga)
    }
    assert len(files) == 1


def test_the_metadata_is_the_same_for_every_thesis(cast, now):
    thesis = signed_thesis(cast, now)
    one = raw(papers.thesis_file(read(cast.maya, cast, 1), "docx").content)
    change(cast, thesis, now, new=CANARY)
    two = raw(papers.thesis_file(read(cast.maya, cast, 2), "docx").content)
    changed = {name for name in one if one[name] != two[name]}
    assert changed == {"word/document.xml", "word/footer1.xml"}
    assert all(CANARY.encode() not in part for name, part in two.items() if "docProps" in name)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_what_people_typed_stays_text(cast, now, hostile):
    cast.alliance.name = hostile
    cast.alliance.save(update_fields=["name"])
    items = plain(cast)["principles"]
    items[0]["text"] = hostile
    commands.start_thesis(
        by=cast.maya, alliance=cast.alliance, content=content(cast, principles=items), now=now
    )
    found = read(cast.maya, cast)
    text = words(papers.thesis_file(found, "docx").content)
    assert text.count(hostile) == 2
    assert "49" not in text.replace(found.version.digest, "")
    drawn = MarkdownIt("commonmark").render(papers.markdown_of(found))
    assert not re.search(r"<(script|img|a)\b", drawn)


def test_a_title_loses_its_control_characters(cast, now):
    cast.alliance.name = "Cold\x07 \u202eBrew"
    cast.alliance.save(update_fields=["name"])
    start_joint(cast, now)
    found = read(cast.maya, cast)
    assert papers.title_of(found) == "Value thesis of Cold Brew"
    assert papers.thesis_file(found, "docx").content
    assert "\u202e" not in papers.markdown_of(found)


def test_an_own_draft_says_whose_it_is_and_an_unsigned_one_that_nobody_signed(cast, now):
    commands.start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", now=now)
    found = document(cast.maya, own_draft(cast.maya, cast.alliance))
    assert "a draft that only Northwind has" in words(papers.thesis_file(found, "docx").content)
    assert "Nobody has signed" in words(papers.thesis_file(found, "docx").content)
    assert "Nobody has signed" in papers.markdown_of(found)


def test_each_state_of_a_version_is_said(cast, now):
    thesis = start_joint(cast, now)
    said = [papers.standing_of(read(cast.maya, cast))]
    digest = put_up(cast, thesis, now).digest
    said.append(papers.standing_of(read(cast.maya, cast)))
    commands.refuse_thesis(by=cast.rachel, thesis=thesis, digest=digest, reason="No", now=now)
    said.append(papers.standing_of(read(cast.maya, cast)))
    change(cast, thesis, now)
    said.append(papers.standing_of(read(cast.maya, cast, 1)))
    assert said == [
        "Version 1, a draft that nobody has signed",
        "Version 1, up for signature",
        "Version 1, refused",
        "Version 1, replaced before it was signed",
    ]


def test_private_words_do_not_reach_the_file_of_the_joint_thesis(cast, now):
    mine = commands.start_thesis(
        by=cast.maya,
        alliance=cast.alliance,
        audience="ours",
        content=content(cast, why_alliance=CANARY),
        now=now,
    )
    commands.share_draft(by=cast.maya, thesis=mine, version=1, sections=["objective"], now=now)
    for who in (cast.maya, cast.daniel):
        file = papers.thesis_file(read(who, cast), "docx").content
        assert all(CANARY.encode() not in part for part in raw(file).values())
        assert CANARY not in papers.markdown_of(read(who, cast))


@pytest.mark.parametrize("said", ["Cold brew", *HOSTILE])
def test_the_thesis_comes_as_a_pdf_that_says_the_same(cast, now, said):
    thesis = start_joint(cast, now)
    change(cast, thesis, now, new=said)
    found = read(cast.daniel, cast)
    file = papers.thesis_file(found, "pdf").content
    assert file == papers.thesis_file(read(cast.maya, cast), "pdf").content
    text = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(file)).pages)
    assert "Value thesis of Cold Brew Venture" in text
    assert found.version.digest[:20] in text
