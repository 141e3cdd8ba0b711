"""The annex of the demo alliance: three KPIs, and one version that both sponsors signed before the launch."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

from allied.rooms.agreement.annex.commands import define_kpi, put_up_annex, sign_annex
from allied.rooms.agreement.annex.kpis import Period
from allied.rooms.agreement.annex.proposals import proposals_for
from allied.rooms.agreement.annex.queries import annex_of
from allied.rooms.exchange.demo.people import Demo
from allied.rooms.exchange.demo.threads import Thread

# name of the outcome -> source, who looks after it, red line; all figures are invented
SAID = {
    "Net revenue, 18 months": ("Both ledgers, joined each month", "Tomas", Decimal(18_000_000)),
    "Stores stocked": ("Depot scans of Northwind", "Maya", Decimal(4500)),
    "New flavour to shelf": ("Launch log of the council", "Daniel", Decimal(24)),
}


def agree_annex(demo: Demo, at: datetime) -> Thread:
    """Each outcome gets its KPI; the annex is frozen and signed by both sponsors."""
    yield at
    for one in proposals_for(demo["Maya"], demo.alliance, []):
        source, name, red = SAID[one.content.name]
        content = replace(
            one.content,
            source=source,
            red=red,
            period=Period.MONTH,
            side=demo[name].home_id,
            holder=demo[name].pk,
        )
        define_kpi(by=demo["Daniel"], alliance=demo.alliance, content=content, now=at)
    up = at + timedelta(days=2)
    yield up
    digest = annex_of(demo.alliance, demo["Maya"], up).digest
    put_up_annex(by=demo["Maya"], alliance=demo.alliance, digest=digest, now=up)
    for days, name in ((1, "Tomas"), (2, "Rachel")):
        signed = up + timedelta(days=days)
        yield signed
        sign_annex(by=demo[name], alliance=demo.alliance, digest=digest, now=signed)
