"""Pages: what they ask, say and lead to, for our side only."""

import re

import pytest

from tests.rooms.thesis.before.doors import FORMS, at, page, rows, signed_in
from tests.rooms.thesis.before.stage import WHOLE, all_at, answer, check_readiness, draw


@pytest.mark.parametrize("path", FORMS)
def test_the_form_keeps_a_version_and_leads_to_what_it_says(cast, path):
    client = signed_in(cast.maya)
    assert client.get(at(cast, f"/{path}")).status_code == 200
    sent = FORMS[path] | {"version": "0", "note": "From the talk in Ghent"}
    reply = client.post(at(cast, f"/{path}"), sent)
    assert (reply.status_code, reply.headers["Location"]) == (
        303, at(cast, f"/{path.split('/', maxsplit=1)[0]}")
    )  # fmt: skip
    row = rows().get()
    assert (row.number, row.note, row.audience) == (1, "From the talk in Ghent", "ours")
    html = page(cast.tomas, reply.headers["Location"])
    assert "Only Northwind sees this page." in html
    assert "From the talk in Ghent" in html


def test_an_amount_may_be_written_as_people_write_it(cast):
    sent = FORMS["red-lines/changes"] | {"version": "0"}
    signed_in(cast.maya).post(at(cast, "/red-lines/changes"), sent)
    assert rows().get().content["amount"] == "1200.5"


@pytest.mark.parametrize("path", FORMS)
@pytest.mark.parametrize(
    ("name", "status"), [("olga", 403), ("carl", 403), ("zed", 404), ("nobody", 404)]
)
def test_who_may_not_open_or_send_the_form(cast, path, name, status):
    client = signed_in(cast.everybody()[name])
    assert client.get(at(cast, f"/{path}")).status_code == status
    assert client.post(at(cast, f"/{path}"), FORMS[path] | {"version": "0"}).status_code == status
    assert not rows().exists()


@pytest.mark.parametrize("path", ["", "/right-move", "/readiness", "/red-lines"])
def test_who_reads_the_pages(cast, path):
    for name, status in (("ingrid", 200), ("daniel", 200), ("olga", 403), ("zed", 404)):
        page(cast.everybody()[name], at(cast, path), status)


def test_before_anything_is_answered_each_page_offers_the_first_step(cast):
    html = page(cast.maya, at(cast))
    for words in ("Right move?", "Readiness", "Red lines", "Begin", "Check ourselves"):
        assert words in html
    assert "Nobody has answered yet." in page(cast.maya, at(cast, "/right-move"))
    assert "Not checked yet." in page(cast.maya, at(cast, "/readiness"))
    assert "None are written." in page(cast.maya, at(cast, "/red-lines"))


def test_the_verdict_stands_with_its_reasons_and_what_would_change_it(cast, now):
    answer(cast, now, answers=WHOLE | {"sponsor": "missing", "competition": "unresolved"})
    html = page(cast.maya, at(cast, "/right-move"))
    for words in (
        "<b>Not yet.</b>",
        "A caution stands in the way.",
        "Not on our side, or surely not on theirs",
        "The shortest way to an alliance: two answers together.",
        "Yes, and what stays out of it is written down",
        "Make it a supplier contract",
        "Partnership",
        "Do it yourselves",
    ):
        assert words in html, words


def test_open_questions_are_named_and_lead_to_their_place_in_the_form(cast, now):
    answer(cast, now, answers={"market": "clear"})
    html = page(cast.maya, at(cast, "/right-move"))
    assert "Not enough answers yet." in html
    assert 'before/right-move/answers#f-sponsor">Sponsors with authority</a>' in html
    assert "What would change it" not in html


def test_readiness_stands_with_the_weakest_first_and_a_way_to_act(cast, now):
    cast.alliance.seats.filter(person=cast.tomas).update(ended_at=now)
    check_readiness(cast, now, answers=all_at(2, team=1, deputy=0))
    html = page(cast.maya, at(cast, "/readiness"))
    assert html.index("Nobody is the only one") < html.index("The people who deliver")
    assert "If one person leaves, it stops." in html
    assert f'href="/alliances/{cast.alliance.pk}/people">Name deputies</a>' in html
    assert "no sponsor of ours has a seat here" in html


def test_an_earlier_version_is_shown_as_it_was(cast, now):
    draw(cast, now)
    draw(cast, now, amount="20", version=1)
    html = page(cast.maya, at(cast, "/red-lines/versions/1"))
    assert "This is version 1 as it was." in html
    assert "at least 22 %" in html
    assert "at least 22 % became Margin on cold brew at least 20 %" in html
    for path in ("/red-lines/versions/3", "/right-move/versions/1", "/readiness/versions/0"):
        page(cast.maya, at(cast, path), 404)


def test_what_is_judged_differently_today_says_what_it_said_when_it_was_kept(cast, now):
    answer(cast, now)
    assert "When it was kept it said" not in page(cast.maya, at(cast, "/right-move"))
    rows().update(result="Buy it")
    html = page(cast.maya, at(cast, "/right-move"))
    assert "When it was kept it said “Buy it”." in html
    assert "<b>Ally.</b>" in html


def test_the_partners_address_bar_finds_only_their_own(cast, now):
    draw(cast, now, by=cast.maya, instead="canary instead")
    assert "None are written." in page(cast.daniel, at(cast, "/red-lines"))
    hidden = signed_in(cast.daniel).get(at(cast, "/red-lines/versions/1"))
    absent = signed_in(cast.daniel).get(at(cast, "/red-lines/versions/7"))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    assert "canary" not in page(cast.daniel, f"/alliances/{cast.alliance.pk}/")


@pytest.mark.parametrize(
    ("path", "wrong", "says"),
    [
        ("right-move/answers", {"market": "maybe"}, "Market access: the answers are clear, partly"),
        ("right-move/answers", {"note": "x" * 2001}, "at most 2000"),
        ("right-move/answers", {"version": "x"}, "Open this page again"),
        ("readiness/answers", {"authority": "9"}, "A sponsor with authority: the answers are"),
        ("red-lines/changes", {"amount": "much"}, "Write a number"),
        ("red-lines/changes", {"measure": ""}, "must say what the value measures"),
        ("red-lines/changes", {"unit": ""}, "must name the unit"),
        ("red-lines/changes", {"direction": "about"}, "“about” is not offered here"),
        ("red-lines/changes", {"r0-what": "", "r0-why": "So"}, "Say what we will not accept"),
        ("red-lines/changes", {"r0-what": "x" * 301}, "at most 300"),
        ("red-lines/changes", {"version": "-1"}, "Open this page again"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_what_was_written_stays(cast, path, wrong, says):
    sent = FORMS[path] | {"version": "0", "note": "Kept words"} | wrong
    reply = signed_in(cast.maya).post(at(cast, f"/{path}"), sent)
    html = reply.content.decode()
    assert (reply.status_code, says in html) == (422, True), html[-3000:]
    if "note" not in wrong:
        assert "Kept words" in html
    assert not rows().exists()


@pytest.mark.parametrize("path", FORMS)
def test_who_comes_second_keeps_what_they_wrote_and_may_keep_it_again(cast, path):
    first, second = signed_in(cast.tomas), signed_in(cast.maya)
    first.post(at(cast, f"/{path}"), FORMS[path] | {"version": "0", "note": "First"})
    sent = FORMS[path] | {"version": "0", "note": "Second"}
    reply = second.post(at(cast, f"/{path}"), sent)
    html = reply.content.decode()
    assert reply.status_code == 422
    assert "Tomas Reijnders kept version 1 since you opened this page." in html
    assert 'name="version" value="1"' in html
    assert "Second" in html
    assert second.post(at(cast, f"/{path}"), sent | {"version": "1"}).status_code == 303


def test_another_mistake_does_not_carry_somebody_over_a_newer_version(cast, now):
    answer(cast, now, by=cast.tomas)
    sent = FORMS["right-move/answers"] | {"version": "0", "market": "maybe"}
    html = signed_in(cast.maya).post(at(cast, "/right-move/answers"), sent).content.decode()
    assert 'name="version" value="0"' in html


def test_more_rows_come_without_saving_anything(cast):
    sent = FORMS["red-lines/changes"] | {"version": "0", "act": "more"}
    reply = signed_in(cast.maya).post(at(cast, "/red-lines/changes"), sent)
    html = reply.content.decode()
    assert (reply.status_code, "r2-what" in html, "No exclusivity" in html) == (200, True, True)
    assert not rows().exists()


def test_a_line_is_given_up_by_emptying_its_row(cast, now):
    draw(cast, now)
    sent = FORMS["red-lines/changes"] | {"version": "1", "r0-what": "", "r0-id": "l1"}
    signed_in(cast.maya).post(at(cast, "/red-lines/changes"), sent)
    assert rows().get(number=2).content["lines"] == []


def test_pressed_twice_it_is_kept_once(cast):
    client = signed_in(cast.maya)
    sent = FORMS["right-move/answers"] | {"version": "0", "once": "k" * 20}
    replies = [client.post(at(cast, "/right-move/answers"), sent) for _ in range(2)]
    assert [reply.status_code for reply in replies] == [303, 303]
    assert rows().count() == 1


def test_hostile_words_are_shown_and_never_run(cast, now):
    hostile = "<script>alert(1)</script>{{7*7}}"
    draw(
        cast,
        now,
        lines=[{"id": "a", "what": hostile, "why": hostile}],
        instead=hostile,
        note=hostile,
    )
    for path in ("/red-lines", "/red-lines/changes", "/red-lines/versions/1"):
        html = page(cast.maya, at(cast, path))
        assert "<script>alert" not in html
        assert "{{7*7}}" in html


def test_a_new_alliance_begins_where_the_first_step_is_offered(cast):
    client = signed_in(cast.zed)
    reply = client.post("/alliances/new", {"name": "Fjord Lines", "role": "alliance manager", "currency": "EUR"})  # fmt: skip
    html = re.sub(r"\s+", " ", client.get(reply.headers["Location"]).content.decode())
    assert "Next step, only for Kestrel" in html
    assert "Is an alliance the right move?" in html
    assert re.search(r'href="/alliances/[0-9a-f-]+/before/right-move">Begin</a>', html)


def test_once_it_is_answered_it_is_offered_no_more(cast, now):
    overview = f"/alliances/{cast.alliance.pk}/"
    assert "Next step, only for" in page(cast.maya, overview)
    assert "Next step, only for" not in page(cast.olga, overview)
    answer(cast, now)
    html = page(cast.tomas, overview)
    assert "Next step, only for" not in html
    assert "An alliance is the right move (ally)" in html
    assert "Next step, only for Brightleaf" in page(cast.daniel, overview)


def test_pages_take_the_same_number_of_queries_however_many_versions_there_are(
    cast, now, django_assert_max_num_queries
):
    counts = []
    for rounds in (range(1), range(1, 30)):
        for n in rounds:
            answer(cast, now, answers=WHOLE | {"market": ("clear", "none")[n % 2]}, version=n)
            check_readiness(cast, now, answers=all_at(2, money=n % 2), version=n)
            draw(cast, now, amount=str(n), version=n)
        client = signed_in(cast.maya)
        for path in ("", "/right-move", "/readiness", "/red-lines", "/right-move/answers"):
            client.get(at(cast, path))
            with django_assert_max_num_queries(22) as captured:
                client.get(at(cast, path))
            counts.append((path, len(captured)))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]
