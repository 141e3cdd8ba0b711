"""Files that show an answer or a control: who may attach and read them, and that they can be erased."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from allied.alliances.attachments.models import Attachment
from allied.people.scope import JOINT, OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.answers import Given
from tests.conftest import NOON
from tests.rooms.diligence.stage import control, plain, private, risk

PDF = b"%PDF-1.7 test of 4 March"


def file(name="test.pdf", raw=PDF, **more):
    return {"file": SimpleUploadedFile(name, raw), **more}


def files(person):
    return Attachment.objects.visible_to(person).filter(erased_at__isnull=True)


def test_a_file_shows_a_control_to_both_sides(cast, browse):
    made = risk(cast, holder=cast.carl)
    one = control(cast, made)
    where = f"/risks/{made.pk}/controls/{one.pk}/files"
    browse(cast.carl).send(where, file(note="Test report"))
    assert "test.pdf" in browse(cast.daniel).open(f"/risks/{made.pk}")
    assert "Test report" in plain(browse(cast.maya).open(where))
    browse(cast.olga).open(where, status=403)


def test_a_file_of_a_private_control_stays_private(cast, browse):
    made = private(cast)
    one = control(cast, made)
    where = f"/risks/{made.pk}/controls/{one.pk}/files"
    browse(cast.maya).send(where, file())
    (kept,) = files(cast.tomas)
    assert kept.audience == OURS
    browse(cast.daniel).open(where, status=404)
    browse(cast.daniel).open(f"/files/{kept.pk}", status=404)
    browse(cast.carl).open(f"/files/{kept.pk}", status=404)


def test_a_file_shows_an_answer_and_can_be_erased_by_its_side(cast, browse):
    checklist = commands.open_checklist(by=cast.maya, alliance=cast.alliance, now=NOON)
    where = "/diligence/questions/data-flows-listed/files"
    browse(cast.maya).open(where, status=404)
    given = Given(question="data-flows-listed", answer="yes")
    commands.answer_question(by=cast.maya, checklist=checklist, given=given, version=0, now=NOON)
    browse(cast.maya).send(where, file("map.pdf"))
    (kept,) = files(cast.daniel)
    assert kept.audience == JOINT
    assert "map.pdf" in browse(cast.daniel).open("/diligence")
    assert "Erase map.pdf" not in plain(browse(cast.daniel).open(where))
    browse(cast.maya).send(where, {"erase": str(kept.pk)})
    assert not files(cast.maya).exists()
    browse(cast.maya).send(where, {"erase": "nonsense"}, status=404)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({}, "Choose a file."),
        (file("tool.exe", b"MZ"), "cannot be attached"),
        (file("test.pdf", b"no pdf"), "its content is something else"),
        (file("test.pdf", b""), "The file is empty."),
    ],
)
def test_a_file_that_cannot_be_attached_is_refused_with_what_can(cast, browse, said, says):
    made = risk(cast)
    where = f"/risks/{made.pk}/controls/{control(cast, made).pk}/files"
    assert says in plain(browse(cast.maya).send(where, said, status=422))
    assert not files(cast.maya).exists()
