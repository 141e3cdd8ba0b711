"""The whole demo: two companies, their alliance with its past, and a second one from a workbook."""

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
)
from allied.rooms.exchange.demo.people import NORTHWIND, Demo, begin

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
        before.ask_ourselves(demo, workday(now, 290, 14), workday(now, 286))
        before.check_ourselves(demo, workday(now, 286, 15), workday(now, 240, 15))
        written = thesis.write_thesis(demo, workday(now, 285))
        _reach(demo, Stage.SELECTION, workday(now, 270))
        _reach(demo, Stage.DILIGENCE, workday(now, 240))
        _reach(demo, Stage.GOVERNANCE, workday(now, 200))
        risks.answer_checklist(demo, workday(now, 198))
        thesis.judge_reorders(demo, written, workday(now, 197))
        alignment.first_check(demo, workday(now, 180))
        thesis.raise_ambition(demo, written, workday(now, 170))
        before.draw_lines(demo, workday(now, 160), workday(now, 75))
        decisions.set_up_governance(demo, workday(now, 155))
        conflicts.agree_ladder(demo, workday(now, 140))
        decisions.settled_decisions(demo, workday(now, 120))
        conflicts.invoice_dates(demo, workday(now, 68))
        risks.write_risks(demo, workday(now, 100), workday(now, 0))
        alignment.second_check(demo, workday(now, 95))
        risks.note_items(demo, workday(now, 71))
        _reach(demo, Stage.AGREEMENT, workday(now, 70))
        parting.agree_on_parting(demo, workday(now, 69, 14))
        annex.agree_annex(demo, workday(now, 68))
        agreement.sign_and_read(demo, workday(now, 68))
        agreement.owe(demo, workday(now, 65), now)
        _reach(demo, Stage.LAUNCH, workday(now, 60))
        changes.share_promotion(demo, workday(now, 56))
        decisions.freight(demo, workday(now, 35))
        pass_time(workday(now, 34), workday(now, 20, 14))
        decisions.sell_out_data(demo, workday(now, 20, 15), now)
        conflicts.raise_savings(demo, workday(now, 10, 11), now)
        pass_time(workday(now, 10, 18), workday(now, 8))
        decisions.vanilla_oat(demo, workday(now, 8, 11))
        changes.more_time_for_roadmaps(demo, workday(now, 3, 11))
        pass_time(workday(now, 8, 12), workday(now, 2, 9))
        conflicts.ways_out(demo, workday(now, 2))
        pass_time(workday(now, 2, 18), now)
        _write_notes(demo, now)
        _harbour(demo, now)
    return demo


def pass_time(start: datetime, end: datetime) -> None:
    """Let the clocks run: what was due on each day happens on that day."""
    moment = start
    while moment <= end:
        timers.fire_due(moment)
        moment += timedelta(hours=12)


def _reach(demo: Demo, stage: Stage, at: datetime) -> None:
    reach_stage(by=demo["Maya"], alliance=demo.alliance, stage=stage, now=at)


def _write_notes(demo: Demo, now: datetime) -> None:
    notes.write_note(
        by=demo["Maya"],
        alliance=demo.alliance,
        title="Our fallback on exclusivity",
        text="We accept exclusivity for coffee in chilled shelves, not for all ready-to-drink.\n\n"
        "Walk away below a margin of 22 %.",
        now=workday(now, 12),
    )
    notes.write_note(
        by=demo["Daniel"],
        alliance=demo.alliance,
        title="What Northwind does not say about the Nordics",
        text="Their contract with the Danish chain ends in June. Ask before we plan capacity.",
        now=workday(now, 10),
    )


def _harbour(demo: Demo, now: datetime) -> None:
    import_file(
        by=demo["Maya"],
        raw=HARBOUR.read_bytes(),
        file_name=HARBOUR.name,
        activate_demo=True,
        now=workday(now, 70),
    )
