"""The lint on one page and through every door: what is waived counts no more, and for how long."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allied.alliances.gates import gates, reach_stage
from allied.alliances.lint_waivers import end_waiver, waive_finding
from allied.alliances.models import LintWaiver
from allied.cli.main import main
from allied.kit.errors import NotAllowed, Refused
from allied.record.story import line_of
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.portfolio.linting import found_in
from allied.rooms.thesis.commands import start_thesis
from tests.conftest import NOON
from tests.rooms.agreement.annex.stage import change as change_annex
from tests.rooms.diligence.doors import Api
from tests.rooms.diligence.stage import Browser, entries, plain, size
from tests.rooms.thesis.stage import change, joint_thesis
from tests.rooms.thesis.stage import content as as_they_are

SOON = timezone.now().date() + timedelta(days=30)


@pytest.fixture
def governed(cast):
    start_governance(by=cast.maya, alliance=cast.alliance, now=NOON)
    reach_stage(by=cast.maya, alliance=cast.alliance, stage="agreement", now=NOON)
    cast.alliance.refresh_from_db()
    return cast


def one(cast, rule="E36"):
    found = found_in(cast.alliance, cast.maya, timezone.now())
    return next(each.finding for each in found if each.finding.rule == rule)


def waive(cast, *, by=None, reason="Later", until=SOON, now=None):
    return waive_finding(
        by=by or cast.maya,
        alliance=cast.alliance,
        finding=one(cast),
        reason=reason,
        until=until,
        now=now or timezone.now(),
    )


def counted(cast, now=None):
    rows = found_in(cast.alliance, cast.maya, now or timezone.now())
    return {each.finding.rule for each in rows if each.waiver is None}


def test_a_waived_finding_counts_no_more_until_its_day_is_over(governed):
    row = waive(governed)
    assert "E36" not in counted(governed)
    assert "E36" in counted(governed, timezone.now() + timedelta(days=31))
    end_waiver(by=governed.daniel, waiver=row, now=timezone.now())
    assert "E36" in counted(governed)
    with pytest.raises(Refused, match="ended already"):
        end_waiver(by=governed.daniel, waiver=row, now=timezone.now())
    told = [line_of(entry).sentence for entry in entries()][-2:]
    assert told[0].startswith("Maya Lindqvist waived E36 until ")
    assert told[0].endswith("Nothing says how you would part. Later")
    assert told[1] == "Daniel Okafor no longer waives E36: Nothing says how you would part."


def test_a_finding_that_says_something_else_counts_again(governed):
    row = waive(governed)
    LintWaiver.objects.in_system_scope("test").filter(pk=row.pk).update(message="Another one")
    assert "E36" in counted(governed)


def test_waiving_anew_replaces_the_earlier_waiver(governed):
    waive(governed)
    waive(governed, reason="Even later")
    rows = LintWaiver.objects.visible_to(governed.daniel).filter(ended_at=None)
    assert [row.reason for row in rows] == ["Even later"]


def test_who_may_waive(governed):
    for name, person in governed.everybody().items():
        before = size()
        if name in {"maya", "tomas", "daniel", "rachel"}:
            waive(governed, by=person)
            assert size() == before + 1, name
        else:
            with pytest.raises(NotAllowed):
                waive(governed, by=person)
            assert size() == before, name


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"reason": " "}, "reason"),
        ({"reason": "x" * 2001}, "reason"),
        ({"until": timezone.now().date() - timedelta(days=1)}, "until"),
    ],
)
def test_a_waiver_without_sense_is_refused(governed, said, field):
    with pytest.raises(Refused) as refused:
        waive(governed, **said)
    assert refused.value.field == field


def test_the_page_shows_waives_and_counts_again(governed):
    who = Browser(governed.maya, governed)
    text = plain(who.open("/lint"))
    assert "to mend." in text
    assert "Nothing says how you would part." in text
    at = "/lint/waivers?rule=E36&section=unwind&item="
    who.open(at)
    assert "Until is missing." in plain(who.send(at, {"reason": "Later"}, status=422))
    who.send(at, {"reason": "Later", "until": SOON.isoformat()})
    row = LintWaiver.objects.visible_to(governed.daniel).get()
    partner = Browser(governed.daniel, governed)
    assert "Later Maya Lindqvist, until" in plain(partner.open("/lint"))
    partner.open(f"/lint/waivers/{row.pk}/end")
    partner.send(f"/lint/waivers/{row.pk}/end")
    assert "Waived" not in plain(partner.open("/lint"))
    assert "read it again" in plain(
        who.client.get(who.base + "/lint/waivers?rule=E99", follow=True)
    )
    Browser(governed.olga, governed).send(at, {"reason": "x"}, status=403)
    Browser(governed.zed, governed).open("/lint", status=404)


def waive_one(cast, rule, item):
    """Waive one finding of the alliance; what it said."""
    found = found_in(cast.alliance, cast.maya, timezone.now())
    finding = next(
        each.finding for each in found if (each.finding.rule, each.finding.item) == (rule, item)
    )
    waive_finding(
        by=cast.maya,
        alliance=cast.alliance,
        finding=finding,
        reason="We live with it.",
        until=SOON,
        now=timezone.now(),
    )
    return finding.message


def test_mending_leads_to_the_row(governed):
    change_annex(governed, "change_steps", [])
    thesis = joint_thesis(governed, NOON)
    change(governed, thesis, NOON, section="scope", new=[])
    governed.alliance.launch_date = date(2027, 12, 25)
    governed.alliance.save(update_fields=["launch_date"])
    who = Browser(governed.maya, governed)
    links = set(re.findall(r'href="([^"]+)">Mend<', who.open("/lint")))
    places = {link.rpartition(f"{governed.alliance.pk}/")[2] for link in links}
    assert {
        "governance#row-roadmap",
        "thesis#scope",
        "annex#change",
        "exits#x-t",
        "exits#x-plan",
        "settings",
    } <= places
    for link in places - {"settings"}:
        page, _, row = link.partition("#")
        assert row, link
        assert f'id="{row}"' in who.open(f"/{page}"), link


@pytest.mark.parametrize(
    ("rule", "item", "page", "api"),
    [
        ("E19", "roadmap", "/governance", "/blueprint"),
        ("E34", "", "/annex", "/annex"),
    ],
)
def test_what_is_waived_stands_quietly_on_the_page_of_its_row(governed, rule, item, page, api):
    change_annex(governed, "change_steps", [])
    who, door = Browser(governed.maya, governed), Api(governed.maya, governed)
    found = found_in(governed.alliance, governed.maya, timezone.now())
    message = next(
        one.finding.message for one in found if (one.finding.rule, one.finding.item) == (rule, item)
    )
    assert message in plain(who.open(page))
    assert waive_one(governed, rule, item) == message
    text = plain(who.open(page))
    assert message not in text
    assert "1 finding is waived. Read why" in text
    said = {(one["rule"], one["item"]): one["waived"] for one in door.get(api).json()["findings"]}
    assert said[rule, item] == "We live with it."


def test_a_waived_hint_of_the_thesis_stands_under_its_row_no_more(governed):
    thesis = joint_thesis(governed, NOON)
    change(governed, thesis, NOON, section="scope", new=[])
    who, door = Browser(governed.maya, governed), Api(governed.maya, governed)
    gate = {check.id: check for check in gates(governed.alliance, now=timezone.now())[0].checks}
    assert not gate["thesis.lint"].holds
    message = waive_one(governed, "E3", "")
    for page in ("/thesis", "/thesis/draft", "/thesis/sign-offs"):
        assert message not in plain(who.open(page)), page
    assert "1 finding is waived. Read why" in plain(who.open("/thesis/draft"))
    said = {one["rule"]: one["waived"] for one in door.get("/thesis/findings").json()}
    assert said["E3"] == "We live with it."
    gate = {check.id: check for check in gates(governed.alliance, now=timezone.now())[0].checks}
    assert gate["thesis.lint"].holds


def test_ones_own_draft_is_never_waived(cast):
    content = as_they_are(cast, scope=[])
    start_thesis(by=cast.maya, alliance=cast.alliance, audience="ours", content=content, now=NOON)
    found = found_in(cast.alliance, cast.maya, timezone.now())
    own = [one.finding for one in found if one.room == "thesis"]
    assert own
    assert not any(one.is_joint for one in own)
    assert not [
        one for one in found_in(cast.alliance, cast.maya, NOON, joint=True) if one.room == "thesis"
    ]


def test_the_whole_lint_asks_at_most_twenty_times(governed):
    joint_thesis(governed, NOON)
    with CaptureQueriesContext(connection) as asked:
        found_in(governed.alliance, governed.maya, timezone.now())
    assert len(asked) <= 20


def test_the_api_lists_waives_and_counts_again(governed):
    who = Api(governed.maya, governed)
    rows = {row["rule"]: row for row in who.get("/lint").json()}
    assert rows["E36"]["waiver"] is None
    said = {"rule": "E36", "section": "unwind", "reason": "Later", "until": SOON.isoformat()}
    made = who.post("/lint/waivers", said)
    assert made.status_code == 201, made.content
    assert who.post("/lint/waivers", said | {"rule": "E1"}).json()["code"] == "unknown_finding"
    assert who.post("/lint/waivers", said | {"until": "soon"}).status_code == 422
    rows = {row["rule"]: row for row in who.get("/lint").json()}
    assert rows["E36"]["waiver"]["reason"] == "Later"
    assert who.post(f"/lint/waivers/{made.json()['id']}/ends").status_code == 204


def test_the_command_line_lists_and_waives(governed, capsys, monkeypatch):
    monkeypatch.setattr("allied.cli.take.start", lambda: None)

    def run(*words, by=governed.maya):
        code = main(["lint", governed.alliance.name, *words, "--as", by.email])
        out, err = capsys.readouterr()
        return code, out + err

    assert run()[0] == 1
    assert "E36 unwind: Nothing says how you would part." in run()[1]
    assert run("--waive", "E36", "--reason", "Later", "--until", "soon")[0] == 1
    said = run("--waive", "E36", "--reason", "Later", "--until", SOON.isoformat())[1]
    assert "Waived: Later" in said
    assert run("--waive", "E99", "--reason", "x", "--until", SOON.isoformat())[0] == 1
