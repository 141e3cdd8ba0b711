"""The agreement of the two companies: read, checked by both, recorded. All invented."""

from datetime import datetime, timedelta
from pathlib import Path

from allied.rooms.agreement.reading import commands
from allied.rooms.agreement.reading.commands import ObligationContent
from allied.rooms.agreement.reading.content import AgreementContent
from allied.rooms.agreement.reading.models import AgreementFact, Obligation
from allied.rooms.agreement.reading.prefill import filled_from
from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread

TEXT = Path(__file__).parents[1] / "catalogue" / "alliance-agreement.txt"
FORECAST = "Send the rolling forecast of the {} two quarters"
INSURANCE = "Send the certificate of the product liability insurance"
MONTHS = "January February March April May June July August September October November December"


def sign_and_read(demo: Demo, at: datetime) -> None:
    """The signed agreement is read for both sides, checked by both managers and recorded."""
    words = f"{MONTHS.split()[at.month - 1]} {at.day}, {at.year}"
    reading = commands.read_agreement(
        by=demo["Maya"],
        alliance=demo.alliance,
        raw=TEXT.read_text(encoding="utf-8").format(day=words).encode(),
        file_name="strategic-alliance-agreement.txt",
        now=at,
    )
    rows = AgreementFact.objects.visible_to(demo["Maya"]).filter(reading=reading).order_by("number")
    for fact in rows.select_related("alliance"):
        by = demo["Daniel"] if fact.number % 3 == 0 else demo["Maya"]
        moment = at + timedelta(minutes=fact.number)
        commands.judge_fact(by=by, fact=fact, verdict="confirmed", version=1, now=moment)
    said = filled_from(rows.all(), AgreementContent(name=""))
    commands.record_agreement(
        by=demo["Maya"], alliance=demo.alliance, said=said, version=0, now=at + timedelta(hours=1)
    )


def owe(demo: Demo, at: datetime, today: datetime) -> Thread:
    """What the agreement asks of each side; the first forecast was sent in time."""
    yield at
    first = _owed(demo, "Maya", FORECAST.format("first"), at + timedelta(days=14), at)
    _owed(demo, "Maya", FORECAST.format("next"), today + timedelta(days=24), at)
    _owed(demo, "Daniel", INSURANCE, today + timedelta(days=75), at)
    yield at + timedelta(days=12)
    commands.fulfil_obligation(
        by=demo["Maya"],
        obligation=first,
        reason="Sent to Brightleaf's planners, received the same day.",
        version=1,
        now=at + timedelta(days=12),
    )


def _owed(demo: Demo, name: str, text: str, due: datetime, at: datetime) -> Obligation:
    clause = "3 Forecasts" if name == "Maya" else "4 Insurance"
    said = ObligationContent(text=text, due=due.date(), holder=demo[name], clause=clause)
    return commands.add_obligation(by=demo["Maya"], alliance=demo.alliance, said=said, now=at)
