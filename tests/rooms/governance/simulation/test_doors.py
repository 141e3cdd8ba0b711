"""The simulator and the assessment over web, API and command line: who may, bad input, and the record."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.kit.errors import NotAllowed, Outdated, Refused
from allied.record.models import Entry
from allied.rooms.governance import models
from allied.rooms.governance.as_rules import blueprint_of
from allied.rooms.governance.queries.governance import governance_of
from allied.rooms.governance.queries.sides import sides_of
from allied.rooms.governance.simulation import commands
from allied.rooms.governance.simulation.factors import factors
from allied.rooms.governance.simulation.models import ComplexityAssessment
from allied.rooms.governance.simulation.queries import arrivals, observed, simulated
from allied.rooms.governance.simulation.what_if import WhatIf
from tests.rooms.diligence.doors import Api
from tests.rooms.diligence.stage import Browser
from tests.rooms.governance.cases import change, newest, raised, signed

pytestmark = pytest.mark.django_db
TWOS = {one.key: 2 for one in factors()}
PAGE = "/governance/simulation"
COMPLEXITY = PAGE + "/complexity"


def entries(cast) -> int:
    return Entry.objects.visible_to(cast.maya).filter(log__alliance_id=cast.alliance.pk).count()


def kept(cast) -> list:
    return list(ComplexityAssessment.objects.visible_to(cast.daniel).order_by("number"))


def test_the_page_says_how_often_first_and_what_is_best(cast, blueprint):
    for person in (cast.maya, cast.daniel, cast.olga):
        text = Browser(person, cast).open(PAGE + "?right=roadmap")
        assert "Roadmap changes are decided in time in" in text
        assert "At best 46% by the rhythm alone" in text
        assert "Not simulated: it is decided as needed, and nothing says how soon." in text
        assert 'class="c-bar over"' in text


def test_what_one_tries_stands_right_behind_the_table_of_types(cast, blueprint):
    text = Browser(cast.maya, cast).open(PAGE)
    places = [text.index(f'id="{one}"') for one in ("s-t", "sim", "s-b")]
    assert places == sorted(places)


def test_without_a_blueprint_the_page_leads_to_governance(cast):
    text = Browser(cast.maya, cast).open(PAGE)
    assert "There is no blueprint yet" in text


def test_looking_and_trying_writes_nothing(cast, blueprint):
    before = entries(cast)
    browser = Browser(cast.maya, cast)
    browser.open(PAGE + "?right=roadmap&rhythm=weekly&sla_days=12&written=yes&lead=1")
    assert entries(cast) == before


def test_the_fragment_is_the_part_that_depends_on_the_form(cast, blueprint):
    answer = Browser(cast.maya, cast).client.get(
        f"/alliances/{cast.alliance.pk}{PAGE}?right=roadmap&rhythm=fortnightly&fragment=1"
    )
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<html" not in text
    assert "meet every second week" in text
    assert "Propose this change" in text


def test_an_observer_reads_and_proposes_nothing(cast, blueprint):
    browser = Browser(cast.olga, cast)
    address = PAGE + "?right=roadmap&rhythm=weekly"
    assert "Propose this change" not in browser.open(address)
    browser.send(PAGE + "/roadmap/proposal", {"version": "1", "rhythm": "weekly"}, status=403)


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("sla_days=0", "SLA, working days: a whole number from 1 to 120."),
        ("sla_days=-3", "SLA, working days: a whole number from 1 to 120."),
        ("sla_days=9999", "SLA, working days: a whole number from 1 to 120."),
        ("sla_days=soon", "SLA, working days: a whole number from 1 to 120."),
        ("lead=61", "Papers, days before: a whole number from 0 to 60."),
        ("quorum=1.5", "Quorum a side: a whole number from 0 to 20."),
        ("minutes=1", "Minutes: a whole number from 5 to 480."),
        ("rhythm=now+and+then", "is not a rhythm; write weekly"),
        ("written=perhaps", "In writing between meetings: yes or no."),
    ],
)
def test_what_cannot_be_tried_is_named(cast, blueprint, said, says):
    text = Browser(cast.maya, cast).open(f"{PAGE}?right=roadmap&{said}", status=422)
    assert says in text


def test_an_sla_shorter_than_the_calendar_allows_is_tried_and_warned_of(cast, blueprint):
    text = Browser(cast.maya, cast).open(PAGE + "?right=roadmap&sla_days=1")
    assert '<div class="big">0%</div>' in text
    assert "too short for this rhythm" in Browser(cast.maya, cast).open(PAGE + "?right=roadmap")


def test_an_unknown_type_is_not_found(cast, blueprint):
    Browser(cast.maya, cast).open(PAGE + "?right=nothing", status=404)
    Browser(cast.zed, cast).open(PAGE, status=404)


def test_a_proposal_becomes_a_draft_that_both_sides_sign(cast, blueprint, moment):
    signed(cast, moment)
    row = newest(cast)
    browser = Browser(cast.maya, cast)
    said = {"version": str(row.version), "rhythm": "fortnightly", "written": "yes"}
    answer = browser.send(PAGE + "/roadmap/proposal", said)
    assert answer.headers["Location"].endswith("/governance")
    draft = newest(cast)
    assert (draft.revision, draft.state) == (row.revision + 1, models.BlueprintState.DRAFT)
    rules = blueprint_of(draft)
    assert rules.forum("council").rhythm == "FREQ=WEEKLY;INTERVAL=2"
    assert rules.right("roadmap").written
    last = Entry.objects.visible_to(cast.daniel).order_by("-seq").first()
    assert last is not None
    assert last.kind == "governance.blueprint.changed"


def test_a_proposal_against_an_older_version_or_without_a_change_is_refused(
    cast, blueprint, moment
):
    old = newest(cast).version
    change(cast, "delivery", moment, sla_days=7)
    browser = Browser(cast.maya, cast)
    browser.send(PAGE + "/roadmap/proposal", {"version": str(old), "sla_days": "15"}, status=422)
    same = {"by": cast.maya, "alliance": cast.alliance, "right_id": "roadmap", "now": moment}
    with pytest.raises(Outdated):
        commands.propose_change(**same, wish=WhatIf(sla_days=15), version=old)
    with pytest.raises(Refused, match="Nothing is different"):
        commands.propose_change(**same, wish=WhatIf(), version=newest(cast).version)
    with pytest.raises(NotAllowed):
        commands.propose_change(
            **{**same, "by": cast.carl}, wish=WhatIf(sla_days=15), version=newest(cast).version
        )


def test_the_same_doors_in_the_api(cast, blueprint):
    api = Api(cast.daniel, cast)
    shown = api.get(PAGE)
    assert shown.status_code == 200
    rows = {row["id"]: row for row in shown.json()["rights"]}
    assert rows["roadmap"]["best_by_rhythm"] == 0.4615
    assert rows["commercial"]["simulated"] is False
    tried = api.get(PAGE + "/rights/roadmap?rhythm=weekly&written=true").json()
    assert tried["wished"]["share_on_time"] > 0.9 > tried["today"]["share_on_time"]
    assert tried["cheapest"]["share_on_time"] >= tried["target"] == 0.8
    refused = api.get(PAGE + "/rights/roadmap?sla_days=0&quorum=21")
    assert refused.status_code == 422
    assert (
        "sla_days: it is a whole number of working days from 1 to 120" in refused.json()["detail"]
    )
    assert "quorum: it is a whole number of people from 0 to 20" in refused.json()["detail"]
    assert api.get(PAGE + "/rights/roadmap?rhythm=never").status_code == 409
    assert api.get(PAGE + "/rights/nothing").status_code == 404
    assert api.get(PAGE + "/weight").json()["weight"] == "too little data"
    made = api.post(
        PAGE + "/rights/roadmap/proposal",
        tried["cheapest"]["change"],
        **{"If-Match": shown.headers["ETag"], "Idempotency-Key": "one"},
    )
    assert made.status_code == 201, made.content
    assert made.json()["state"] == "draft"
    again = api.get(PAGE + "/rights/roadmap").json()
    assert again["today"]["share_on_time"] == tried["cheapest"]["share_on_time"]


def test_one_forum_in_the_api_and_what_it_refuses(cast):
    client = Api(cast.maya, cast).client
    found = client.get("/api/v1/simulation/forum?period=21.6667&sla=10").json()
    assert found["share_on_time"] == pytest.approx(0.4615, abs=1e-4)
    for said in (
        "period=0&sla=1",
        "period=-1&sla=1",
        "period=5&sla=1&quorum=0",
        "period=nan&sla=1",
    ):
        assert client.get("/api/v1/simulation/forum?" + said).status_code == 409, said


def test_an_assessment_is_joint_kept_by_version_and_recorded(cast, moment):
    before = entries(cast)
    browser = Browser(cast.maya, cast)
    assert "How complex is this alliance?" in browser.open(COMPLEXITY)
    said = {key: str(level) for key, level in TWOS.items()}
    browser.send(COMPLEXITY + "/answers", {**said, "version": "0", "note": "As we see it."})
    text = Browser(cast.daniel, cast).open(COMPLEXITY)
    assert "Standard governance: 50 of 100 points." in text
    assert "As we see it." in text
    assert entries(cast) == before + 1
    other = Browser(cast.daniel, cast)
    other.send(COMPLEXITY + "/answers", {**said, "scope": "4", "version": "1"})
    assert "This is version 1 as it was." in browser.open(COMPLEXITY + "/versions/1")
    browser.open(COMPLEXITY + "/versions/9", status=404)
    assert [row.number for row in kept(cast)] == [1, 2]
    last = Entry.objects.visible_to(cast.maya).order_by("-seq").first()
    assert last is not None
    assert last.kind == "governance.complexity.assessed"


def test_missing_wrong_and_outdated_levels_are_named_and_keep_what_was_chosen(cast, moment):
    browser = Browser(cast.maya, cast)
    said = {key: "2" for key in TWOS} | {"version": "0"}
    less = {key: value for key, value in said.items() if key != "scope"}
    answer = browser.send(COMPLEXITY + "/answers", less, status=422)
    assert "Scope: choose a level. In doubt take the lower one." in answer.content.decode()
    answer = browser.send(COMPLEXITY + "/answers", {**said, "scope": "5"}, status=422)
    assert "Scope: a level from 0 to 4." in answer.content.decode()
    answer = browser.send(COMPLEXITY + "/answers", {**said, "version": "3"}, status=422)
    assert "begin with version 0" in answer.content.decode()
    assert kept(cast) == []


REFUSED = [
    ({}, "Partners: choose a level"),
    ({**TWOS, "scope": 5}, "Scope: choose a level from 0 to 4"),
    ({**TWOS, "scope": True}, "Scope: choose a level from 0 to 4"),
    ({**TWOS, "scope": 1.5}, "Scope: choose a level from 0 to 4"),
    ({**TWOS, "scope": None}, "Scope: choose a level from 0 to 4"),
    ({**TWOS, "wit": 1}, "There is no factor 'wit'"),
]


@pytest.mark.parametrize(("scores", "says"), REFUSED)
def test_the_command_refuses_what_is_no_level(cast, moment, scores, says):
    with pytest.raises(Refused, match=says):
        commands.assess_complexity(
            by=cast.maya, alliance=cast.alliance, scores=scores, version=0, now=moment
        )


def test_complexity_in_the_api_and_on_the_command_line(cast, blueprint, cli, tmp_path):
    api = Api(cast.daniel, cast)
    first = api.get(COMPLEXITY)
    assert (first.headers["ETag"], first.json()["version"]) == ('"0"', 0)
    wrong = api.put(COMPLEXITY, {"scores": {**TWOS, "scope": 7}}, **{"If-Match": '"0"'})
    assert (wrong.status_code, wrong.json()["code"]) == (409, "level")
    done = api.put(COMPLEXITY, {"scores": TWOS}, **{"If-Match": '"0"'})
    assert (done.status_code, done.json()["tier"]) == (200, "standard")
    assert api.put(COMPLEXITY, {"scores": TWOS}, **{"If-Match": '"0"'}).status_code == 412
    assert [one["version"] for one in api.get(COMPLEXITY + "/versions").json()] == [1]
    assert api.get(COMPLEXITY + "/versions/2").status_code == 404
    file = tmp_path / "levels.json"
    file.write_text(json.dumps({**TWOS, "partners": 0}))
    code, found = cli(cast.maya, "complexity", "assess", "Cold Brew Venture", "--file", str(file))
    assert (code, found["version"]) == (0, 2)
    file.write_text("[1]")
    code, said = cli(cast.maya, "complexity", "assess", "Cold Brew Venture", "--file", str(file))
    assert (code, "one JSON object" in said) == (1, True)
    code, found = cli(cast.olga, "complexity", "show", "Cold Brew Venture")
    assert (code, found["version"]) == (0, 2)


def test_who_may_assess(cast, moment):
    for person in (cast.olga, cast.carl, cast.ingrid):
        with pytest.raises(NotAllowed):
            commands.assess_complexity(
                by=person, alliance=cast.alliance, scores=TWOS, version=0, now=moment
            )
        Browser(person, cast).open(COMPLEXITY + "/answers", status=403)
    Browser(cast.zed, cast).open(COMPLEXITY, status=404)


def test_arrivals_come_from_the_log_once_there_are_enough(cast, blueprint, moment):
    for _ in range(6):
        raised(cast, moment)
    assert arrivals(cast.alliance, cast.maya, moment + timedelta(days=10)) == ()
    found = dict(arrivals(cast.alliance, cast.maya, moment + timedelta(days=91)))
    (one,) = found.values()
    assert one.counted == 6
    assert one.per_month == pytest.approx(6 / (91 / (365 / 12)), abs=0.01)


def test_the_last_weeks_are_observed_from_settled_decisions_only(cast, blueprint, moment):
    raised(cast, moment)
    found = simulated(cast.alliance, cast.maya, sides_of(cast.alliance, cast.maya), moment)
    assert found is not None
    assert observed(cast.alliance, cast.maya, found, moment).decisions == 0


def test_more_decisions_ask_no_more_queries(cast, blueprint, moment):
    browser = Browser(cast.maya, cast)
    counts = []
    for more in (1, 6):
        for _ in range(more):
            raised(cast, moment)
        browser.open(PAGE)
        with CaptureQueriesContext(connection) as asked:
            browser.open(PAGE)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_governance_page_leads_to_the_simulation_under_the_row(cast, blueprint, moment):
    text = Browser(cast.maya, cast).open("/governance")
    assert "A monthly forum cannot meet a 10-day SLA: 46% on time at best" in text
    assert f"{PAGE}?right=roadmap" in text
    found = governance_of(cast.alliance, cast.maya, sides_of(cast.alliance, cast.maya), moment)
    assert found is not None
    assert {"E19"} <= {one.rule for one in found.findings_on("roadmap")}


def test_the_page_says_which_number_is_which_and_one_is_the_number_of_the_lint(
    cast, blueprint, moment
):
    change(cast, "roadmap", moment, written=True)
    page = Browser(cast.maya, cast).open(PAGE + "?right=roadmap")
    text = " ".join(re.sub(r"<[^>]+>", " ", page).split())
    found = governance_of(cast.alliance, cast.maya, sides_of(cast.alliance, cast.maya), moment)
    (lint,) = [one.message for one in found.findings_on("roadmap") if one.rule in ("E19", "W20")]
    said = re.search(r"(\d+)% on time at best, (\d+)% with papers 3 days ahead", lint)
    assert f"The rhythm alone By the exact formula, the lint&#39;s “at best” {said[1]}%" in text
    assert f"Papers 3 days ahead By the exact formula, by this the lint warns {said[2]}%" in text
    row = Api(cast.daniel, cast).get(PAGE).json()["rights"][0]
    assert [f"{row[name]:.0%}"[:-1] for name in ("best_by_rhythm", "papers_by_rhythm")] == [
        said[1],
        said[2],
    ]
    assert row["exact_on_dates"] == pytest.approx(row["share_on_time"], abs=0.05)
