"""The lint on one page and through every door: what is waived counts no more, and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from allied.alliances.gates import reach_stage
from allied.alliances.lint_waivers import end_waiver, waive_finding
from allied.alliances.models import LintWaiver
from allied.cli.main import main
from allied.kit.errors import NotAllowed, Refused
from allied.record.story import line_of
from allied.rooms.governance.commands.blueprint import start_governance
from allied.rooms.portfolio.linting import found_in
from tests.conftest import NOON
from tests.rooms.diligence.doors import Api
from tests.rooms.diligence.stage import Browser, entries, plain, size

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
