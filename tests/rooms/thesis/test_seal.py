"""What was signed stands still in the database itself, whatever the code above it tries."""

import pytest
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError, InternalError

from allied.alliances import guards
from allied.rooms.thesis.models import State, Thesis, ThesisVersion

REFUSED = (IntegrityError, InternalError, DatabaseError)


@pytest.fixture
def version(cast, now):
    thesis = Thesis.objects.create(
        alliance=cast.alliance,
        owner=cast.north,
        audience="joint",
        started_by=cast.maya,
        started_at=now,
    )
    return ThesisVersion.objects.create(
        alliance=cast.alliance,
        owner=cast.north,
        audience="joint",
        thesis=thesis,
        revision=1,
        content="{}",
        digest="d",
        edited_by=cast.maya,
        edited_at=now,
    )


def rows(version):
    return ThesisVersion.objects.in_system_scope("test").filter(pk=version.pk)


def test_a_draft_changes(version):
    assert rows(version).update(content='{"a":1}', digest="e") == 1


@pytest.mark.parametrize("state", [State.SIGNED, State.SUPERSEDED])
@pytest.mark.parametrize(
    "change",
    [
        {"content": "{} "},
        {"digest": "e"},
        {"revision": 2},
        {"state": State.DRAFT},
        {"state": State.UP},
    ],
    ids=str,
)
def test_a_signed_version_never_changes(version, now, state, change):
    rows(version).update(state=state, signed_at=now)
    with pytest.raises(REFUSED, match="signed version never changes"), transaction.atomic():
        rows(version).update(**change)


def test_a_signed_version_is_superseded_by_the_next_one(version, now):
    rows(version).update(state=State.SIGNED, signed_at=now)
    assert rows(version).update(state=State.SUPERSEDED) == 1


def test_the_seal_is_one_of_the_guards_that_must_stand():
    assert "allied_thesisversion_sealed" in {guard.name for guard in guards.guards()}
