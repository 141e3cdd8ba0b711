"""Attached files: judged by their content, read by who reads their record, and erasable."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

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
from allied.cli.main import main
from allied.kit.errors import NotAllowed, Refused
from allied.people.doors import acting_as
from allied.people.scope import JOINT, OURS
from allied.record.models import Disclosure, Entry
from allied.record.story import told
from allied.rooms.diligence import commands as diligence
from allied.rooms.diligence.answers import Given
from allied.rooms.diligence.evidence import about_answer
from allied.rooms.exchange.taking import take_out

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


def disclosed(row) -> list[object]:
    """What any log still tells of this file."""
    rows = Disclosure.objects.in_system_scope("test").filter(entry__subject_id=row.pk)
    return list(rows.values_list("path", "value"))


@pytest.mark.parametrize(
    ("audience", "right"), [(JOINT, "risk.edit"), (OURS, "private.write")], ids=["joint", "own"]
)
def test_erasing_takes_name_and_digest_out_of_the_log_and_an_entry_says_so(
    cast, now, audience, right
):
    row = attach(cast, cast.maya, now, audience=audience)
    twin = attach(cast, cast.maya, now, audience=audience, raw=PDF + b"2", name="other.pdf")
    with acting_as(cast.maya):
        erase_file(by=cast.maya, attachment=row, right=right, now=now)
    rows = Entry.objects.in_system_scope("test").filter(subject_id=row.pk).order_by("seq")
    attached, erased, done = rows
    assert (erased.kind, done.kind) == ("alliance.file.erased", "record.erasure.done")
    assert {each.audience for each in rows} == {audience}
    said = json.loads(done.raw)["data"]
    assert said["of"] == [
        {"path": "data.file", "seq": attached.seq},
        {"path": "data.name", "seq": attached.seq},
    ]
    assert (said["requested_by"], disclosed(row)) == (str(cast.north.pk), [])
    assert len(disclosed(twin)) == 2
    lines = [line.sentence for line in told(rows)]
    assert lines[0] == "Maya Lindqvist attached the file (erased) to alliance"
    assert lines[-1] == (
        f"Maya Lindqvist erased what entry {attached.seq} had disclosed of a file, because the "
        "company that attached it took it back"
    )
    row.refresh_from_db()
    assert row.sha256 == ""


class TestTheDoors:
    """Erasing a joint file: its own side, everybody else, and what the record tells after it."""

    @pytest.fixture(autouse=True)
    def evidence(self, cast, now):
        checklist = diligence.open_checklist(by=cast.maya, alliance=cast.alliance, now=now)
        given = Given(question="data-flows-listed", answer="no", holder=cast.ben)
        answer = diligence.answer_question(
            by=cast.maya, checklist=checklist, given=given, version=0, now=now
        )
        self.about = about_answer(answer)
        self.row = attach_file(by=cast.maya, about=self.about, name="map.pdf", raw=PDF, now=now)
        self.cast = cast

    def gone(self) -> bool:
        self.row.refresh_from_db()
        return self.row.erased_at is not None and disclosed(self.row) == []

    def api(self, who):
        client = Client()
        client.force_login(who, backend=BACKEND)
        path = f"/api/v1/alliances/{self.cast.alliance.pk}/files/{self.row.pk}/erasure"
        return client.post(path, content_type="application/json")

    def verb(self, who, *words):
        return main(["files", *words, "--as", who.email])

    def test_the_json_door(self, cast):
        answer = self.api(cast.maya)
        assert answer.status_code == 200, answer.content
        shown = answer.json()
        assert (shown["name"], shown["sha256"], shown["erased"]) == ("", "", True)
        assert self.gone()

    @pytest.mark.parametrize(
        ("name", "status"),
        [("daniel", 409), ("olga", 403), ("zed", 404), ("nobody", 404)],
    )
    def test_nobody_else(self, cast, name, status):
        assert self.api(getattr(cast, name)).status_code == status
        assert not self.gone()

    def test_the_command_line(self, cast, monkeypatch, capsys):
        monkeypatch.setattr("allied.cli.files.start", lambda: None)
        assert self.verb(cast.daniel, "list", "Cold Brew Venture") == 0
        assert f"{self.row.pk}  map.pdf  checklist answer" in capsys.readouterr().out
        assert self.verb(cast.daniel, "erase", "Cold Brew Venture", str(self.row.pk)) == 1
        for wrong in ("x", str(cast.maya.pk)):
            assert self.verb(cast.maya, "erase", "Cold Brew Venture", wrong) == 1
            assert "there is no such file" in capsys.readouterr().err
        assert self.verb(cast.maya, "erase", "Cold Brew Venture", str(self.row.pk)) == 0
        assert self.gone()

    def test_the_page(self, cast):
        client = Client()
        client.force_login(cast.maya, backend=BACKEND)
        words = {"alliance_id": cast.alliance.pk, "key": "data-flows-listed"}
        page = reverse("diligence-evidence", kwargs=words)
        assert client.post(page, {"erase": str(self.row.pk)}).status_code == 303
        assert self.gone()
        record = client.get(f"/alliances/{cast.alliance.pk}/record").content.decode()
        assert "had disclosed of a file" in record

    def test_the_bundle_holds_after_it_and_says_what_is_gone(self, cast, now, tmp_path, capsys):
        self.api(cast.maya)
        taken = take_out(by=cast.daniel, alliance=cast.alliance, form="bundle", now=now)
        file = tmp_path / "record.zip"
        file.write_bytes(taken.content)
        assert main(["verify", str(file)]) == 0
        said = capsys.readouterr().out
        assert said.count("erased, as entry") == 2
        assert "warning" not in said
        assert b"map.pdf" not in taken.content


def test_a_file_of_a_record_that_no_room_named_is_not_erased_by_itself(cast, now):
    row = attach(cast, cast.maya, now)
    with pytest.raises(Refused) as refusal:
        commands.erase_own_file(by=cast.maya, attachment=row, now=now)
    assert refusal.value.code == "erased_elsewhere"


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
