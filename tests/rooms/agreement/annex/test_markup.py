"""What counsel changed in the Word document of the annex, read back in words; nothing is taken over."""

import io
import json
import re
import zipfile
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from allied.cli.main import main
from allied.kit.errors import Refused
from allied.people.tokens import make_token
from allied.rooms.agreement.annex.markup import (
    LONG,
    MOST_CHANGES,
    Said,
    compare_words,
    lines,
    marked_up,
)
from allied.rooms.agreement.annex.papers import annex_file
from tests.rooms.agreement.annex.stage import annex, put_up

PART = "word/document.xml"
TRACKED = (
    '</w:t></w:r><w:del w:id="1" w:author="Counsel"><w:r><w:delText>{was}</w:delText></w:r></w:del>'
    '<w:ins w:id="2" w:author="Counsel"><w:r><w:t>{now}</w:t></w:r></w:ins>'
    '<w:r><w:t xml:space="preserve">'
)


def edited(raw, *edits):
    """The document with words of its text put in the place of others."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == PART:
                text = content.decode()
                for was, now in edits:
                    assert was in text
                    text = text.replace(was, now, 1)
                content = text.encode()
            new.writestr(name, content)
    return out.getvalue()


def document(cast, version=None):
    return annex_file(annex(cast), version, cast.maya, "docx").content


def said(cast, raw, version=None):
    changes = marked_up(annex(cast), version, raw, cast.maya).changes
    return [(one.section, one.kind.value, one.sentence) for one in changes]


REMARK = '<w:comment w:id="7" w:author="{}"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment>'
ANCHOR = (
    '</w:t></w:r><w:commentRangeStart w:id="7"/><w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    '<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r><w:r><w:t xml:space="preserve">'
)
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def commented(raw, on, text, author="Eva Roth"):
    """The document with a comment on words of its text."""
    out = io.BytesIO(edited(raw, (on, ANCHOR.format(on))))
    with zipfile.ZipFile(out, "a") as archive:
        part = f"<w:comments {SPACE}>{REMARK.format(author, text)}</w:comments>"
        archive.writestr("word/comments.xml", part)
    return out.getvalue()


@pytest.mark.django_db
def test_a_document_that_nobody_touched_differs_in_nothing(cast):
    assert said(cast, document(cast)) == []


@pytest.mark.django_db
def test_a_clause_reworded_is_told_word_by_word(cast):
    raw = edited(document(cast), ("within 20 Working Days", "within 30 Working Days"))
    (one,) = marked_up(annex(cast), None, raw, cast.maya).changes
    assert (one.section, one.kind.value) == ("Roles and deputies", "changed")
    assert one.sentence.startswith("Reworded: “Replacing people.")
    assert [(run.kind.value, run.text.strip()) for run in one.segments][1:3] == [
        ("removed", "20"),
        ("added", "30"),
    ]


@pytest.mark.django_db
def test_tracked_changes_count_as_made(cast):
    tracked = TRACKED.format(was="the same rights", now="fewer rights")
    (one,) = said(cast, edited(document(cast), ("the same rights", tracked)))
    assert one[:2] == ("Roles and deputies", "changed")


@pytest.mark.django_db
def test_a_cell_and_a_new_and_a_missing_paragraph(cast):
    begin = "<w:p><w:r><w:t>Every Party insures what it brings.</w:t></w:r></w:p>"
    text = zipfile.ZipFile(io.BytesIO(document(cast))).read(PART).decode()
    at = text.index("Deputies.")
    start = text.rindex("<w:p>", 0, at) if "<w:p>" in text[:at] else text.rindex("<w:p ", 0, at)
    end = text.index("</w:p>", at) + len("</w:p>")
    raw = edited(document(cast), (text[start:end], begin), ("Held by", "Filled by"))
    found = said(cast, raw)
    assert ("Roles and deputies", "changed", "“Held by” → “Filled by”") in found
    assert [one for one in found if "insures" in one[2] or "Deputies." in one[2]]


@pytest.mark.django_db
def test_a_comment_is_told_with_its_author_and_its_place_and_changes_nothing(cast):
    raw = commented(document(cast), "within 20 Working Days", "Too short &amp; unclear.")
    found = marked_up(annex(cast), None, raw, cast.maya)
    assert (found.changes, len(found.remarks)) == ((), 1)
    (one,) = found.remarks
    assert (one.section, one.author, one.on) == (
        "Roles and deputies",
        "Eva Roth",
        "within 20 Working Days",
    )
    assert one.sentence == "Eva Roth on “within 20 Working Days”: “Too short & unclear.”"


@pytest.mark.django_db
def test_a_comment_without_an_author_or_a_place_is_told_too(cast):
    raw = commented(document(cast), "within 20 Working Days", "Why?", author="")
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        text = archive.read(PART).decode()
    lost = edited(
        raw,
        (
            text[
                text.index("<w:commentRangeStart") : text.index(
                    '<w:r><w:t xml:space="preserve">within 20'
                )
            ],
            "",
        ),
        ('<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>', ""),
    )
    (one,) = marked_up(annex(cast), None, lost, cast.maya).remarks
    assert (one.section, one.sentence) == ("Title page", "Somebody: “Why?”")


@pytest.mark.django_db
def test_damaged_comments_are_refused_like_a_damaged_document(cast):
    out = io.BytesIO(document(cast))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("word/comments.xml", "<w:comments")
    with pytest.raises(Refused, match="damaged"):
        said(cast, out.getvalue())


@pytest.mark.django_db
def test_a_cell_names_its_row(cast):
    raw = document(cast)
    text = zipfile.ZipFile(io.BytesIO(raw)).read(PART).decode()
    row, name, cell = next(
        (one.group(), *cells[:2])
        for one in re.finditer(r"<w:tr[ >].*?</w:tr>", text, re.DOTALL)
        for cells in [re.findall(r"<w:t(?: [^>]*)?>([^<]*)</w:t>", one.group())]
        if "tblHeader" not in one.group() and len(cells) > 1 and len(unescape(cells[1])) <= LONG
    )
    at = row.index(f">{cell}<", row.index(f">{name}<") + 1) + 1
    changed = edited(raw, (row, row[:at] + "Nobody" + row[at + len(cell) :]))
    (one,) = marked_up(annex(cast), None, changed, cast.maya).changes
    assert one.item == unescape(name)
    assert one.sentence == f"Row “{unescape(name)}”: “{unescape(cell)}” → “Nobody”"


@pytest.mark.django_db
def test_it_is_compared_with_the_version_it_was_taken_from(cast):
    put_up(cast)
    version = annex(cast).newest
    raw = edited(document(cast, version), ("within 20 Working Days", "within 30 Working Days"))
    assert len(said(cast, raw, version)) == 1
    assert len(said(cast, raw)) > 1  # the title page of today says that it is a draft


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b"How we work. A plain text is no Word document.", "The Word document of the annex"),
        (b"PK\x03\x04 cut off", "damaged or cut off"),
    ],
)
def test_what_is_no_word_document_is_refused_with_what_is_accepted(cast, raw, words):
    with pytest.raises(Refused, match=words):
        said(cast, raw)


def test_the_contents_and_empty_lines_are_no_lines():
    text = "How we work\n\n1.\tScope\t3\n2. Ends\n\nScope\n–\nWe sell tea.\n\fEnds\nNever."
    assert lines(text, ["Scope", "Ends"]) == [
        Said("Title page", "How we work"),
        Said("Scope", "Scope"),
        Said("Scope", "We sell tea."),
        Said("Ends", "Ends"),
        Said("Ends", "Never."),
    ]


def told(ours, theirs):
    def as_said(texts):
        return [Said("S", text) for text in texts]

    return [(one.kind.value, one.sentence) for one in compare_words(as_said(ours), as_said(theirs))]


def test_lines_that_are_alike_are_one_line_reworded():
    ours = ["Tea is sold in June.", "Each side pays half.", "yes"]
    theirs = ["Each side pays one half of it.", "Coffee is never sold.", "no", "yes"]
    assert told(ours, theirs) == [
        ("removed", "Taken out: “Tea is sold in June.”"),
        ("changed", "“Each side pays half.” → “Each side pays one half of it.”"),
        ("added", "Added: “Coffee is never sold.”"),
        ("added", "Added: “no”"),
    ]


def test_a_document_of_very_many_lines_is_compared_to_its_limit():
    ours = [f"Clause {n} says a b a b yes" for n in range(500)]
    theirs = [f"a b {n % 7} " * 300 for n in range(3500)]
    assert len(told(ours, theirs)) >= MOST_CHANGES


@pytest.mark.django_db
def test_the_page_shows_it_and_keeps_nothing(cast, client):
    client.force_login(cast.olga)
    address = f"/alliances/{cast.alliance.pk}/annex/markups"
    assert "What did counsel change?" in client.get(address).content.decode()
    raw = edited(document(cast), ("within 20 Working Days", "within 30 Working Days"))
    file = io.BytesIO(raw)
    file.name = "annex.docx"
    answer = client.post(address, {"file": file, "version": "today"})
    page = answer.content.decode()
    assert (answer.status_code, "1 difference from today’s settings." in page) == (200, True)
    assert "<del>20</del>" in page.replace(" </del>", "</del>")
    spoken = io.BytesIO(commented(raw, "the same rights", "Which &lt;b&gt; rights?"))
    spoken.name = "annex.docx"
    page = client.post(address, {"file": spoken, "version": "today"}).content.decode()
    assert "1 difference from today’s settings, and 1 comment." in page
    assert "<b>Eva Roth</b> on “the same rights”" in page
    assert "Which &lt;b&gt; rights?" in page
    assert client.get(address + "?version=7").status_code == 404
    missing = client.post(address, {"version": "today"})
    assert (missing.status_code, "Choose a file." in missing.content.decode()) == (422, True)


@pytest.mark.django_db
def test_scripts_ask_the_same(cast, capsys, monkeypatch, tmp_path):
    raw = edited(document(cast), ("within 20 Working Days", "within 30 Working Days"))
    _, secret = make_token(by=cast.maya, name="t", scopes=["read", "write"], now=timezone.now())
    client = Client(headers={"authorization": f"Bearer {secret}"})
    file = io.BytesIO(raw)
    file.name = "annex.docx"
    address = f"/api/v1/alliances/{cast.alliance.pk}/annex/markups"
    answer = client.post(address, {"file": file}, headers={"Idempotency-Key": "1"})
    assert [one["section"] for one in answer.json()] == ["Roles and deputies"]
    wrong = io.BytesIO(b"no document")
    wrong.name = "annex.docx"
    refused = client.post(address, {"file": wrong}, headers={"Idempotency-Key": "2"})
    assert (refused.status_code, refused.json()["code"]) == (409, "no_word_document")
    monkeypatch.setattr("allied.cli.annex.start", lambda: None)
    path = tmp_path / "marked.docx"
    path.write_bytes(raw)
    args = ["annex", "markup", cast.alliance.name, str(path), "--as", cast.maya.email]
    assert main([*args, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["kind"] == "changed"
    assert main(args) == 0
    assert capsys.readouterr().out.startswith("1 difference.")
    path.write_bytes(commented(raw, "the same rights", "Which ones?"))
    assert main(args) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 difference, 1 comment.")
    assert "Roles and deputies: comment of Eva Roth on “the same rights”: “Which ones?”" in out
    assert main([*args, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[1]["kind"] == "comment"
