"""What each step of a screening asks of whom, in My week and by letter, and when it is done."""

from django.test import Client

from allied.alliances.models import Awaited
from allied.notices.models import Notice
from allied.notices.posting import announce, deliver
from allied.rooms.selection import commands
from tests.rooms.selection.stage import (
    answered,
    candidates,
    cells,
    closed,
    criteria,
    every,
    fixed,
    opened,
    revising,
    score,
    started,
)

BACKEND = "allied.people.backends.WithHome"


def asked(verb) -> list[str]:
    rows = every(Awaited, act=verb, done_at=None).select_related("person")
    return sorted(row.person.name.split()[0] for row in rows)


def week(person) -> str:
    client = Client()
    client.force_login(person, backend=BACKEND)
    return client.get("/").content.decode()


def compared(cast, screening, person, now):
    keys = [one.key for one in criteria(screening)]
    pairs = {f"{a}:{b}": 1 for place, a in enumerate(keys) for b in keys[place + 1 :]}
    return commands.compare_pairs(by=person, screening=screening, pairs=pairs, now=now)


def test_a_rater_gets_a_letter_of_their_own_at_once(cast, now, mailoutbox):
    opened(cast, now)
    announce(now)
    for pk in every(Notice).values_list("pk", flat=True):
        deliver(str(pk), now=now)
    assert {letter.to[0] for letter in mailoutbox} == {
        one.email for one in (cast.maya, cast.tomas, cast.ingrid)
    }
    assert all("Your scores are asked for" in letter.subject for letter in mailoutbox)


def test_who_began_it_fixes_the_weights_when_a_colleague_has_compared(cast, now):
    screening = started(cast, now)
    compared(cast, screening, cast.maya, now)
    assert asked("fix weights") == []
    compared(cast, screening, cast.tomas, now)
    compared(cast, screening, cast.ingrid, now)
    assert asked("fix weights") == ["Maya"]
    page = week(cast.maya)
    assert "Weights to fix" in page
    assert f"/selection/{screening.pk}/weights" in page
    commands.fix_weights(by=cast.maya, screening=screening, method="pairwise", said={}, now=now)
    assert asked("fix weights") == []


def test_weights_that_stand_ask_nobody(cast, now):
    compared(cast, fixed(cast, now), cast.tomas, now)
    assert asked("fix weights") == []


def test_raters_who_are_far_apart_are_asked_to_talk_until_they_revise_or_it_closes(cast, now):
    screening = revising(cast, now)
    assert asked("revise") == ["Ingrid", "Maya", "Tomas"]
    page = week(cast.ingrid)
    assert "Scores to talk through" in page
    assert f"/selection/{screening.pk}/revision" in page
    commands.revise_scores(by=cast.tomas, screening=screening, scores=[], now=now)
    assert asked("revise") == ["Ingrid", "Maya"]
    commands.close_screening(by=cast.maya, screening=screening, now=now)
    assert asked("revise") == []


def test_raters_who_agree_are_asked_for_nothing_more(cast, now):
    screening = opened(cast, now)
    for name in ("maya", "tomas", "ingrid"):
        score(cast, screening, name, now, table=((4,) * 7, (3,) * 7, (4,) * 7))
    commands.end_scoring(by=cast.maya, screening=screening, now=now)
    assert cells(screening, ((4,) * 7,))
    assert asked("revise") == []


def test_who_may_decide_is_asked_for_the_shortlist_until_it_is_decided(cast, now):
    screening = closed(cast, now)
    assert asked("shortlist") == ["Maya", "Tomas"]
    assert f"/selection/{screening.pk}/shortlist" in week(cast.tomas)
    assert not every(Awaited, audience="joint").exists()


def test_a_decided_shortlist_asks_nobody_and_the_partner_never_heard_of_it(cast, now):
    found = answered(cast, now)
    before = week(cast.daniel)
    place = commands.deciding.Placed(candidate=candidates(found.screening)[0].pk)
    commands.decide_shortlist(
        by=cast.tomas, screening=found.screening, places=[place], reason="It fits best.", now=now
    )
    assert asked("shortlist") == []
    assert "shortlist" not in before.casefold()
