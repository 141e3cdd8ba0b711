"""The web door: who reads the document, its first step, its tests, its files."""

from datetime import timedelta

import pytest

from allied.rooms.thesis.models import Thesis, ThesisVersion
from tests.rooms.thesis.pages import at, joint, page, signed_in
from tests.rooms.thesis.stage import change, joint_thesis, plain, put_up, sign_both, signed_thesis
from tests.rooms.thesis.test_judging import evidence


def test_an_alliance_without_a_thesis_offers_the_first_step(cast):
    html = page(cast.maya, at(cast))
    assert "No value thesis yet." in html
    assert "Start the joint thesis" in html
    assert "Start our own draft" in html
    assert "Start the joint thesis" not in page(cast.olga, at(cast))


def test_it_is_started_with_one_press(cast):
    answer = signed_in(cast.maya).post(at(cast, "/starts"), {"audience": "joint"})
    assert (answer.status_code, answer.headers["Location"]) == (303, at(cast, "/draft"))
    assert Thesis.objects.visible_to(cast.daniel).get().audience == "joint"


@pytest.mark.parametrize("name", ["zed", "nobody", "host"])
def test_strangers_meet_nothing(cast, now, name):
    signed_thesis(cast, now)
    client = signed_in(cast.everybody()[name])
    for path in (
        "",
        "/draft",
        "/versions/1",
        "/versions/1.md",
        "/versions/1.docx",
        "/comparison",
        "/tests",
        "/sections/objective",
        "/sign-offs",
        "/own",
    ):
        assert client.get(at(cast, path)).status_code == 404, path


def test_everybody_with_a_seat_reads_the_thesis_and_its_signatures(cast, now):
    signed_thesis(cast, now)
    for who in (cast.olga, cast.carl, cast.hannah):
        html = page(who, at(cast))
        assert "Version 1 is in force, signed by both." in html
        assert "Cold brew in 6,000 chilled stores" in html
        assert "Tomas Reijnders" in html
        assert "Propose a change" not in html


def test_an_unknown_section_or_version_is_not_there(cast, now):
    joint_thesis(cast, now)
    client = signed_in(cast.maya)
    for path in ("/sections/format", "/versions/7", "/versions/7.md", "/comparison?from=x"):
        assert client.get(at(cast, path)).status_code == 404, path


def test_a_new_version_shows_what_it_changes(cast, now):
    thesis = signed_thesis(cast, now)
    change(cast, thesis, now, section="risks", new=[])
    put_up(cast, thesis, now)
    html = page(cast.rachel, at(cast))
    assert "Version 2 waits for the signature of Northwind and Brightleaf." in html
    assert "A cold chain gap" in html
    compared = page(cast.olga, at(cast, "/comparison"))
    assert "1 change from version 1 to version 2." in compared
    assert "Nothing changed" in page(cast.olga, at(cast, "/comparison?from=2&to=2"))


def test_the_tests_page_says_dates_evidence_odds_and_verdicts(cast, now):
    thesis = signed_thesis(cast, now)
    evidence(cast, thesis, now)
    html = page(cast.olga, at(cast, "/tests"))
    assert "Sell-out numbers of three chains" in html
    assert "91% likely, from 1 source (1 independent)." in html
    assert "No side has given its verdict yet." in html
    assert "Add evidence" not in html
    client = signed_in(cast.daniel)
    sent = {"verdict": "refuted", "reason": "Not in our stores"}
    assert client.post(at(cast, "/tests/a1/verdicts"), {"reason": "x"}).status_code == 422
    assert client.post(at(cast, "/tests/a1/verdicts"), sent).status_code == 303
    assert "Brightleaf says refuted. Northwind has not said." in page(cast.maya, at(cast, "/tests"))


def test_evidence_is_added_and_withdrawn_on_the_page(cast, now):
    signed_thesis(cast, now)
    client = signed_in(cast.maya)
    sent = {"source": "Visits", "found_on": "2026-01-31", "direction": "for", "strength": "weak"}
    address = at(cast, "/tests/a1/evidence")
    for bad in (
        {"found_on": "2026-02-30"},
        {"found_on": "2999-01-01"},
        {"source": ""},
        {"strength": "x"},
    ):
        assert client.post(address, sent | bad).status_code == 422, bad
    assert client.post(address, sent).status_code == 303
    row = Thesis.objects.visible_to(cast.maya).get().evidence.get()
    path = at(cast, f"/evidence/{row.pk}/withdrawals")
    assert signed_in(cast.zed).post(path).status_code == 404
    assert client.post(path).status_code == 303
    assert "withdrawn" in page(cast.daniel, at(cast, "/tests"))


def test_an_assumption_of_another_thesis_is_not_there(cast, now):
    signed_thesis(cast, now)
    client = signed_in(cast.maya)
    for item in ("a9", "o1", ".."):
        assert client.get(at(cast, f"/tests/{item}/evidence")).status_code == 404
    assert client.get(at(cast, "/tests/%00/evidence")).status_code == 404


def test_files_come_as_attachments(cast, now):
    signed_thesis(cast, now)
    client = signed_in(cast.olga)
    text = client.get(at(cast, "/versions/1.md"))
    assert text.headers["Content-Type"] == "text/markdown; charset=utf-8"
    assert text.headers["Content-Disposition"] == 'attachment; filename="value-thesis-1.md"'
    assert "# Value thesis of Cold Brew Venture" in text.content.decode()
    assert client.get(at(cast, "/versions/1.docx")).content[:2] == b"PK"


def test_hostile_words_are_shown_and_never_run(cast, now):
    hostile = "<script>alert(1)</script>{{7*7}}"
    items = plain(cast)["principles"]
    items[0]["text"] = hostile
    joint_thesis(cast, now)
    change(cast, joint(cast), now, section="principles", new=items)
    for path in ("", "/draft", "/sections/principles"):
        html = page(cast.daniel, at(cast, path))
        assert "<script>alert" not in html
        assert "{{7*7}}" in html


def test_pages_take_the_same_number_of_queries_however_much_there_is(
    cast, now, django_assert_max_num_queries
):
    thesis = joint_thesis(cast, now)
    counts = []
    for rounds in (1, 5):
        for k in range(rounds):
            many = [{"id": f"p{n}", "text": f"Principle {n}.{k}"} for n in range(rounds * 6)]
            change(cast, thesis, now + timedelta(minutes=k), section="principles", new=many)
            sign_both(cast, thesis, now + timedelta(minutes=k))
            evidence(cast, thesis, now, source=f"Source {rounds} {k}")
        client = signed_in(cast.maya)
        for path in ("", "/tests", "/comparison", "/draft"):
            client.get(at(cast, path))
            with django_assert_max_num_queries(28) as captured:
                client.get(at(cast, path))
            counts.append((path, len(captured)))
    half = len(counts) // 2
    assert counts[:half] == counts[half:]
    assert ThesisVersion.objects.visible_to(cast.maya).count() == 6
