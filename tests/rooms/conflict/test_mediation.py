"""A mediation: read by sponsors and alliance managers only; the record commits to its words and tells none."""

import json

import pytest

from allied.kit.content import digest
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import Mediation
from tests.conftest import NOON
from tests.rooms.conflict.stage import at, entries, raised

pytestmark = pytest.mark.django_db


@pytest.fixture
def mediated(cast):
    """A conflict whose mediation runs from the 9th of March."""
    made = raised(cast)
    commands.note_mediation(
        by=cast.maya,
        conflict=made,
        mediator="Nora Blum, Zurich",
        starts=at(9).date(),
        now=NOON,
    )
    return made


def end(who, made, outcome="Split the credits", version=1):
    commands.end_mediation(by=who, conflict=made, outcome=outcome, version=version, now=NOON)


def commitments() -> list[str]:
    rows = entries().filter(kind__startswith="conflict.mediation")
    return [json.loads(row.raw)["data"]["commitment"] for row in rows]


def test_what_cannot_be_noted_is_refused(cast, mediated):
    known = {"by": cast.maya, "conflict": mediated, "now": NOON}
    with pytest.raises(Outdated):
        commands.note_mediation(mediator="Another", starts=at(9).date(), **known)
    with pytest.raises(Refused, match="first day or later"):
        commands.note_mediation(
            mediator="N", starts=at(9).date(), ends=at(8).date(), version=1, **known
        )
    with pytest.raises(Refused, match="Say in words"):
        end(cast.maya, mediated, outcome=" ")
    end(cast.maya, mediated)
    with pytest.raises(Refused, match="No mediation runs"):
        end(cast.maya, mediated, outcome="Again", version=2)
    with pytest.raises(NotAllowed):
        commands.note_mediation(
            by=cast.ingrid, conflict=mediated, mediator="N", starts=at(9).date(), now=NOON
        )


def test_its_words_are_read_by_few_and_stand_in_no_entry(cast, mediated):
    end(cast.maya, mediated)
    assert {
        name
        for name, who in cast.everybody().items()
        if who.organisation_id and Mediation.objects.visible_to(who).exists()
    } == {"maya", "tomas", "daniel", "rachel"}
    said = " ".join(entry.raw for entry in entries()) + " ".join(
        str(each.value) for entry in entries() for each in entry.disclosures.all()
    )
    assert "Blum" not in said
    assert "Split the credits" not in said
    (row,) = Mediation.objects.visible_to(cast.rachel)
    assert str(row.pk) not in said, "the id is the salt of the commitment"


def test_the_record_commits_to_the_words_as_they_were_noted_and_ended(cast, mediated):
    (row,) = Mediation.objects.visible_to(cast.daniel)
    assert commitments() == [row.commitment]
    end(cast.daniel, mediated)
    row.refresh_from_db()
    assert commitments()[-1] == row.commitment == digest(row.committed)
    assert len(set(commitments())) == 2
    row.outcome = "Split the credits, and the interest"
    assert row.commitment != commitments()[-1], "other words would show"
