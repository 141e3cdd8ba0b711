"""A change from the wish to the next version: impacts, route, decision, and what can go wrong."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest

from allied.alliances.models import Awaited
from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.kit.identity import new_id
from allied.rooms.agreement.annex import commands as annex
from allied.rooms.agreement.annex.building import text_today
from allied.rooms.agreement.annex.models import AnnexTerms, AnnexVersion
from allied.rooms.agreement.annex.text import text_digest
from allied.rooms.agreement.changes import commands
from allied.rooms.agreement.changes.asking import impacts_of
from allied.rooms.agreement.changes.carrying import after_decision
from allied.rooms.agreement.changes.commands import ChangeContent, ImpactContent
from allied.rooms.agreement.changes.models import ChangeRequest
from allied.rooms.agreement.changes.queries import shown
from allied.rooms.governance import commands as governance
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.editing import with_right
from allied.rooms.governance.models import Blueprint
from allied.rooms.thesis import commands as thesis
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.models import Thesis, ThesisVersion
from tests.conftest import NOON
from tests.rooms.agreement.changes.stage import (
    LATER,
    ask,
    decide,
    impacts,
    outcome,
    put,
    right,
    told,
)
from tests.rooms.diligence.stage import Browser, plain, size
from tests.rooms.thesis.stage import change


def test_an_approved_target_stands_in_the_next_version_and_waits_for_the_sponsors(governed):
    cast = governed
    item = outcome(cast)
    made = ask(cast, "roadmap", {"outcome": item.id, "target": "7,500", "due": "2028-03-31"})
    assert made.based_on == 1
    impacts(cast, made)
    decision = decide(cast, made)
    assert (decision.state, made.state, made.written_as) == ("approved", "carried out", 2)
    found = outcome(cast)
    assert (found.target, str(found.due)) == (Decimal(7500), "2028-03-31")
    waiting = Awaited.objects.visible_to(cast.tomas).filter(act="sign", done_at=None)
    assert waiting.count() == 1
    row = Thesis.objects.visible_to(cast.maya).get(audience="joint")
    digest = ThesisVersion.objects.visible_to(cast.maya).get(revision=2).digest
    assert not shown(made, cast.maya).is_in_force
    for sponsor in (cast.tomas, cast.rachel):
        thesis.sign_thesis(by=sponsor, thesis=row, digest=digest, now=LATER)
    assert shown(made, cast.maya).is_in_force
    assert "CR-1 was written into version 2 of the value thesis" in told()


def test_lines_of_the_scope_come_and_go(governed):
    cast = governed
    newest = ThesisVersion.objects.visible_to(cast.maya).get(revision=1)
    kept = from_json(newest.content).scope
    gone = kept[0].id if kept else None
    edit = {
        "add": [{"kind": "out", "text": "Private label"}],
        "remove": [gone] if gone else [],
    }
    made = ask(cast, "scope", edit)
    impacts(cast, made)
    decide(cast, made)
    rows = ThesisVersion.objects.visible_to(cast.maya).order_by("-revision")
    scope = from_json(rows.first().content).scope
    assert ("out", "Private label") in [(one.kind, one.text) for one in scope]
    assert gone not in [one.id for one in scope]


def sign_governance(cast):
    row = Blueprint.objects.visible_to(cast.maya).order_by("-revision").first()
    governance.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=row.version, now=NOON)
    for sponsor in (cast.tomas, cast.rachel):
        governance.sign_blueprint(by=sponsor, alliance=cast.alliance, digest=row.digest, now=NOON)


def sign_annex(cast):
    digest = text_digest(text_today(cast.alliance, NOON))
    annex.put_up_annex(by=cast.maya, alliance=cast.alliance, digest=digest, now=NOON)
    for sponsor in (cast.tomas, cast.rachel):
        annex.sign_annex(by=sponsor, alliance=cast.alliance, digest=digest, now=NOON)


def looks_of(person):
    return Awaited.objects.visible_to(person).filter(act="look again", done_at=None).count()


def test_another_sla_stands_in_the_next_blueprint(governed):
    cast = governed
    sign_governance(cast)
    made = ask(cast, "governance", {"right": "roadmap", "sla_days": 12})
    impacts(cast, made)
    decide(cast, made)
    assert made.state == "carried out", made.state
    newest = Blueprint.objects.visible_to(cast.maya).order_by("-revision").first()
    assert (blueprint_of(newest).right("roadmap").sla_days, newest.state) == (12, "up")


def test_a_clause_stands_in_the_next_annex(governed):
    cast = governed
    sign_annex(cast)
    made = ask(cast)
    impacts(cast, made)
    decide(cast, made)
    row = AnnexVersion.objects.visible_to(cast.daniel).get(revision=2)
    assert (made.written_as, row.state) == (2, "up")
    assert "Both sides carry half of the freight." in json.dumps(row.content)


def test_who_approves_one_change_of_the_thesis_does_not_put_another_one_up(governed):
    cast = governed
    row = Thesis.objects.visible_to(cast.maya).get(audience="joint")
    change(cast, row, NOON, new="An objective that nobody approved")
    made = ask(cast, "roadmap", {"outcome": outcome(cast).id, "target": "7500"})
    impacts(cast, made)
    decide(cast, made)
    draft = ThesisVersion.objects.visible_to(cast.maya).get(revision=2)
    assert (made.state, made.written_as, draft.state) == ("carried out", 2, "draft")
    assert "An objective that nobody approved" in draft.content
    assert not shown(made, cast.maya).is_up
    assert told()[-1] == (
        "CR-1 was written into the draft of version 2 of the value thesis; it holds more than "
        "was approved, so somebody must put it up for signature"
    )
    assert not Awaited.objects.visible_to(cast.tomas).filter(act="sign", done_at=None).exists()
    assert (looks_of(cast.maya), looks_of(cast.daniel)) == (1, 0)
    thesis.put_up_for_signature(by=cast.daniel, thesis=row, version=draft.edit, now=LATER)
    assert shown(made, cast.maya).is_up
    assert looks_of(cast.maya) == 0


def test_a_refused_version_is_not_put_up_again_by_an_approved_change(governed):
    cast = governed
    row = Thesis.objects.visible_to(cast.maya).get(audience="joint")
    change(cast, row, NOON, new="Refused")
    draft = ThesisVersion.objects.visible_to(cast.maya).get(revision=2)
    thesis.put_up_for_signature(by=cast.maya, thesis=row, version=draft.edit, now=NOON)
    thesis.refuse_thesis(by=cast.rachel, thesis=row, digest=draft.digest, reason="No", now=NOON)
    made = ask(cast, "scope", {"add": [{"kind": "out", "text": "Private label"}]})
    impacts(cast, made)
    decide(cast, made)
    newest = ThesisVersion.objects.visible_to(cast.maya).get(revision=3)
    assert (made.written_as, newest.state) == (3, "draft")


def test_who_approves_one_change_of_the_blueprint_does_not_put_another_one_up(governed):
    cast = governed
    sign_governance(cast)
    row = Blueprint.objects.visible_to(cast.maya).order_by("-revision").first()
    content = blueprint_of(row)
    other = replace(content.right("delivery"), sla_days=9)
    governance.change_blueprint(
        by=cast.daniel,
        alliance=cast.alliance,
        version=row.version,
        content=with_right(content, other),
        now=NOON,
    )
    made = ask(cast, "governance", {"right": "roadmap", "sla_days": 12})
    impacts(cast, made)
    decide(cast, made)
    newest = Blueprint.objects.visible_to(cast.maya).order_by("-revision").first()
    assert (made.written_as, newest.revision, newest.state) == (2, 2, "draft")
    assert looks_of(cast.maya) == 1
    governance.put_up_blueprint(
        by=cast.maya, alliance=cast.alliance, version=newest.version, now=LATER
    )
    assert looks_of(cast.maya) == 0


def test_who_approves_one_clause_does_not_put_up_what_else_differs_from_the_signed_annex(governed):
    cast = governed
    sign_annex(cast)
    other = [{"id": str(new_id()), "title": "Waste", "text": "Each side carries its own."}]
    annex.change_terms(
        by=cast.daniel, alliance=cast.alliance, part="clauses", content=other, version=0, now=NOON
    )
    made = ask(cast)
    impacts(cast, made)
    decide(cast, made)
    assert (made.state, made.written_as) == ("carried out", 2)
    assert not AnnexVersion.objects.visible_to(cast.daniel).filter(revision=2).exists()
    clauses = AnnexTerms.objects.visible_to(cast.maya).get().content["clauses"]
    assert [one["title"] for one in clauses] == ["Waste", "Freight"]
    assert looks_of(cast.maya) == 1
    digest = text_digest(text_today(cast.alliance, LATER))
    annex.put_up_annex(by=cast.maya, alliance=cast.alliance, digest=digest, now=LATER)
    assert (looks_of(cast.maya), shown(made, cast.maya).is_up) == (0, True)


def test_the_page_of_a_change_says_that_its_draft_holds_more(governed):
    cast = governed
    row = Thesis.objects.visible_to(cast.maya).get(audience="joint")
    change(cast, row, NOON, new="Another objective")
    made = ask(cast, "roadmap", {"outcome": outcome(cast).id, "target": "7500"})
    impacts(cast, made)
    decide(cast, made)
    page = plain(Browser(cast.daniel, cast).open(f"/changes/{made.pk}"))
    assert "It is approved, and not up for signature yet." in page
    assert "The draft holds more than was approved: read it, then put it up" in page


def test_leaving_it_as_it_is_changes_nothing(governed):
    cast = governed
    made = ask(cast)
    impacts(cast, made)
    decide(cast, made, option="B")
    assert made.state == "declined"
    assert not AnnexVersion.objects.visible_to(cast.daniel).exists()
    assert told()[-1] == "CR-1 was not approved; everything stays as it is"


def test_nobody_decides_before_every_side_has_said_what_it_means(governed):
    cast = governed
    made = ask(cast)
    for person in (cast.maya, cast.daniel):
        assert Awaited.objects.visible_to(person).filter(act="impact", done_at=None).count() == 1
    impacts(cast, made, cast.maya)
    with pytest.raises(Refused, match="Brightleaf has not said yet what CR-1 means for it"):
        put(cast, made)
    impacts(cast, made, cast.daniel)
    assert not Awaited.objects.visible_to(cast.daniel).filter(act="impact", done_at=None).exists()
    put(cast, made)
    with pytest.raises(Outdated):
        put(cast, made)


def test_a_request_for_a_version_no_longer_in_force_is_written_anew_first(governed):
    cast = governed
    item = outcome(cast)
    made = ask(cast, "roadmap", {"outcome": item.id, "target": "7500"})
    impacts(cast, made)
    row = Thesis.objects.visible_to(cast.maya).get(audience="joint")
    change(cast, row, NOON, new="Another objective")
    newest = ThesisVersion.objects.visible_to(cast.maya).order_by("-revision").first()
    thesis.put_up_for_signature(by=cast.maya, thesis=row, version=newest.edit, now=NOON)
    for sponsor in (cast.tomas, cast.rachel):
        thesis.sign_thesis(by=sponsor, thesis=row, digest=newest.digest, now=NOON)
    for late in (put, impacts):
        with pytest.raises(Outdated, match=r"written for version 1 .* version 2 is in force"):
            late(cast, made)
    said = ChangeContent(
        kind="roadmap",
        title="More",
        why="Demand",
        edit={"outcome": item.id, "target": "8000"},
        right=right(cast),
    )
    again = commands.rewrite_change(
        by=cast.daniel, request=made, said=said, version=made.version, now=LATER
    )
    assert (again.based_on, impacts_of(again).count()) == (2, 0)


def test_a_change_approved_too_late_is_found_outdated_and_asked_about(governed):
    cast = governed
    item = outcome(cast)
    first = ask(cast, "roadmap", {"outcome": item.id, "target": "7500"})
    second = ask(cast, "roadmap", {"outcome": item.id, "due": "2028-03-31"}, title="Later")
    impacts(cast, first)
    impacts(cast, second)
    put(cast, second)
    decide(cast, first)
    row = Thesis.objects.visible_to(cast.maya).get(audience="joint")
    newest = ThesisVersion.objects.visible_to(cast.maya).order_by("-revision").first()
    for sponsor in (cast.tomas, cast.rachel):
        thesis.sign_thesis(by=sponsor, thesis=row, digest=newest.digest, now=LATER)
    second.refresh_from_db()
    decision = second.decision
    decision.state, decision.chosen = "approved", "A"
    after_decision(decision, cast.maya, LATER)
    second.refresh_from_db()
    assert second.state == "outdated"
    assert Awaited.objects.visible_to(cast.maya).filter(act="look again", done_at=None).count() == 1
    assert "version 2 is in force: it must be looked at again" in told()[-1]


def test_only_the_side_that_asked_withdraws_and_says_why(governed):
    cast = governed
    made = ask(cast)
    for by, reason, words in (
        (cast.daniel, "No", "Only Northwind can withdraw CR-1"),
        (cast.maya, " ", "Say why"),
    ):
        with pytest.raises(Refused, match=words):
            commands.withdraw_change(
                by=by, request=made, reason=reason, version=made.version, now=LATER
            )
    impacts(cast, made)
    decision = put(cast, made)
    made.refresh_from_db()
    commands.withdraw_change(
        by=cast.maya, request=made, reason="Diesel fell", version=made.version, now=LATER
    )
    decision.refresh_from_db()
    made.refresh_from_db()
    assert (made.state, decision.state) == ("withdrawn", "withdrawn")


WRITERS = {"maya", "tomas", "ingrid", "jonas", "daniel", "rachel", "hannah", "ben"}


def test_who_may_ask_for_a_change(governed):
    cast = governed
    for name, person in cast.everybody().items():
        before = size()
        if name in WRITERS:
            ask(cast, by=person)
            assert size() == before + 1, name
        else:
            with pytest.raises(NotAllowed):
                ask(cast, by=person)
            assert size() == before, name


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 201}, "title"),
        ({"why": ""}, "why"),
        ({"why": "x" * 2001}, "why"),
        ({"right": None}, "right"),
        ({"edit": {"title": "x"}}, "text"),
    ],
)
def test_what_a_request_cannot_say_is_refused_at_its_field(governed, said, field):
    with pytest.raises(Refused) as refused:
        ask(governed, **said)
    assert refused.value.field == field
    assert not ChangeRequest.objects.visible_to(governed.maya).exists()


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"text": ""}, "text"),
        ({"cost": Decimal(-1)}, "cost"),
        ({"cost": Decimal("1e16")}, "cost"),
        ({"days": 1001}, "days"),
    ],
)
def test_what_an_impact_cannot_say_is_refused_at_its_field(governed, said, field):
    made = ask(governed)
    with pytest.raises(Refused) as refused:
        commands.state_impact(
            by=governed.daniel,
            request=made,
            said=ImpactContent(**{"text": "Fine"} | said),
            version=0,
            now=NOON,
        )
    assert refused.value.field == field
