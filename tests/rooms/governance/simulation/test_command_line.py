"""`allied simulate`: one forum without a database, an alliance's blueprint, and what if."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from allied.record.models import Entry
from allied.rooms.governance.as_rules import blueprint_of
from tests.rooms.diligence.doors import Api
from tests.rooms.governance.cases import newest

pytestmark = pytest.mark.django_db
COMMAND_LINE = [
    (("--period", "21.6667", "--sla", "10"), 0.4615),
    (("--period", "21.6667", "--sla", "10", "--lead", "5", "--quorum", "0.8"), 0.1846),
    (("--period", "21.6667", "--sla", "10", "--async-share", "0.6", "--async-mean", "4"), 0.7581),
    (("--period", "5", "--sla", "5"), 1.0),
]


@pytest.mark.parametrize(("words", "share"), COMMAND_LINE)
def test_one_forum_on_the_command_line_asks_no_database(cli, words, share):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        code, found = cli(None, "simulate", "governance", *words)
    assert (code, len(asked)) == (0, 0)
    assert found["share_on_time"] == pytest.approx(share, abs=1e-4)
    assert found["simulated_share"] == pytest.approx(share, abs=0.02)
    assert cli(None, "simulate", "governance", *words)[1] == found


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--period", "0", "--sla", "5"), "period: 0 is outside 0.1 to 2,600"),
        (("--period", "-5", "--sla", "5"), "period: -5 is outside"),
        (("--period", "5", "--sla", "1e9"), "sla: 1e+09 is outside"),
        (("--period", "ten", "--sla", "5"), "--period: 'ten' is not a number"),
        (("--period", "inf", "--sla", "5"), "period: endless is outside"),
        (("--period", "5", "--sla", "5", "--quorum", "1.2"), "quorum: 1.2 is outside"),
        (("--period", "5", "--sla", "5", "--async-share", "2"), "async_share: 2 is outside"),
        (("--period", "5", "--sla", "5", "--async-share", "0.5"), "Say with async_mean"),
        (("--period", "5", "--sla", "5", "--seed", "x"), "--seed: 'x' is not a whole number"),
        (("--period", "5", "--sla", "5", "--seed", "-1"), "seed: -1 is outside"),
    ],
)
def test_the_command_line_names_what_is_wrong(cli, words, says):
    code, said = cli(None, "simulate", "governance", *words)
    assert code == 1
    assert says in said


def test_an_alliance_on_the_command_line(cast, blueprint, cli):
    code, found = cli(cast.maya, "simulate", "alliance", "Cold Brew Venture")
    assert code == 0
    assert found["rights"][0]["id"] == "roadmap"
    code, said = cli(cast.zed, "simulate", "alliance", "Cold Brew Venture")
    assert (code, "there is no such alliance" in said) == (1, True)


def what_if(cli, person, *words):
    return cli(person, "simulate", "alliance", "Cold Brew Venture", *words)


def test_the_command_line_tries_what_the_page_tries(cast, blueprint, cli):
    words = ("--rhythm", "fortnightly", "--sla", "12", "--lead", "1", "--quorum", "1")
    more = ("--written", "yes", "--minutes", "30")
    code, found = what_if(cli, cast.maya, "--right", "roadmap", *words, *more)
    assert code == 0
    assert found["today"]["share_on_time"] < 0.5
    assert found["wished"]["share_on_time"] > 0.9
    asked = "rhythm=fortnightly&sla_days=12&lead=1&quorum=1&written=true&minutes=30"
    same = Api(cast.daniel, cast).get(f"/governance/simulation/rights/roadmap?{asked}").json()
    assert found == same, "one answer through every door"
    assert not Entry.objects.visible_to(cast.maya).filter(kind__contains="changed").exists()


def test_an_as_needed_row_is_tried_with_the_days_in_which_it_meets(cast, blueprint, cli):
    code, found = what_if(cli, cast.maya, "--right", "commercial", "--within", "5")
    assert code == 0
    assert found["today"]["simulated"] is False
    assert found["wished"]["share_on_time"] > 0.9


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--sla", "12"), "Say with --right which type: roadmap, commercial"),
        (("--right", "nothing"), "Say with --right which type: roadmap, commercial"),
        (("--right", "roadmap", "--sla", "0"), "SLA, working days: a whole number from 1 to 120."),
        (("--right", "roadmap", "--lead", "x"), "Papers, days before: a whole number from 0"),
        (("--right", "roadmap", "--written", "maybe"), "In writing between meetings: yes or no."),
        (("--right", "roadmap", "--rhythm", "now and then"), "is not a rhythm; write weekly"),
        (("--right", "roadmap", "--within", "5"), "“Roadmap changes” is decided in a forum"),
        (("--right", "commercial", "--quorum", "1"), "“Commercial terms” is decided as needed"),
        (("--right", "roadmap", "--propose"), "Nothing is different"),
    ],
)
def test_a_what_if_that_cannot_be_tried_is_named(cast, blueprint, cli, words, says):
    code, said = what_if(cli, cast.maya, *words)
    assert code == 1
    assert says in said


def test_a_what_if_becomes_a_draft_when_it_is_proposed(cast, blueprint, cli):
    code, found = what_if(cli, cast.maya, "--right", "roadmap", "--sla", "18", "--propose")
    assert code == 0
    assert found["proposed"]["version"] == newest(cast).version
    assert blueprint_of(newest(cast)).right("roadmap").sla_days == 18
    refused = what_if(cli, cast.olga, "--right", "roadmap", "--sla", "20", "--propose")
    assert refused[0] == 1
    assert blueprint_of(newest(cast)).right("roadmap").sla_days == 18
