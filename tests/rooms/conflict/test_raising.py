"""A conflict begins: as a private draft, or raised for both sides."""

from decimal import Decimal

import pytest

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import Conflict, ConflictDraft
from allied.rooms.conflict.references import Reference
from tests.conftest import NOON
from tests.rooms.conflict.stage import (
    TITLE,
    awaited,
    fresh,
    kinds,
    matter,
    own_kinds,
    raised,
    standing,
)
from tests.rooms.diligence.stage import private as private_risk
from tests.rooms.diligence.stage import risk as joint_risk

pytestmark = pytest.mark.django_db


class TestRaising:
    """A seat raises a matter; it is joint from birth and its first step runs at once."""

    def test_both_sides_read_it_and_the_owners_of_the_first_step_are_asked(self, cast):
        made = raised(cast)
        assert made.ref == "C-1"
        for name in ("maya", "olga", "rachel"):
            assert Conflict.objects.visible_to(getattr(cast, name)).get() == made
        assert not Conflict.objects.visible_to(cast.zed).exists()
        step = standing(made)
        assert (step.name, step.clock.days, step.clock.mode) == (
            "The two who work on it",
            2,
            "both",
        )
        # Nobody leads operations here, so the step falls to the alliance managers.
        assert awaited(cast, "resolve") == {"maya", "daniel"}
        assert awaited(cast, "state") == {"maya", "daniel"}
        assert kinds() == ["matter.raised"]

    @pytest.mark.parametrize(
        ("name", "may"),
        [
            ("maya", True),
            ("tomas", True),
            ("carl", True),
            ("ingrid", True),
            ("olga", False),
            ("zed", False),
            ("nobody", False),
            ("host", False),
        ],
    )
    def test_who_may_raise(self, cast, name, may):
        if may:
            assert raised(cast, by=getattr(cast, name)).number == 1
        else:
            with pytest.raises(NotAllowed):
                raised(cast, by=getattr(cast, name))
            assert kinds() == []

    @pytest.mark.parametrize(
        ("title", "code"),
        [
            ("Daniel Okafor does not answer", "names_person"),
            ("DANIEL OKAFOR does not answer", "names_person"),
            ("Okafor does not answer", "may_name_person"),
            ("Rachel’s promise of 3 March", "may_name_person"),
            ("  ", "empty"),
            ("x" * 161, "text"),
            ("Savings\x00", "text"),
        ],
    )
    def test_a_title_names_the_matter_and_never_a_person(self, cast, title, code):
        with pytest.raises(Refused) as refused:
            raised(cast, title=title)
        assert (refused.value.code, refused.value.field) == (code, "title")
        assert not Conflict.objects.visible_to(cast.maya).exists()

    def test_a_word_that_only_could_be_a_name_can_be_confirmed(self, cast):
        made = raised(cast, title="The Kim depot opens late", not_a_person=True)
        assert made.title == "The Kim depot opens late"
        with pytest.raises(Refused, match="names Rachel Kim"):
            raised(cast, title="Rachel Kim opens late", not_a_person=True)

    @pytest.mark.parametrize(
        ("more", "field"),
        [
            ({"severity": 4}, "severity"),
            ({"severity": 0}, "severity"),
            ({"kind": "politics"}, "kind"),
            ({"text": ""}, "text"),
            ({"text": "x" * 5001}, "text"),
            ({"stake": Decimal(-1), "currency": "EUR"}, "stake"),
            ({"stake": Decimal("NaN"), "currency": "EUR"}, "stake"),
            ({"stake": Decimal(26000)}, "currency"),
            ({"stake": Decimal(26000), "currency": "12€"}, "currency"),
            ({"unit": "x" * 21}, "unit"),
        ],
    )
    def test_what_cannot_be_kept_is_refused_beside_its_field(self, cast, more, field):
        with pytest.raises(Refused) as refused:
            raised(cast, **more)
        assert refused.value.field == field

    def test_it_may_be_about_a_joint_record_and_never_about_a_private_or_foreign_one(self, cast):
        joint = joint_risk(cast)
        made = raised(cast, about=Reference(kind="risk", id=str(joint.pk)))
        assert made.about == {
            "kind": "risk",
            "id": str(joint.pk),
            "label": f"R-1 {joint.title}",
        }
        mine = private_risk(cast)
        nowhere = "00000000-0000-4000-8000-00000000dead"
        said = set()
        for wrong in (str(mine.pk), nowhere, "R-1"):
            with pytest.raises(Refused) as refused:
                raised(cast, by=cast.maya, about=Reference(kind="risk", id=wrong))
            said.add(refused.value.sentence.replace(wrong, "…"))
        assert len(said) == 1, "private, absent and malformed read alike"
        with pytest.raises(Refused, match="Accepted are"):
            raised(cast, about=Reference(kind="note", id=nowhere))


class TestDrafts:
    """A side prepares alone; what it raises is a copy."""

    def test_a_draft_is_one_sides_own_until_it_is_raised(self, cast):
        draft = commands.write_conflict_draft(
            by=cast.maya,
            alliance=cast.alliance,
            matter=matter("Our line on Daniel", text=""),
            now=NOON,
        )
        assert own_kinds() == ["draft.written"]
        assert kinds() == []
        assert not ConflictDraft.objects.visible_to(cast.daniel).exists()
        assert not ConflictDraft.objects.visible_to(cast.olga).exists()
        made = raised(cast, by=cast.maya, draft=draft)
        assert made.title == TITLE, "only the words that were chosen become joint"
        ended = fresh(draft)
        assert (ended.raised_as, ended.title) == (made, "Our line on Daniel")
        with pytest.raises(Refused, match="already"):
            raised(cast, by=cast.maya, draft=draft)
        with pytest.raises(Refused, match="already"):
            commands.remove_conflict_draft(by=cast.maya, draft=draft, now=NOON)

    def test_an_older_version_is_refused(self, cast):
        draft = commands.write_conflict_draft(
            by=cast.maya, alliance=cast.alliance, matter=matter(), now=NOON
        )
        known = {"by": cast.maya, "draft": draft, "now": NOON}
        commands.change_conflict_draft(version=1, matter=matter("Another"), **known)
        with pytest.raises(Outdated):
            commands.change_conflict_draft(version=1, matter=matter("A third"), **known)
        assert fresh(draft).title == "Another"
