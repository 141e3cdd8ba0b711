"""The three doors: pages, JSON and command line carry out the same commands."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from allied.cli.main import main
from allied.people.tokens import make_token
from allied.record.models import Entry
from allied.rooms.thesis.alignment import commands
from allied.rooms.thesis.alignment.models import AlignmentRound, RoundState
from tests.rooms.thesis.alignment.stage import (
    OUTCOMES,
    answer,
    at,
    form,
    hand_in,
    opened,
    signed_in,
    thesis_of,
)

NAME = "Cold Brew Venture"


def page(person, address, status=200):
    answer = signed_in(person).get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return re.sub(r"\s+", " ", answer.content.decode())


class TestPages:
    def test_from_the_first_page_to_the_result_and_back_into_the_thesis(self, cast, later):
        assert "Write the value thesis first" in page(cast.maya, at(cast))
        thesis = thesis_of(cast, later)
        assert "Start a check" in page(cast.maya, at(cast))
        assert "An alliance manager of either side starts it" in page(cast.tomas, at(cast))
        maya, daniel = signed_in(cast.maya), signed_in(cast.daniel)
        until = (later + timedelta(days=9)).date().isoformat()
        sent = maya.post(
            at(cast, "/rounds"), {"until": until, "outcomes": [k for k, _ in OUTCOMES]}
        )
        assert sent.status_code == 303, sent.content.decode()
        kept = maya.post(at(cast, "/rounds/1/answer"), form(act="keep", metric0="Stores"))
        assert kept.status_code == 303
        assert 'value="Stores"' in page(cast.maya, at(cast, "/rounds/1/answer"))
        done = maya.post(
            at(cast, "/rounds/1/answer"), form(version="1", metric0="Stores", scope0="in")
        )
        assert done.status_code == 303, done.content.decode()
        assert "Northwind has answered, Brightleaf not yet." in page(cast.daniel, at(cast))
        last = daniel.post(
            at(cast, "/rounds/1/answer"),
            form((10, 20, 30, 40), (4, 3, 2, 1), metric0="Shops", scope0="out"),
        )
        assert last.status_code == 303
        found = page(cast.olga, at(cast))
        assert "40 of 100 points apart." in found
        assert "In for Northwind, out for Brightleaf." in found
        assert found.index("In for Northwind") < found.index("points would have to move")
        assert "Settle" not in found.replace("To settle", "")
        settled = daniel.post(
            at(cast, "/rounds/1/differences/scope-s1"),
            {"version": "1", "choice": "out", "note": ""},
        )
        assert settled.status_code == 303, settled.content.decode()
        assert "Settled: it is out. Daniel Okafor" in page(cast.olga, at(cast, "/rounds/1"))
        assert "40 of 100 points apart." in page(cast.olga, f"/alliances/{cast.alliance.pk}/thesis")
        assert thesis.pk

    def test_colleagues_are_asked_and_released_on_a_private_page(self, cast, running):
        maya = signed_in(cast.maya)
        empty = maya.post(at(cast, "/rounds/1/people"), {})
        assert empty.status_code == 422
        assert "Choose somebody." in empty.content.decode()
        assert (
            maya.post(at(cast, "/rounds/1/people"), {"people": [str(cast.tomas.pk)]}).status_code
            == 303
        )
        assert "Tomas Reijnders" in page(cast.maya, at(cast))
        assert "Tomas Reijnders" not in page(cast.daniel, at(cast))
        assert (
            maya.post(at(cast, "/rounds/1/releases"), {"person": str(cast.tomas.pk)}).status_code
            == 303
        )
        assert "Tomas Reijnders" not in page(cast.maya, at(cast))
        assert signed_in(cast.tomas).get(at(cast, "/rounds/1/people")).status_code == 403

    def test_what_is_not_there_is_not_there(self, cast, running):
        for path in ("/rounds/9", "/rounds/9/answer", "/rounds/1/differences/scope-s1"):
            page(cast.maya, at(cast, path), 404)
        for path in ("", "/rounds/1", "/rounds/1/answer", "/rounds/1/people"):
            page(cast.zed, at(cast, path), 404)
            page(cast.nobody, at(cast, path), 404)
        page(cast.olga, at(cast, "/rounds/1/answer"), 403)
        page(cast.carl, at(cast, "/rounds/1/answer"), 403)

    def test_a_check_is_called_off_with_its_reason(self, cast, running):
        daniel = signed_in(cast.daniel)
        assert daniel.post(at(cast, "/rounds/1/endings"), {"reason": ""}).status_code == 422
        assert (
            daniel.post(at(cast, "/rounds/1/endings"), {"reason": "Too early"}).status_code == 303
        )
        assert "This check ended without answers." in page(cast.maya, at(cast))

    def test_one_round_and_thirty_cost_the_same_queries(
        self, cast, later, django_assert_max_num_queries
    ):
        thesis_of(cast, later)
        client = signed_in(cast.olga)
        counts = []
        for many in (1, 12):
            while AlignmentRound.objects.in_system_scope("test").count() < many:
                until = (later + timedelta(days=9)).date()
                row = commands.start_round(
                    by=cast.maya, alliance=cast.alliance, until=until, now=later
                )
                hand_in(row, cast.maya, later)
                hand_in(row, cast.daniel, later)
            with django_assert_max_num_queries(60) as seen:
                assert client.get(at(cast)).status_code == 200
            counts.append(len(seen))
        assert counts[0] == counts[1]


class TestScript:
    @pytest.fixture
    def script(self, cast, later):
        def of(person):
            _, secret = make_token(by=person, name="t", scopes=["read", "write"], now=later)
            client = Client(headers={"authorization": f"Bearer {secret}"})
            root = f"/api/v1/alliances/{cast.alliance.pk}/thesis/alignment"

            def send(method, path="", said=None, **headers):
                body = "" if said is None else json.dumps(said)
                answer = client.generic(
                    method, root + path, body, content_type="application/json", headers=headers
                )
                return answer.status_code, answer.json()

            return send

        return of

    def test_a_whole_round(self, cast, later, script):
        thesis_of(cast, later)
        maya, daniel, olga = (script(who) for who in (cast.maya, cast.daniel, cast.olga))
        until = (later + timedelta(days=9)).date().isoformat()
        status, made = maya("POST", "/rounds", {"until": until})
        assert (status, made["number"], made["state"]) == (201, 1, "answering")
        status, kept = maya("PUT", "/rounds/1/answer", {"answer": answer()}, **{"if-match": '"0"'})
        assert (status, kept["version"]) == (200, 1)
        assert maya("PUT", "/rounds/1/answer", {"answer": {}}, **{"if-match": '"0"'})[0] == 412
        assert daniel("GET", "/rounds/1/answer")[1]["answer"]["points"] == {}
        assert maya("POST", "/rounds/1/answers")[0] == 201
        status, half = olga("GET", "/rounds/1")
        assert half["found"] is None
        assert [side["has_answered"] for side in half["sides"]] == [True, False]
        assert len(half["sides"][0]["commitment"]) == 44
        other = answer((10, 20, 30, 40), (4, 3, 2, 1), scope={"s1": "in"})
        status, whole = daniel("POST", "/rounds/1/answers", {"answer": other})
        assert (status, whole["state"]) == (201, "open")
        assert whole["found"]["tv"] == pytest.approx(0.4)
        assert whole["found"]["answers"][0]["answer"]["points"]["o1"] == 40
        status, problem = maya("POST", "/rounds/1/answers")
        assert (status, problem["code"]) == (409, "opened")
        status, settled = maya(
            "POST",
            "/rounds/1/settlements",
            {"topic": "weight", "item": "o1", "way": "keep", "note": "Stores first"},
        )
        assert (status, settled["by"]) == (201, "Maya Lindqvist")
        status, shown = olga("GET")
        assert (status, len(shown["rounds"])) == (200, 1)

    @pytest.mark.parametrize(
        ("path", "said", "code"),
        [
            ("/rounds", {"until": "2020-01-01"}, "running"),
            ("/rounds/1/answers", {"answer": answer((90, 30, 20, 10))}, "unfinished"),
            ("/rounds/1/answers", {"answer": {"points": {"o9": 100}}}, "unfit"),
            ("/rounds/1/people", {"people": ["rachel.kim@brightleaf.example"]}, "no_seat"),
            ("/rounds/1/releases", {"person": "nobody@else.example"}, "no_seat"),
            ("/rounds/1/endings", {"reason": "  "}, "empty"),
            (
                "/rounds/1/settlements",
                {"topic": "weight", "item": "o1", "way": "keep", "note": "x"},
                "not_open",
            ),
        ],
    )
    def test_refusals_have_their_codes(self, running, script, path, said, code):
        size = Entry.objects.in_system_scope("test").filter(audience="joint").count()
        status, problem = script(running.started_by)("POST", path, said)
        assert (status, problem["code"]) == (409, code), problem
        assert Entry.objects.in_system_scope("test").filter(audience="joint").count() == size

    def test_colleagues(self, cast, running, script):
        maya = script(cast.maya)
        status, rows = maya("POST", "/rounds/1/people", {"people": [cast.tomas.email]})
        assert (status, [row["name"] for row in rows]) == (
            201,
            ["Maya Lindqvist", "Tomas Reijnders"],
        )
        status, rows = maya("POST", "/rounds/1/releases", {"person": cast.tomas.email})
        assert (status, len(rows)) == (201, 1)
        assert maya("GET", "/rounds/1/people")[1] == rows
        assert script(cast.daniel)("GET", "/rounds/1/people")[1] == []

    def test_strangers_find_nothing(self, cast, running, script):
        for path in ("", "/rounds/1", "/rounds/1/answer"):
            assert script(cast.zed)("GET", path)[0] == 404
        assert script(cast.olga)("GET", "/rounds/1/answer")[0] == 403


class TestCommandLine:
    @pytest.fixture
    def allied(self, capsys, tmp_path, monkeypatch):
        def run(*words, by):
            code = main(["alignment", *words, "--as", by.email])
            said = capsys.readouterr()
            return code, said.out, said.err

        monkeypatch.chdir(tmp_path)
        return run

    def test_a_whole_round(self, cast, later, allied, tmp_path):
        thesis_of(cast, later)
        file = tmp_path / "answer.json"
        file.write_text(json.dumps(answer()))
        until = (later + timedelta(days=9)).date().isoformat()
        assert allied("show", NAME, by=cast.maya)[0] == 1
        code, out, _ = allied("start", NAME, "--until", until, by=cast.maya)
        assert (code, "No side has answered yet." in out) == (0, True)
        assert "outcomes o1: Stores" in allied("asked", NAME, by=cast.daniel)[1]
        assert allied("ask", NAME, cast.tomas.email, by=cast.maya)[0] == 0
        assert "Tomas Reijnders: not yet" in allied("people", NAME, by=cast.maya)[1]
        assert allied("release", NAME, cast.tomas.email, by=cast.maya)[0] == 0
        assert allied("keep", NAME, "--file", str(file), by=cast.maya)[0] == 0
        assert allied("hand-in", NAME, by=cast.maya)[0] == 0
        assert allied("hand-in", NAME, by=cast.maya)[0] == 1
        code, out, _ = allied("hand-in", NAME, "--file", str(file), by=cast.daniel)
        assert (code, "0 of 100 points apart." in out) == (0, True)
        code, out, _ = allied(
            "settle", NAME, "weight", "o1", "keep", "--note", "Fine", by=cast.maya
        )
        assert (code, "Settled: the thesis stays as it is. Fine." in out) == (0, True)
        rows = json.loads(allied("history", NAME, "--json", by=cast.olga)[1])
        assert rows[0]["found"]["band"] == "aligned"

    def test_bad_input_exits_with_1_and_says_why(self, cast, running, allied, tmp_path):
        file = tmp_path / "answer.json"
        file.write_text(json.dumps(answer((1, 1, 1, 1))))
        code, _, err = allied("hand-in", NAME, "--file", str(file), by=cast.maya)
        assert (code, "add up to 4" in err) == (1, True)
        file.write_text("no json")
        assert allied("keep", NAME, "--file", str(file), by=cast.maya)[0] == 1
        assert allied("start", NAME, "--until", "soon", by=cast.maya)[0] == 1
        assert allied("call-off", NAME, "--reason", "Too early", by=cast.maya)[0] == 0
        row = AlignmentRound.objects.in_system_scope("test").get()
        assert row.state == RoundState.ENDED


def test_the_page_of_the_thesis_says_where_the_last_check_stands(cast, now):
    opened(cast, now, None, answer((10, 20, 30, 40), (4, 3, 2, 1)))
    found = page(cast.daniel, f"/alliances/{cast.alliance.pk}/thesis")
    assert "40 of 100 points apart." in found
    assert at(cast) in found
