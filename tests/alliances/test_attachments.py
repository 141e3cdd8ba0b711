"""Attached files: judged by their content, read by who reads their record, and erasable."""

import io
import zipfile

import pytest
from django.test import Client

from allied.alliances.attachments import commands
from allied.alliances.attachments.commands import About, attach_file, erase_file
from allied.alliances.attachments.models import Attachment
from allied.alliances.attachments.queries import attached_to
from allied.alliances.attachments.rules import (
    LARGEST_FILE,
    MOST_PER_SUBJECT,
    Kind,
    Unfit,
    judged,
    plain_name,
)
from allied.kit.errors import NotAllowed, Refused
from allied.people.scope import JOINT, OURS
from allied.record.models import Entry

BACKEND = "allied.people.backends.WithHome"
PDF = b"%PDF-1.7\n% evidence\n"
OFFICE = "application/vnd.openxmlformats-officedocument"


def office(*parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in ("[Content_Types].xml", *parts):
            made.writestr(name, "<x/>")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "media_type"),
    [
        ("audit.pdf", PDF, "application/pdf"),
        ("AUDIT.PDF", PDF, "application/pdf"),
        ("plant.png", b"\x89PNG\r\n\x1a\n....", "image/png"),
        ("plant.jpeg", b"\xff\xd8\xff\xe0....", "image/jpeg"),
        ("letter.docx", office("word/document.xml"), f"{OFFICE}.wordprocessingml.document"),
        ("cost.xlsx", office("xl/workbook.xml"), f"{OFFICE}.spreadsheetml.sheet"),
        ("pitch.pptx", office("ppt/presentation.xml"), f"{OFFICE}.presentationml.presentation"),
        ("notes.md", "Größe: 3\n".encode(), "text/plain; charset=utf-8"),
        ("rows.csv", b"\xef\xbb\xbfa,b\r\n", "text/plain; charset=utf-8"),
    ],
)
def test_a_file_is_what_its_content_shows(name, raw, media_type):
    kind = judged(name, raw)
    assert isinstance(kind, Kind)
    assert kind.media_type == media_type


@pytest.mark.parametrize(
    ("name", "raw", "code"),
    [
        ("", PDF, "file_name"),
        ("a" * 160 + ".pdf", PDF, "file_name"),
        ("audit.pdf", b"", "file_empty"),
        ("audit.pdf", PDF + b"x" * LARGEST_FILE, "file_too_large"),
        ("run.exe", b"MZ", "file_kind"),
        ("page.html", b"<script>", "file_kind"),
        ("picture.svg", b"<svg/>", "file_kind"),
        ("no ending", PDF, "file_kind"),
        ("audit.pdf", b"<html><script>alert(1)</script>", "file_content"),
        ("letter.docx", PDF, "file_content"),
        ("letter.docx", office("xl/workbook.xml"), "file_content"),
        ("letter.docx", b"PK\x03\x04 broken", "file_content"),
        ("cost.xlsx", office("xl/workbook.xml", "xl/vbaProject.bin"), "file_content"),
        ("notes.txt", b"\x00\x01", "file_content"),
        ("notes.txt", b"\xff\xfe\x00", "file_content"),
    ],
)
def test_everything_else_is_refused_with_what_is_accepted(name, raw, code):
    unfit = judged(name, raw)
    assert isinstance(unfit, Unfit)
    assert unfit.code == code
    assert len(unfit.sentence) > 20


def test_a_name_leads_nowhere_and_hides_nothing():
    assert plain_name("..\\..\\secret/audit\u202efdp.exe") == "auditfdp.exe"
    assert plain_name("/etc/passwd\n.pdf") == "passwd.pdf"


def about(cast, audience=OURS, right="private.write"):
    return About(
        alliance=cast.alliance,
        kind="alliance",
        id=cast.alliance.pk,
        audience=audience,
        right=right,
    )


def attach(cast, by, now, raw=PDF, name="audit.pdf", **values):
    return attach_file(by=by, about=about(cast, **values), name=name, raw=raw, now=now)


def test_an_own_file_is_noted_in_the_own_log_and_not_in_the_record(cast, now):
    joint = Entry.objects.in_system_scope("test").filter(audience=JOINT).count()
    row = attach(cast, cast.maya, now)
    assert row.size == len(PDF)
    assert len(row.sha256) == 64
    entries = Entry.objects.in_system_scope("test")
    assert entries.filter(audience=JOINT).count() == joint
    assert entries.get(kind="alliance.file.attached").owner_id == cast.north.pk


def test_a_joint_file_is_in_the_record(cast, now):
    attach(cast, cast.maya, now, audience=JOINT)
    entries = Entry.objects.in_system_scope("test").filter(kind="alliance.file.attached")
    assert entries.get().audience == JOINT
    assert "audit.pdf" not in entries.get().raw


@pytest.mark.parametrize("name", ["olga", "carl", "daniel", "zed", "nobody"])
def test_only_who_reads_the_record_reads_its_files(cast, now, name):
    row = attach(cast, cast.maya, now)
    person = getattr(cast, name)
    assert attached_to(person, [cast.alliance.pk]) == {}
    client = Client()
    client.force_login(person, backend=BACKEND)
    for tail in (f"/alliances/{cast.alliance.pk}", f"/api/v1/alliances/{cast.alliance.pk}"):
        assert client.get(f"{tail}/files/{row.pk}").status_code == 404


@pytest.mark.parametrize("name", ["olga", "zed", "nobody"])
def test_attaching_takes_the_right_of_the_record(cast, now, name):
    with pytest.raises(NotAllowed):
        attach(cast, getattr(cast, name), now)
    assert not Attachment.objects.in_system_scope("test").exists()


def test_the_file_comes_as_a_download_that_no_browser_shows(cast, now):
    row = attach(cast, cast.maya, now)
    client = Client()
    client.force_login(cast.tomas, backend=BACKEND)
    for address in (
        f"/alliances/{cast.alliance.pk}/files/{row.pk}",
        f"/api/v1/alliances/{cast.alliance.pk}/files/{row.pk}/content",
    ):
        answer = client.get(address)
        assert b"".join(answer.streaming_content) == PDF
        assert answer.headers["Content-Disposition"] == 'attachment; filename="audit.pdf"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] == "application/pdf"
        assert "sandbox" in answer.headers["Content-Security-Policy"]
    shown = client.get(f"/api/v1/alliances/{cast.alliance.pk}/files/{row.pk}").json()
    assert (shown["name"], shown["by"], shown["erased"]) == ("audit.pdf", "Maya Lindqvist", False)


def test_an_erased_file_leaves_neither_name_nor_bytes(cast, now):
    row = attach(cast, cast.maya, now)
    erase_file(by=cast.maya, attachment=row, right="private.write", now=now)
    erase_file(
        by=cast.maya, attachment=row, right="private.write", now=now
    )  # twice changes nothing
    kept = Attachment.objects.in_system_scope("test").get()
    assert (kept.name, kept.note, bytes(kept.content)) == ("", "", b"")
    assert attached_to(cast.maya, [cast.alliance.pk]) == {}
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    answer = client.get(f"/alliances/{cast.alliance.pk}/files/{row.pk}")
    assert answer.status_code == 422
    assert "was erased" in answer.content.decode()
    erased = Entry.objects.in_system_scope("test").filter(kind="alliance.file.erased")
    assert erased.count() == 1


def test_nobody_erases_a_file_of_the_other_side(cast, now):
    row = attach(cast, cast.maya, now, audience=JOINT)
    with pytest.raises(Refused) as refusal:
        erase_file(by=cast.daniel, attachment=row, right="private.write", now=now)
    assert refusal.value.code == "not_yours"


def test_the_same_file_is_attached_once(cast, now):
    attach(cast, cast.maya, now)
    with pytest.raises(Refused) as refusal:
        attach(cast, cast.tomas, now, name="copy.pdf")
    assert refusal.value.code == "file_twice"
    assert "audit.pdf" in refusal.value.sentence


def test_so_many_files_and_no_more(cast, now):
    for k in range(MOST_PER_SUBJECT):
        attach(cast, cast.maya, now, raw=PDF + str(k).encode())
    with pytest.raises(Refused) as refusal:
        attach(cast, cast.maya, now, raw=PDF + b"one more")
    assert refusal.value.code == "too_many_files"
    attach(cast, cast.daniel, now)  # the other side has its own count


def test_a_company_keeps_so_much_and_no_more(cast, now, monkeypatch):
    monkeypatch.setattr(commands, "LARGEST_SHARE", len(PDF) + 1)
    attach(cast, cast.maya, now)
    with pytest.raises(Refused) as refusal:
        attach(cast, cast.maya, now, raw=PDF + b"2")
    assert refusal.value.code == "share_full"
    attach(cast, cast.daniel, now)


def test_a_note_longer_than_a_line_is_refused(cast, now):
    with pytest.raises(Refused) as refusal:
        attach_file(by=cast.maya, about=about(cast), name="a.pdf", raw=PDF, note="x" * 301, now=now)
    assert refusal.value.field == "note"


def test_a_list_never_loads_the_bytes(cast, now, django_assert_num_queries):
    for k in range(5):
        attach(cast, cast.maya, now, raw=PDF + str(k).encode())
    with django_assert_num_queries(1):
        rows = attached_to(cast.maya, [cast.alliance.pk])[cast.alliance.pk]
        assert [row.by.name for row in rows] == ["Maya Lindqvist"] * 5
    assert all("content" in row.get_deferred_fields() for row in rows)
