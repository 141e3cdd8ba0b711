"""Screenings of Northwind at every step, made by the real commands."""

from types import SimpleNamespace

from allied.record.models import Entry
from allied.rooms.selection import commands
from allied.rooms.selection.cells import CellScore
from allied.rooms.selection.models import (
    Candidate,
    Rater,
    Rating,
    Screening,
    ScreeningCriterion,
)

NAMES = ("Brightwater", "Halcyon", "Tidewater")
# rater -> one score per criterion for each of the three candidates
SCORES = {
    "maya": ((5, 4, 3, 4, 4, 4, 5), (4, 5, 3, 4, 2, 4, 3), (4, 3, 4, 2, 3, 2, 4)),
    "tomas": ((5, 4, 3, 2, 4, 4, 5), (4, 5, 3, 4, 1, 4, 3), (4, 3, 4, 2, 3, 1, 4)),
    "ingrid": ((4, 4, 3, 5, 4, 4, 5), (3, 5, 3, 4, 4, 4, 3), (4, 3, 4, 2, 3, 2, 4)),
}


def every(model, **conditions):
    return model.objects.in_system_scope("test").filter(**conditions)


def lines(kind):
    return list(every(Entry, kind=kind).order_by("seq"))


def started(cast, now, title="Ready-to-drink coffee"):
    return commands.start_screening(by=cast.maya, alliance=cast.alliance, title=title, now=now)


def fixed(cast, now, method="equal", said=None, **more):
    screening = started(cast, now, **more)
    commands.fix_weights(by=cast.maya, screening=screening, method=method, said=said or {}, now=now)
    return screening


def prepared(cast, now, names=NAMES, raters=("maya", "tomas", "ingrid")):
    screening = fixed(cast, now)
    for name in names:
        commands.add_candidate(by=cast.maya, screening=screening, name=name, now=now)
    people = [getattr(cast, name) for name in raters]
    commands.ask_raters(by=cast.maya, screening=screening, people=people, now=now)
    return screening


def opened(cast, now, **more):
    screening = prepared(cast, now, **more)
    return commands.open_scoring(by=cast.maya, screening=screening, now=now)


def candidates(screening):
    return list(every(Candidate, screening=screening).order_by("position"))


def criteria(screening):
    return list(
        every(ScreeningCriterion, screening=screening, removed_at__isnull=True).order_by("position")
    )


def cells(screening, table):
    return [
        CellScore(candidate=one.pk, criterion=two.key, score=score, evidence=f"why {score}")
        for one, row in zip(candidates(screening), table, strict=False)
        for two, score in zip(criteria(screening), row, strict=False)
    ]


def score(cast, screening, name, now, *, table=None, submit=True):
    person = getattr(cast, name)
    given = cells(screening, table or SCORES[name])
    commands.save_scores(by=person, screening=screening, scores=given, now=now)
    if submit:
        commands.submit_scores(by=person, screening=screening, now=now)


def scored(cast, now, **more):
    screening = opened(cast, now, **more)
    for name in SCORES:
        score(cast, screening, name, now)
    return screening


def revising(cast, now):
    screening = scored(cast, now)
    return commands.end_scoring(by=cast.maya, screening=screening, now=now)


def closed(cast, now):
    screening = revising(cast, now)
    return commands.close_screening(by=cast.maya, screening=screening, now=now)


def answered(cast, now):
    """A closed screening in which every contest has its answer."""
    screening = closed(cast, now)
    by_key = {one.key: one for one in criteria(screening)}
    first, halcyon, tidewater = candidates(screening)
    for candidate, key in ((halcyon, "cultural"), (tidewater, "compliance")):
        commands.answer_contest(
            by=cast.maya, candidate=candidate, criterion=by_key[key], text="We asked.", now=now
        )
    return SimpleNamespace(screening=screening, first=first, halcyon=halcyon, tidewater=tidewater)


def shortlisted(cast, now):
    found = answered(cast, now)
    found.shortlist = commands.decide_shortlist(
        by=cast.maya,
        screening=found.screening,
        places=[commands.deciding.Placed(candidate=found.first.pk)],
        chosen=found.first.pk,
        reason="Fits best and stays first.",
        now=now,
    )
    return found


def rater(screening, person):
    return every(Rater, screening=screening, person=person).get()


def again(screening):
    return every(Screening, pk=screening.pk).get()


def ratings_seen(person, screening):
    return Rating.objects.visible_to(person).filter(screening=screening)
