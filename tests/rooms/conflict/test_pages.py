"""The pages of conflicts, opened and used as people of both sides."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from allied.alliances.models import SignOff
from allied.rooms.conflict import commands
from allied.rooms.conflict.models import Conflict, ConflictDraft, ConflictFact, Settlement
from tests.conftest import NOON
from tests.rooms.conflict.stage import (
    TITLE,
    fact,
    fresh,
    kinds,
    raised,
    signed_ladder,
    standing,
    way,
)
from tests.rooms.diligence.stage import BACKEND, plain
from tests.rooms.governance.cases import answer as answer_decision
from tests.rooms.governance.cases import started

pytestmark = pytest.mark.django_db
FORM = {"title": TITLE, "text": "Two numbers.", "kind": "fact", "severity": "2", "stake": "26 k"}


def at(conflict, rest="") -> str:
    return f"/conflicts/{conflict.pk}{rest}"


def test_an_empty_register_says_how_conflict_is_handled_and_offers_the_first_step(cast, browse):
    text = plain(browse(cast.maya).open("/conflicts"))
    assert "No matter divides the companies." in text
    assert (
        "As a process matter: agreed steps with an SLA and an owner each, and one version of the truth."
        in text
    )
    assert "Raise a matter" in text
    assert "Agree your own ladder" in text
    only_reads = browse(cast.olga).open("/conflicts")
    assert 'class="btn primary"' not in only_reads
    browse(cast.olga).open("/conflicts/new", 403)


def test_a_matter_goes_from_the_form_to_both_sides(cast, browse):
    maya = browse(cast.maya)
    maya.open("/conflicts/new")
    answer = maya.send("/conflicts/new", FORM | {"act": "raise"})
    made = Conflict.objects.visible_to(cast.daniel).get()
    assert answer.headers["Location"].endswith(f"/conflicts/{made.pk}")
    assert (made.stake, made.currency) == (26_000, "EUR")
    text = plain(browse(cast.daniel).open(at(made)))
    assert TITLE in text
    assert "Nobody has proposed a fact yet." in text
    assert (
        "The two who work on it has 2 working days left, then it goes to: Alliance managers."
        in text
    )
    assert "One matter is open." in plain(browse(cast.olga).open("/conflicts"))


def test_a_title_that_names_somebody_comes_back_with_what_was_written(cast, browse):
    maya = browse(cast.maya)
    said = FORM | {"title": "Daniel Okafor is late", "act": "raise"}
    text = plain(maya.send("/conflicts/new", said, 422))
    assert "The title names Daniel Okafor." in text
    assert "is no person’s name" not in text
    said = FORM | {"title": "The Kim depot opens late", "act": "raise"}
    answer = maya.send("/conflicts/new", said, 422)
    assert "is no person’s name" in plain(answer)
    assert "The Kim depot opens late" in answer.content.decode()
    maya.send("/conflicts/new", said | {"not_a_person": "on"})
    assert Conflict.objects.visible_to(cast.maya).get().title == "The Kim depot opens late"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"title": ""}, "The matter in one line is missing."),
        ({"text": ""}, "Say in a few sentences what happened"),
        ({"stake": "a lot"}, "a lot"),
        ({"severity": "7"}, "is not offered here"),
        ({"about": "risk:1"}, "Choose a joint record from the list."),
        ({"title": "x" * 161}, "at most 160"),
    ],
)
def test_what_cannot_be_raised_is_said_beside_its_field(cast, browse, wrong, says):
    answer = browse(cast.maya).send("/conflicts/new", FORM | wrong | {"act": "raise"}, 422)
    assert says in plain(answer)
    assert kinds() == []


def test_a_draft_is_kept_changed_raised_and_removed_on_its_own_side(cast, browse):
    maya = browse(cast.maya)
    maya.send("/conflicts/new", {**FORM, "text": "", "act": "draft"})
    draft = ConflictDraft.objects.visible_to(cast.maya).get()
    where = f"/conflicts/drafts/{draft.pk}"
    assert TITLE in plain(maya.open("/conflicts/drafts"))
    maya.open(where)
    browse(cast.daniel).open(where, 404)
    assert TITLE not in browse(cast.daniel).open("/conflicts/drafts")
    maya.send(where, {**FORM, "title": "Another", "act": "draft", "version": "1"})
    said = {**FORM, "title": "Third", "act": "draft", "version": "1"}
    assert "A colleague changed this draft" in plain(maya.send(where, said, 422))
    maya.send(where, {**FORM, "act": "raise", "version": "2"})
    assert Conflict.objects.visible_to(cast.daniel).get().title == TITLE
    maya.open(where, 404)
    maya.send("/conflicts/new", FORM | {"act": "draft"})
    other = ConflictDraft.objects.visible_to(cast.maya).get(ended_at=None)
    maya.open(f"/conflicts/drafts/{other.pk}/removal")
    maya.send(f"/conflicts/drafts/{other.pk}/removal")
    assert "Nothing is drafted" in plain(maya.open("/conflicts/drafts"))


def test_both_sides_work_on_one_page(cast, browse):
    signed_ladder(cast, now=timezone.now())
    made = raised(cast, unit="€ k", now=timezone.now())
    maya, daniel = browse(cast.maya), browse(cast.daniel)
    maya.open(at(made, "/position"))
    maya.send(
        at(made, "/position"), {"position": "Credits count.", "claim": "€112 k", "version": "0"}
    )
    answer = maya.send(at(made, "/position"), {"position": "Older", "version": "0"}, 422)
    assert "A colleague changed this" in plain(answer)
    maya.open(at(made, "/facts"))
    maya.send(at(made, "/facts"), {"line": "Routes", "value": "41.2"})
    maya.send(at(made, "/facts"), {"line": "Pallet credits", "value": "26.0"})
    assert "Give a number such as 112.4." in plain(
        maya.send(at(made, "/facts"), {"line": "A", "value": "many"}, 422)
    )
    first, second = ConflictFact.objects.visible_to(cast.maya).order_by("number")
    text = plain(daniel.open(at(made)))
    assert "Accept for Brightleaf : Routes" in text
    daniel.send(at(made, f"/facts/{first.pk}/acceptance"), {"version": "1"})
    daniel.send(at(made, f"/facts/{second.pk}/acceptance"), {"version": "9"})
    assert "Read it again, then answer." in plain(daniel.open(at(made)))
    daniel.open(at(made, f"/facts/{second.pk}"))
    answer = daniel.send(at(made, f"/facts/{second.pk}"), {"reason": "", "version": "1"}, 422)
    assert "missing" in plain(answer)
    daniel.send(
        at(made, f"/facts/{second.pk}"), {"reason": "Old rate", "value": "0", "version": "1"}
    )
    text = plain(maya.open(at(made)))
    assert "€41.2 k is common ground; €26 k is open." in text
    assert "2 lines, 1 agreed" in text
    assert "Brightleaf: Old rate" in text
    assert "Total, € k 67.2 41.2 26.0" in text
    maya.open(at(made, f"/facts/{second.pk}"))
    maya.send(at(made, f"/facts/{second.pk}"), {"line": "Credits", "value": "15", "version": "2"})
    maya.send(at(made, f"/facts/{second.pk}/withdrawal"), {"version": "3"})
    daniel.open(at(made, "/settlements"))
    daniel.send(at(made, "/settlements"), {"title": "Half of it", "text": "From now on."})
    one = Settlement.objects.visible_to(cast.maya).get()
    assert "Waits for Northwind" in plain(daniel.open(at(made)))
    maya.open(at(made, f"/settlements/{one.pk}/rejection"))
    maya.send(at(made, f"/settlements/{one.pk}/rejection"), {"reason": "Too little"})
    assert "Northwind says no: Too little" in plain(daniel.open(at(made)))
    maya.send(at(made, f"/settlements/{one.pk}/acceptance"))
    text = plain(maya.open(at(made)))
    assert "Settled by agreement. Half of it" in text
    assert "Settled so" in text
    maya.send(at(made, f"/settlements/{one.pk}/acceptance"))
    assert "Open it again first" in plain(maya.open(at(made)))
    maya.open(at(made, "/reopening"))
    maya.send(at(made, "/reopening"), {"reason": "It failed"})
    assert fresh(made).state == "open"
    daniel.open(at(made, "/withdrawal"))
    daniel.send(at(made, "/withdrawal"), {"reason": "Enough"})
    assert "Brightleaf withdrew it. Enough" in plain(maya.open(at(made)))


def test_the_worksheet_is_a_private_page_beside_the_joint_one(cast, browse):
    made = raised(cast)
    maya = browse(cast.maya)
    maya.open(at(made, "/worksheet"))
    maya.send(at(made, "/worksheet"), {"text": "Fifteen is fine", "version": "0"})
    assert "Fifteen is fine" in plain(maya.open(at(made)))
    for who in (cast.daniel, cast.olga, cast.carl):
        assert "Fifteen is fine" not in browse(who).open(at(made))
    assert "worksheet" not in browse(cast.olga).open(at(made))
    browse(cast.olga).open(at(made, "/worksheet"), 403)
    assert "Fifteen" not in browse(cast.daniel).open(at(made, "/worksheet"))


def test_the_memo_is_written_signed_and_goes_up_with_the_matter(cast, browse):
    made = raised(cast, now=timezone.now())
    fact(cast, made, now=timezone.now())
    maya, daniel = browse(cast.maya), browse(cast.daniel)
    maya.open(at(made, "/memo"))
    maya.send(at(made, "/memo"), {"words": "One line", "asks": "Which?", "version": "0"})
    assert "wrote in the memo" in plain(
        daniel.send(at(made, "/memo"), {"words": "Mine", "version": "0"}, 422)
    )
    daniel.send(at(made, "/memo/sign-off"), {"version": "1"})
    sign_off = SignOff.objects.visible_to(cast.maya).get(subject_kind="joint memo")
    redirect = maya.client.get(f"{maya.base}/conflicts/memos/{sign_off.pk}")
    assert redirect.headers["Location"].endswith(at(made, "/memo"))
    text = maya.open(at(made, "/memo"))
    assert "Northwind: Pallet credits" in plain(text)
    maya.send(at(made, "/memo/signatures"), {"digest": sign_off.digest})
    maya.send(at(made, "/memo/signatures/withdrawal"))
    maya.send(at(made, "/memo/signatures"), {"digest": "not what was read"})
    assert "is not the version you read" in plain(maya.open(at(made, "/memo")))
    maya.send(at(made, "/memo/signatures"), {"digest": sign_off.digest})
    daniel.open(at(made, "/memo/refusals"))
    refusal = {"digest": sign_off.digest, "reason": "Facts first"}
    daniel.send(at(made, "/memo/refusals"), refusal)
    assert "Put up for signature" in plain(maya.open(at(made, "/memo")))
    daniel.open(at(made, "/escalation"))
    version = fresh(made).version
    answer = daniel.send(at(made, "/escalation"), {"reason": "Now", "version": "1"}, 422)
    assert "Somebody changed C-1" in plain(answer)
    daniel.send(at(made, "/escalation"), {"reason": "Now", "version": str(version)})
    text = plain(maya.open(at(made)))
    assert "It went up with a joint memo that nobody has signed: Now" in text
    step = standing(made)
    redirect = maya.client.get(f"{maya.base}/conflicts/steps/{step.pk}")
    assert redirect.headers["Location"].endswith(at(made))


def test_a_decision_is_asked_from_the_page_and_its_page_is_linked(cast, browse):
    started(cast, timezone.now())
    made = raised(cast, now=timezone.now())
    maya = browse(cast.maya)
    said = {"title": "How do we count?", "type": "commercial", "condition_applies": "on"}
    assert "Propose a way to settle first" in plain(maya.send(at(made, "/decision"), said, 422))
    way(cast, made, now=timezone.now())
    assert "Count the part above the old rate" in plain(maya.open(at(made, "/decision")))
    maya.send(at(made, "/decision"), said)
    number = fresh(made).decision.number
    text = plain(maya.open(at(made)))
    assert f"D-{number} asks it: when it is approved, this matter is settled." in text
    assert f"D-{number} asks it" in plain(maya.open("/conflicts"))
    daniel = browse(cast.daniel)
    assert "Waits for Northwind" in plain(daniel.open(at(made)))
    for sponsor in (cast.tomas, cast.rachel):
        answer_decision(sponsor, fresh(made).decision, timezone.now(), option="A")
    text = plain(daniel.open(at(made)))
    assert "Settled by a decision." in text
    assert "Waits for" not in text


def test_a_mediation_shows_only_to_those_who_may_read_it(cast, browse):
    made = raised(cast)
    maya = browse(cast.maya)
    maya.open(at(made, "/mediation"))
    said = {"mediator": "Nora Blum", "starts": "2026-12-09", "version": "0"}
    wrong = said | {"ends": "2026-12-01"}
    assert "first day or later" in plain(maya.send(at(made, "/mediation"), wrong, 422))
    maya.send(at(made, "/mediation"), said)
    assert "Nora Blum" in browse(cast.rachel).open(at(made))
    text = browse(cast.ingrid).open(at(made))
    assert "Nora Blum" not in text
    assert "A mediation runs. What is said there is confidential." in plain(text)
    browse(cast.ingrid).open(at(made, "/mediation"), 403)
    maya.open(at(made, "/mediation/outcome"))
    maya.send(at(made, "/mediation/outcome"), {"outcome": "Split them", "version": "1"})
    assert "Split them" in browse(cast.daniel).open(at(made))
    assert "Split them" not in browse(cast.ingrid).open(at(made))
    assert "Split them" not in browse(cast.maya).open("/record")


def test_files_become_evidence(cast, browse):
    made = raised(cast)
    maya = browse(cast.maya)
    maya.open(at(made, "/files"))
    file = SimpleUploadedFile("clause 9.txt", b"9.1 Credits", content_type="text/plain")
    maya.send(at(made, "/files"), {"file": file})
    from allied.alliances.attachments.models import Attachment

    row = Attachment.objects.visible_to(cast.daniel).get()
    said = {"line": "Clause 9 says credits", "evidence": f"attachment:{row.pk}"}
    maya.send(at(made, "/facts"), said)
    assert "clause 9.txt" in plain(browse(cast.daniel).open(at(made)))
    answer = maya.send(at(made, "/facts"), said | {"evidence": f"attachment:{uuid4()}"}, 422)
    assert "Choose a joint record from the list." in plain(answer)
    browse(cast.carl).open(at(made, "/files"), 403)
    maya.send(at(made, "/files"), {"erase": str(row.pk)})
    maya.send(at(made, "/files"), {"erase": "nothing"}, 404)
    maya.open(at(made))


def test_my_week_search_and_palette_know_conflicts(cast):
    made = raised(cast, now=timezone.now())
    commands.write_conflict_draft(
        by=cast.maya,
        alliance=cast.alliance,
        matter=matter_of_draft(),
        now=NOON,
    )
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    week = plain(client.get("/"))
    assert "Conflicts on your step" in week
    assert "Positions to state" in week
    found = plain(client.get("/search?q=october"))
    assert made.name in found
    assert "October draft" in found
    client.force_login(cast.daniel, backend=BACKEND)
    assert "October draft" not in plain(client.get("/search?q=october"))
    page = client.get(reverse("conflicts", args=[cast.alliance.pk])).content.decode()
    assert "Raise a matter" in page


def matter_of_draft():
    from tests.rooms.conflict.stage import matter

    return matter("October draft")


@pytest.mark.parametrize("path", ["/conflicts?state=all", "", "api"])
def test_a_list_of_thirty_asks_no_more_than_a_list_of_one(cast, path):
    client = Client()
    client.force_login(cast.maya, backend=BACKEND)
    base = f"/alliances/{cast.alliance.pk}"
    made = raised(cast)
    fact(cast, made)
    way(cast, made)
    address = {
        "": f"{base}/conflicts/{made.pk}",
        "api": f"/api/v1{base}/conflicts?state=all",
    }.get(path, base + path)

    def asked() -> int:
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    before = asked()
    for number in range(29):
        if path:
            raised(cast, title=f"Matter number {number}")
        else:
            fact(cast, made, f"Line {number}", by=cast.daniel if number % 2 else cast.maya)
    assert asked() <= before
