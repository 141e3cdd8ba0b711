"""The whole demo: two companies, their alliance with its past, and a second one from a workbook."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.db import transaction

from allied.alliances import notes
from allied.alliances.gates import reach_stage
from allied.alliances.models import Stage
from allied.clock import timers
from allied.people.doors import system_scope
from allied.people.models import Organisation
from allied.rooms.exchange.commands import import_file
from allied.rooms.exchange.demo import (
    agreement,
    alignment,
    annex,
    before,
    changes,
    conflicts,
    decisions,
    parting,
    risks,
    thesis,
    threads,
)
from allied.rooms.exchange.demo.people import NORTHWIND, Demo, begin
from allied.rooms.exchange.demo.threads import Thread

HARBOUR = Path(__file__).parents[1] / "catalogue" / "harbour-cold-chain.xlsx"
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def is_loaded() -> bool:
    """Whether the demo companies are there already."""
    rows = Organisation.objects.in_system_scope("demo data")
    return rows.filter(name=NORTHWIND).exists()


def workday(now: datetime, days_ago: int, hour: int = 10) -> datetime:
    """A weekday so many days ago (or just before), at an hour in Amsterdam."""
    day = now.astimezone(AMSTERDAM).date() - timedelta(days=days_ago)
    while day.weekday() > 4:
        day -= timedelta(days=1)
    return datetime.combine(day, time(hour), tzinfo=AMSTERDAM).astimezone(now.tzinfo)


def load_demo(*, password: str, now: datetime) -> Demo:
    """Everything, or nothing when something goes wrong."""
    with transaction.atomic(), system_scope("demo data"):
        demo = begin(workday(now, 310), workday(now, 290), password)
        threads.tell(_threads(demo, now))
    return demo


def _threads(demo: Demo, now: datetime) -> list[Thread]:
    """What happens in the alliance, each from its day on; of two at one moment the first goes first."""

    def ago(days: int, hour: int = 10) -> datetime:
        return workday(now, days, hour)

    def _reached(stage: Stage, at: datetime) -> Thread:
        return _once(
            at, lambda: reach_stage(by=demo["Maya"], alliance=demo.alliance, stage=stage, now=at)
        )

    return [
        before.ask_ourselves(demo, ago(290, 14), ago(286)),
        before.check_ourselves(demo, ago(286, 15), ago(240, 15)),
        thesis.agree_thesis(demo, ago(285), tested=ago(197), raised=ago(170)),
        _reached(Stage.SELECTION, ago(270)),
        _reached(Stage.DILIGENCE, ago(240)),
        _reached(Stage.GOVERNANCE, ago(200)),
        _once(ago(198), lambda: risks.answer_checklist(demo, ago(198))),
        alignment.first_check(demo, ago(180)),
        before.draw_lines(demo, ago(160), ago(75)),
        decisions.set_up_governance(demo, ago(155)),
        conflicts.agree_ladder(demo, ago(140)),
        decisions.settled_decisions(demo, ago(120)),
        risks.write_risks(demo, ago(100), ago(0)),
        alignment.second_check(demo, ago(95)),
        _once(ago(71), lambda: risks.note_items(demo, ago(71))),
        _reached(Stage.AGREEMENT, ago(70)),
        _once(ago(70), lambda: _harbour(demo, ago(70))),
        _once(ago(69, 14), lambda: parting.agree_on_parting(demo, ago(69, 14))),
        conflicts.invoice_dates(demo, ago(68)),
        annex.agree_annex(demo, ago(68)),
        _once(ago(68), lambda: agreement.sign_and_read(demo, ago(68))),
        agreement.owe(demo, ago(65), now),
        _reached(Stage.LAUNCH, ago(60)),
        changes.share_promotion(demo, ago(56)),
        decisions.freight(demo, ago(35)),
        decisions.sell_out_data(demo, ago(20, 15)),
        _written_notes(demo, ago(12), ago(10)),
        conflicts.raise_savings(demo, ago(10, 11), now),
        decisions.vanilla_oat(demo, ago(8, 11)),
        changes.more_time_for_roadmaps(demo, ago(3, 11)),
        conflicts.ways_out(demo, ago(2)),
        _clocks(ago(34), now),
    ]


def _once(at: datetime, act: Callable[[], object]) -> Thread:
    yield at
    act()


def _clocks(start: datetime, end: datetime) -> Thread:
    """The clocks run: what is due happens within the hour."""
    moment = start
    while moment <= end:
        yield moment
        timers.fire_due(moment)
        moment += timedelta(hours=1)


def _written_notes(demo: Demo, ours: datetime, theirs: datetime) -> Thread:
    yield ours
    notes.write_note(
        by=demo["Maya"],
        alliance=demo.alliance,
        title="Our fallback on exclusivity",
        text="We accept exclusivity for coffee in chilled shelves, not for all ready-to-drink.\n\n"
        "Walk away below a margin of 22%.",
        now=ours,
    )
    yield theirs
    notes.write_note(
        by=demo["Daniel"],
        alliance=demo.alliance,
        title="What Northwind does not say about the Nordics",
        text="Their contract with the Danish chain ends in June. Ask before we plan capacity.",
        now=theirs,
    )


def _harbour(demo: Demo, at: datetime) -> None:
    import_file(
        by=demo["Maya"],
        raw=HARBOUR.read_bytes(),
        file_name=HARBOUR.name,
        activate_demo=True,
        now=at,
    )
