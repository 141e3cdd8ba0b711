"""The pages of the register, opened and used as people of both sides."""

import re
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from allied.people.scope import OURS
from allied.rooms.diligence import commands
from allied.rooms.diligence.models import Control, Risk
from allied.rooms.thesis.models import Thesis
from tests.rooms.diligence.stage import (
    assessed,
    content,
    control,
    fresh,
    kinds,
    plain,
    private,
    risk,
    size,
)
from tests.rooms.thesis.stage import joint_thesis

pytestmark = pytest.mark.django_db


@pytest.fixture
def today():
    return timezone.now()


FORM = {
    "title": "Line 2 cannot switch to oat in time",
    "category": "Delivery",
    "probability": "likely",
    "impact": "€300 k",
}


def owner(person) -> dict:
    return {"owner": str(person.pk)}


def test_an_empty_register_says_what_will_come_and_offers_the_first_step(cast, browse):
    text = plain(browse(cast.maya).open("/risks"))
    assert "No open risks." in text
    assert "No risk is on the register yet" in text
    assert "Put a risk on it" in text
    assert "Put a risk on it" not in plain(browse(cast.olga).open("/risks"))


def test_a_risk_goes_from_the_form_to_both_registers(cast, browse):
    answer = browse(cast.maya).send("/risks/new", FORM | owner(cast.ben))
    (made,) = Risk.objects.visible_to(cast.daniel)
    assert answer.headers["Location"].endswith(f"/risks/{made.pk}")
    assert (made.probability, made.impact_own, made.holder) == (4, 300_000, cast.ben)
    text = plain(browse(cast.daniel).open("/risks"))
    assert "One open risk, one high." in text
    assert "Exposure €180 k." in text
    assert "Line 2 cannot switch to oat in time R-1 · Delivery" in text


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "What may happen is missing."),
        ({"probability": ""}, "This risk has an impact but no probability."),
        ({"impact": ""}, "This risk has a probability but no impact."),
        ({"probability": "9"}, "is not a probability"),
        ({"probability": "130%"}, "is not a probability"),
        ({"impact": "lots"}, "is not an impact"),
        ({"impact": "$300 k"}, "EUR"),
        ({"delay": "soon"}, "soon"),
        ({"review_on": "tomorrow"}, "Give a day, such as 2026-11-30."),
        ({"review_on": "2031-01-01"}, "quarter"),
        ({"owner": "nobody"}, "Choose somebody from the list."),
    ],
)
def test_bad_input_is_said_beside_its_field_and_what_was_typed_stays(cast, browse, wrong, says):
    before = size()
    answer = browse(cast.maya).send("/risks/new", FORM | owner(cast.maya) | wrong, status=422)
    text = plain(answer)
    assert says in text, text
    if "title" not in wrong:
        assert FORM["title"] in answer.content.decode()
    assert size() == before


def test_a_private_risk_is_unmistakably_private(cast, browse):
    page = browse(cast.maya).open("/risks/own/new")
    assert 'data-aud="private"' in page
    assert "Only Northwind sees this page." in plain(page)
    browse(cast.maya).send("/risks/own/new", FORM | owner(cast.tomas))
    (mine,) = Risk.objects.visible_to(cast.maya)
    assert (mine.audience, mine.ref) == (OURS, "P-1")
    register = browse(cast.tomas).open("/risks")
    assert "Only Northwind sees this risk. It is not in the joint map or in any joint count." in (
        plain(register)
    )
    assert "No open risks." in plain(register)
    heat = re.search(r'<table class="heat".*?</table>', register, re.DOTALL)
    assert str(mine.pk) not in heat.group(0)
    assert 'data-aud="private"' in browse(cast.maya).open(f"/risks/{mine.pk}")


def test_for_the_partner_a_private_risk_is_an_id_that_never_existed(cast, browse):
    mine = private(cast)
    one = control(cast, mine)
    for who in (cast.daniel, cast.carl, cast.olga):
        for path in (
            "",
            "/words",
            "/reviews",
            "/happening",
            "/closing",
            "/reopening",
            "/loss",
            "/copies",
            "/controls",
            f"/controls/{one.pk}",
            f"/controls/{one.pk}/placing",
            f"/controls/{one.pk}/failure",
            f"/controls/{one.pk}/removal",
        ):
            browse(who).open(f"/risks/{mine.pk}{path}", status=404)
            browse(who).open(f"/risks/{uuid4()}{path}", status=404)
    assert "Only" not in plain(browse(cast.carl).open("/risks")).split("Register")[1]


def test_the_page_of_a_risk_shows_three_views_and_what_is_done(cast, browse, today):
    made = risk(cast, assessment=assessed(cast, "60%", "800 k"), now=today)
    one = control(cast, made, now=today)
    commands.place_control(by=cast.maya, control=one, evidence="Test", now=today)
    control(cast, made, text="Second depot", less_probability=Decimal("0.5"), now=today)
    text = plain(browse(cast.daniel).open(f"/risks/{made.pk}"))
    assert "8 of 25 now, 16 before controls. Exposure €240 k." in text
    assert "Before controls 16 4 60% 4 €800 k €480 k" in text
    assert "When all controls work 8 2 15% 4 €800 k €120 k" in text
    assert "In place since" in text
    assert "probability −50%" in text


def test_every_step_of_a_risk_has_its_page(cast, browse, today):
    made = risk(cast, now=today)
    who, base = browse(cast.maya), f"/risks/{made.pk}"
    day = (today + timedelta(days=40)).date().isoformat()
    who.send(f"{base}/words", FORM | owner(cast.ben) | {"version": "1"})
    who.send(f"{base}/reviews", {"next_on": day})
    who.send(f"{base}/controls", {"text": "Name a backup", **owner(cast.ben)})
    one = Control.objects.visible_to(cast.maya).get()
    where = f"{base}/controls/{one.pk}"
    who.send(where, {"text": "Name two", "less_impact": "25%", **owner(cast.ben), "version": "1"})
    who.send(f"{where}/placing", {"evidence": "Trained on 3 May"})
    who.send(f"{where}/failure", {"reason": "She left"})
    who.send(f"{where}/removal")
    who.send(
        f"{base}/loss",
        {"frequency": "0.3", "low": "50 k", "high": "400 k", "version": str(fresh(made).version)},
    )
    who.send(f"{base}/happening", {"happened_on": today.date().isoformat(), "cost": "12 k"})
    who.send(f"{base}/reopening", {"reason": "May come again"})
    who.send(f"{base}/closing", {"reason": "Line 3 is there"})
    assert kinds() == [
        f"diligence.{kind}"
        for kind in (
            "risk.registered",
            "risk.changed",
            "risk.reviewed",
            "control.added",
            "control.changed",
            "control.placed",
            "control.failed",
            "control.removed",
            "risk.changed",
            "risk.realised",
            "risk.reopened",
            "risk.closed",
        )
    ]
    assert "It is closed. Line 3 is there" in plain(who.open(base))


@pytest.mark.parametrize(
    ("path", "said", "says"),
    [
        ("/reviews", {"next_on": ""}, "Review again on is missing."),
        ("/reviews", {"next_on": "2020-01-01"}, "lies between today"),
        ("/happening", {"happened_on": "2020-01-01", "cost": "much"}, "amount"),
        ("/happening", {"happened_on": "2999-01-01", "cost": "1"}, "today at the latest"),
        ("/closing", {"reason": " "}, "Why is missing."),
        ("/loss", {"frequency": "often", "version": "1"}, "A number such as 0.3"),
        ("/loss", {"frequency": "1", "low": "9 k", "high": "1 k", "version": "1"}, "above the low"),
        ("/controls", {"text": ""}, "What is done is missing."),
        ("/controls", {"text": "x", "less_impact": "140%"}, "from 0 to 100"),
        ("/words", FORM | {"version": "9"}, "Somebody changed this risk"),
    ],
)
def test_bad_input_on_each_page_is_answered_where_it_stands(cast, browse, path, said, says):
    made = risk(cast, now=timezone.now())
    before = size()
    said = {**owner(cast.maya), **said}
    text = plain(browse(cast.maya).send(f"/risks/{made.pk}{path}", said, status=422))
    assert says in text, text
    assert size() == before


def test_who_only_reads_sees_no_buttons_and_is_refused(cast, browse):
    made = risk(cast)
    text = browse(cast.olga).open(f"/risks/{made.pk}")
    assert "Add a control" not in text
    browse(cast.olga).send(f"/risks/{made.pk}/closing", {"reason": "x"}, status=403)
    browse(cast.olga).send("/risks/new", FORM, status=403)
    browse(cast.zed).open(f"/risks/{made.pk}", status=404)


def test_sharing_shows_who_reads_it_before_and_after_and_asks_to_read_it(cast, browse):
    mine = private(cast, cause="Their board said so")
    who, where = browse(cast.maya), f"/risks/{mine.pk}/copies"
    text = plain(who.open(where))
    assert "Now 4 people of Northwind" in text
    assert "After 10 people of both companies" in text
    said = {"title": "Channels may collide", "probability": "2", "impact": "3", **owner(cast.maya)}
    assert "Say that you have read the whole text." in plain(who.send(where, said, status=422))
    who.send(where, said | {"read": "on"})
    (joint,) = Risk.objects.visible_to(cast.daniel)
    assert (joint.title, joint.cause) == ("Channels may collide", "")
    assert "A copy is joint" in plain(who.open(f"/risks/{mine.pk}"))
    browse(cast.ingrid).open(f"/risks/{private(cast).pk}/copies", status=403)
    browse(cast.maya).open(f"/risks/{joint.pk}/copies", status=404)


def test_a_risk_of_the_thesis_comes_on_the_register_once(cast, browse):
    joint_thesis(cast, timezone.now())
    who = browse(cast.maya)
    assert "A cold chain gap" in plain(who.open("/risks"))
    assert "A cold chain gap" not in plain(browse(cast.olga).open("/risks"))
    page = who.open("/risks/thesis/r1")
    assert "A cold chain gap" in page
    assert "Loggers on each route" in page
    who.send("/risks/thesis/r1", FORM | owner(cast.maya))
    assert "as R-1" in plain(who.send("/risks/thesis/r1", FORM | owner(cast.maya), status=422))
    (made,) = Risk.objects.visible_to(cast.maya)
    assert (made.from_kind, made.from_key) == ("thesis risk", "r1")
    assert "Named in the value thesis" not in plain(who.open("/risks"))
    who.open("/risks/thesis/nothing", status=404)
    assert Thesis.objects.visible_to(cast.maya).count() == 1


def test_filters_stand_in_the_address_and_nothing_found_is_said(cast, browse, today):
    risk(cast, now=today)
    late = risk(cast, "Late", now=today - timedelta(days=120), category="IP")
    risk(cast, "Partner's", holder=cast.ben, now=today)
    over = risk(cast, "Over", now=today)
    commands.close_risk(by=cast.maya, risk=over, reason="Done", now=today)
    who = browse(cast.maya)

    def shown(query):
        text = plain(who.open(f"/risks?{query}").split("Register</h2>")[1].split("</table>")[0])
        return [t for t in ("Cold chain", "Late", "Partner", "Over") if t in text]

    assert shown("") == ["Cold chain", "Late", "Partner"]
    assert shown("state=closed") == ["Over"]
    assert shown("state=all") == ["Cold chain", "Late", "Partner", "Over"]
    assert shown("area=intellectual-property") == ["Late"]
    assert shown(f"side={cast.bright.pk}") == ["Partner"]
    assert shown("late=on") == ["Late"]
    assert shown(f"text=R-{late.number}") == ["Late"]
    assert "No joint risk matches" in who.open("/risks?text=volcano")
    who.open("/risks?state=nonsense&side=nonsense&page=-3")


def queries(browser, path) -> int:
    with CaptureQueriesContext(connection) as seen:
        browser.open(path)
    return len(seen)


def test_the_register_asks_as_often_for_thirty_risks_as_for_one(cast, browse):
    made = risk(cast)
    private(cast)
    control(cast, made)
    who = browse(cast.maya)
    who.open("/risks")
    one = queries(who, "/risks")
    for n in range(30):
        control(cast, risk(cast, f"Risk {n}", holder=cast.ben))
        private(cast, f"Own {n}")
    assert queries(who, "/risks") == one


def test_a_long_register_comes_page_by_page(cast, browse):
    for n in range(53):
        risk(cast, f"Risk {n}", assessment=assessed(cast, "3", f"{n + 10} k"))
    first = browse(cast.maya).open("/risks")
    assert "Risk 52" in first
    assert ">Risk 2<" not in first
    assert "?page=2" in first
    assert ">Risk 2<" in browse(cast.maya).open("/risks?page=2")


def test_scales_are_set_by_those_who_may(cast, browse):
    made = risk(cast, assessment=assessed(cast, "3", "90 k"))
    assert "Set the scales" not in browse(cast.olga).open("/risks/scales")
    edges = {f"impact_{n}": f"{n}0 k" for n in range(1, 5)} | {"version": "0"}
    tolerance = {"amount_1": "500 k", "chance_1": "10%"}
    browse(cast.maya).send("/risks/scales", edges | tolerance)
    assert fresh(made).now_impact == 5
    who = browse(cast.daniel)
    assert "Somebody changed the scales" in plain(who.send("/risks/scales", edges, status=422))
    wrong = edges | {"version": "1", "impact_2": "1 k"}
    assert "does not come after" in plain(who.send("/risks/scales", wrong, status=422))
    half = edges | {"version": "1", "delay_1": "5"}
    assert "all four edges" in plain(who.send("/risks/scales", half, status=422))
    lone = edges | {"version": "1", "amount_1": "500 k"}
    assert "or neither" in plain(who.send("/risks/scales", lone, status=422))


def test_the_yearly_loss_is_drawn_with_its_numbers_and_the_tolerance(cast, browse):
    assert "Nothing is estimated yet." in plain(browse(cast.maya).open("/risks/losses"))
    for n, (often, low, high, event) in enumerate(
        [
            ("0.3", "50 k", "400 k", "Strike"),
            ("1", "10 k", "60 k", "Strike"),
            ("0.1", "500 k", "3 m", ""),
        ]
    ):
        made = risk(cast, f"Risk {n}")
        said = {"frequency": often, "low": low, "high": high, "trigger": event, "version": "1"}
        browse(cast.maya).send(f"/risks/{made.pk}/loss", said)
    edges = {f"impact_{n}": f"{n}0 k" for n in range(1, 5)} | {"version": "0"}
    browse(cast.maya).send("/risks/scales", edges | {"amount_1": "500 k", "chance_1": "10%"})
    page = browse(cast.olga).open("/risks/losses")
    text = plain(page)
    assert "€222 k in a year on average" in text
    assert "From 3 estimated risks" in text
    assert "Over the line" in text
    assert '<polyline class="c-target"' in page


def test_names_and_titles_are_shown_as_text(cast, browse):
    made = risk(cast, '<script>alert("x")</script>')
    assert "<script>alert" not in browse(cast.daniel).open(f"/risks/{made.pk}")
    assert "<script>alert" not in browse(cast.daniel).open("/risks")


def test_a_risk_that_rose_is_named_in_the_answer(cast, browse, today):
    made = risk(cast, assessment=assessed(cast, "2", "4"), now=today - timedelta(days=60))
    said = content(cast, assessment=assessed(cast, "3", "4"), review_on=None)
    commands.change_risk(by=cast.maya, risk=made, said=said, version=1, now=today)
    text = plain(browse(cast.daniel).open("/risks"))
    assert "One rose this month: Cold chain breaks in winter, now 12 of 25." in text
    assert "12 was 8 €320 k" in text
