"""Asking for a decision, and the register of all."""

from uuid import uuid4

import pytest

from allied.rooms.governance import commands, models
from tests.rooms.diligence.stage import plain
from tests.rooms.governance.cases import (
    answer,
    question,
    raised,
    size,
    started,
    state,
)
from tests.rooms.governance.pages import one

BACKEND = "allied.people.backends.WithHome"


ASK = {
    "act": "raise",
    "type": "data-sharing",
    "title": "Share sell-out data",
    "option_1_title": "Daily",
    "option_1_facts": "Waste: 3.7%\nReady: 7 December",
    "option_2_title": "Not at all",
    "recommendation": "A",
    "value": "€112 k",
}


class TestAsking:
    def test_the_form_has_four_options_and_asks_without_a_script(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        page = maya.open("/decisions/new")
        assert "Option D" in page
        asked = maya.send("/decisions/new", ASK)
        made = models.Decision.objects.visible_to(cast.daniel).get()
        assert asked.headers["Location"].endswith(str(made.pk))
        assert made.options[0]["facts"] == [["Waste", "3.7%"], ["Ready", "7 December"]]
        assert (made.value, made.currency) == (112000, "EUR")

    @pytest.mark.parametrize(
        ("said", "sentence"),
        [
            ({"type": ""}, "Choose the type"),
            ({"value": "plenty"}, "is not an amount"),
            (
                {"option_1_title": "", "option_2_title": "", "recommendation": ""},
                "at least one option",
            ),
            ({"recommendation": "D"}, "Choose option A or B, or leave it open."),
            ({"title": ""}, "What is to be decided is missing."),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_lost(
        self, cast, browse, moment, said, sentence
    ):
        started(cast, moment)
        before = size(cast)
        refused = browse(cast.maya).send("/decisions/new", ASK | said, status=422)
        assert sentence in plain(refused)
        assert 'value="Daily"' in refused.content.decode() or "option_1_title" in said
        assert size(cast) == before

    def test_everything_that_is_missing_is_said_at_once(self, cast, browse, moment):
        started(cast, moment)
        said = ASK | {"type": "", "title": "", "value": "plenty", "recommendation": "D"}
        page = plain(browse(cast.maya).send("/decisions/new", said, status=422))
        assert "Four things to fix" in page
        said = {"act": "draft", "title": "Perhaps", "type": ""}
        browse(cast.maya).send("/decisions/new", said)

    @pytest.mark.parametrize("name", ["carl", "olga"])
    def test_who_may_not_ask_sees_no_form(self, cast, browse, name):
        browse(getattr(cast, name)).open("/decisions/new", status=403)

    def test_a_draft_is_kept_changed_and_asked(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        kept = maya.send("/decisions/new", {"act": "draft", "title": "Perhaps share"})
        path = kept.headers["Location"].removeprefix(maya.base)
        assert "Perhaps share" in browse(cast.tomas).open("/decisions/drafts")
        browse(cast.daniel).open(path, status=404)
        assert "Perhaps share" not in browse(cast.daniel).open("/decisions/drafts")
        outdated = browse(cast.tomas).send(
            path, {"act": "draft", "title": "Other", "version": "7"}, status=422
        )
        assert "A colleague changed this draft" in plain(outdated)
        maya.send(path, {"act": "draft", "title": "Share it", "version": "1"})
        maya.send(path, ASK | {"title": "Share it"})
        assert models.Decision.objects.visible_to(cast.daniel).get().title == "Share it"
        maya.open(path, status=404)

    def test_a_draft_is_removed_after_asking_once_more(self, cast, browse, moment):
        maya = browse(cast.maya)
        made = commands.write_draft(
            by=cast.maya, alliance=cast.alliance, question=question(), now=moment
        )
        path = f"/decisions/drafts/{made.pk}"
        assert "€112" in maya.open("/decisions/drafts")
        assert "EUR 112000" in maya.open(path)
        assert "Remove this draft?" in maya.open(f"{path}/removal")
        maya.send(f"{path}/removal")
        assert "No drafts." in maya.open("/decisions/drafts")

    def test_a_decision_is_replaced_by_another(self, cast, browse, decision):
        maya = browse(cast.maya)
        page = maya.open(f"/decisions/new?replaces={decision.pk}&type=data-sharing")
        assert "It replaces D-1" in page
        maya.send(f"/decisions/new?replaces={decision.pk}", ASK)
        assert state(decision) == "superseded"
        old = maya.open(one(decision))
        later = models.Decision.objects.visible_to(cast.maya).get(supersedes=decision)
        assert f"{later.name} took its place." in old
        assert f"/decisions/{later.pk}" in old
        maya.open(f"/decisions/new?replaces={uuid4()}", status=404)

    def test_a_double_click_asks_once(self, cast, browse, moment):
        started(cast, moment)
        maya = browse(cast.maya)
        first = maya.send("/decisions/new", ASK | {"once": "k1"})
        second = maya.send("/decisions/new", ASK | {"once": "k1"})
        assert first.headers["Location"] == second.headers["Location"]
        assert models.Decision.objects.visible_to(cast.maya).count() == 1


class TestTheRegister:
    def test_it_says_how_many_wait_and_what_waiting_costs(self, cast, browse, decision):
        page = browse(cast.maya).open("/decisions")
        assert "One decision waits." in page
        assert "Decision debt" in page
        assert "€112 k" in page

    def test_an_empty_register_offers_the_first_step(self, cast, browse):
        page = browse(cast.daniel).open("/decisions")
        assert "Nothing waits to be decided" in page

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", True),
            ("?state=all", True),
            ("?state=approved", False),
            ("?type=data-sharing", True),
            ("?type=roadmap", False),
            ("?forum=council", False),
            ("?overdue=on", False),
            ("?text=sell-out", True),
            ("?text=D-1", True),
            ("?text=999999999999999999", False),
            ("?state=nonsense&type=nonsense", True),
            ("?before=1", False),
        ],
    )
    def test_filters_stand_in_the_address(self, cast, browse, decision, query, found):
        page = browse(cast.maya).open(f"/decisions{query}")
        assert ("Share store-level" in page) is found

    def test_the_side_that_holds_the_pen(self, cast, browse, decision, moment):
        for who in (cast.ben, cast.hannah):
            answer(who, decision, moment)
        maya = browse(cast.maya)
        assert "Share store-level" in maya.open(f"/decisions?pen={cast.north.pk}")
        assert "Share store-level" not in maya.open(f"/decisions?pen={cast.bright.pk}")

    def test_late_ones_are_counted_and_found(self, cast, browse, now):
        started(cast, now)
        raised(cast, now)
        page = browse(cast.maya).open("/decisions?overdue=on")
        assert "One decision waits.</b> It is late." in page
        assert "working days late" in page

    def test_pages_by_number(self, cast, browse, moment):
        started(cast, moment)
        for number in range(52):
            raised(cast, moment, title=f"Question {number}")
        page = browse(cast.maya).open("/decisions")
        assert "Older decisions" in page
        older = browse(cast.maya).open("/decisions?before=3")
        assert "Question 0" in older
        assert "Older decisions" not in older
