"""The pages of the weights: each method, and colleagues who compare in pairs."""

from itertools import combinations

import pytest

from allied.rooms.selection import commands
from allied.rooms.selection.models import (
    PairComparison,
    Weighting,
)
from tests.rooms.selection.pages import here, text
from tests.rooms.selection.stage import (
    criteria,
    every,
    prepared,
    score,
    started,
)


@pytest.mark.parametrize("method", ["equal", "ranked", "swing", "pairwise", "given"])
def test_each_method_has_its_form(cast, now, at, method):
    screening = started(cast, now)
    answer = at("maya").get(here(screening, f"/weights?method={method}"))
    assert answer.status_code == 200
    assert "Fix version 1" in text(answer)


def test_weights_by_order_points_pairs_and_percent(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    keys = [one.key for one in criteria(screening)]
    order = {f"w-{key}": str(7 - n) for n, key in enumerate(keys)}
    maya.post(here(screening, "/weights"), {"method": "ranked", **order})
    assert every(Weighting).last().said == {"order": list(reversed(keys))}
    points = dict.fromkeys((f"w-{key}" for key in keys), "50") | {"w-strategic": "100"}
    maya.post(here(screening, "/weights"), {"method": "swing", **points})
    answer = maya.post(here(screening, "/weights"), {"method": "given", **points})
    assert answer.status_code == 422
    assert "100" in text(answer)
    maya.post(here(screening, "/pairs"), pairs_of(screening, "3"))
    maya.post(here(screening, "/weights"), {"method": "pairwise"})
    newest = every(Weighting).order_by("revision").last()
    assert (newest.method, newest.revision) == ("pairwise", 3)
    assert newest.warning
    assert "contradict each other" in text(maya.get(here(screening, "/weights")))


def pairs_of(screening, step, **others):
    pairs = combinations((one.key for one in criteria(screening)), 2)
    return {f"p-{one}-{two}": step for one, two in pairs} | others


def test_each_judge_compares_on_a_page_of_their_own_and_reads_the_others_after(cast, now, at):
    screening = started(cast, now)
    maya, tomas = at("maya"), at("tomas")
    page = here(screening, "/pairs")
    assert "You have not compared yet." in text(maya.get(page))
    assert tomas.post(page, pairs_of(screening, "1", version="0")).status_code == 303
    blind = text(maya.get(page))
    assert "Tomas Reijnders" in blind
    assert "What they said opens once you have said yours." in blind
    assert "fits itself" not in blind
    weights = here(screening, "/weights?method=pairwise")
    assert "What all give together" not in text(maya.get(weights))
    answer = maya.post(page, pairs_of(screening, "1"), follow=True)
    said = text(answer)
    assert "Your comparison fits itself." in said
    assert "Tomas Reijnders" in said
    assert "fits itself, 0.00" in said
    assert "Fix version 1 from 2 comparisons" in text(maya.get(weights))
    maya.post(here(screening, "/weights"), {"method": "pairwise"})
    assert "from Maya Lindqvist, Tomas Reijnders" in text(maya.get(weights))


def test_the_pair_to_think_about_again_is_named_and_marked_where_it_stands(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    odd = {"p-strategic-economic": "9", "p-operating-cultural": "5"}
    answer = maya.post(here(screening, "/pairs"), pairs_of(screening, "1", **odd), follow=True)
    assert "Your comparison contradicts itself." in text(answer)
    assert "Look at Strategic fit against Economic" in text(answer)
    body = answer.content.decode()
    row = body.split('id="f-p-strategic-economic"')[1].split("</fieldset>")[0]
    assert "look here first" in row
    assert body.count("look here first") == 1


def test_a_pair_without_an_answer_is_named_and_the_others_stay(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    said = pairs_of(screening, "3")
    said.pop("p-strategic-capability")
    said["p-strategic-economic"] = "4"
    answer = maya.post(here(screening, "/pairs"), said)
    assert answer.status_code == 422
    assert "Two things to fix" in text(answer)
    assert "Compare Strategic fit with " in text(answer)
    assert 'name="p-operating-cultural" value="3" checked' in answer.content.decode()
    assert not every(PairComparison).exists()


def test_another_window_does_not_overwrite_ones_own_comparison_unseen(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    for version, status in (("0", 303), ("0", 422), ("1", 303)):
        said = pairs_of(screening, "3", version=version)
        assert maya.post(here(screening, "/pairs"), said).status_code == status


def test_a_comparison_is_taken_back_by_button(cast, now, at):
    screening, maya = started(cast, now), at("maya")
    maya.post(here(screening, "/pairs"), pairs_of(screening, "1"))
    maya.post(here(screening, "/pairs/removal"))
    assert every(PairComparison).get().pairs == {}
    assert "You have not compared yet." in text(maya.get(here(screening, "/pairs")))
    assert maya.post(here(screening, "/pairs/removal"), follow=True).status_code == 200


def test_two_criteria_cannot_have_one_place(cast, now, at):
    screening = started(cast, now)
    same = {f"w-{one.key}": "1" for one in criteria(screening)}
    answer = at("maya").post(here(screening, "/weights"), {"method": "ranked", **same})
    assert answer.status_code == 422
    assert "has place 1 already" in text(answer)


def test_a_later_version_needs_its_reason_and_is_shown(cast, now, at):
    screening, maya = prepared(cast, now), at("maya")
    answer = maya.post(here(screening, "/weights"), {"method": "equal", "reason": ""})
    assert answer.status_code == 422
    maya.post(here(screening, "/weights"), {"method": "equal", "reason": "The board asked"})
    commands.open_scoring(by=cast.maya, screening=screening, now=now)
    score(cast, screening, "maya", now)
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert "The board asked" in text(maya.get(here(screening)))
