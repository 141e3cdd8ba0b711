"""What the gate of the stage Agreement asks of the annex."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from allied.alliances.gates import Check, Standing, gate_of, read_ahead
from allied.alliances.models import Stage
from allied.kit.words import counted, listed
from allied.rooms.agreement.annex.basis import WHY, basis_of, kpis_of
from allied.rooms.agreement.annex.building import text_of
from allied.rooms.agreement.annex.comparison import compare
from allied.rooms.agreement.annex.definitions import content_of
from allied.rooms.agreement.annex.kpis import lacks
from allied.rooms.agreement.annex.models import AnnexState, AnnexVersion
from allied.rooms.agreement.annex.queries import drift_words
from allied.rooms.agreement.annex.text import text_digest
from allied.rooms.agreement.annex.versions import annex_text

NAMED, SIGNED = 3, "annex.signed"


@read_ahead(Stage.AGREEMENT)
def signed_rows(standing: Standing, now: datetime) -> Mapping[str, QuerySet[Any, Any]]:
    """The annex that every party signed last."""
    rows = AnnexVersion.objects.in_system_scope(WHY).filter(alliance=standing.alliance)
    return {SIGNED: rows.filter(state=AnnexState.SIGNED).order_by("-revision")[:1]}


@gate_of(Stage.AGREEMENT)
def annex_checks(standing: Standing, now: datetime) -> Iterable[Check]:
    """The annex is signed and still says how the parties work; each KPI says all that it must."""
    found: list[AnnexVersion] = standing.rows(SIGNED, signed_rows, now)
    signed = next(iter(found), None)
    yield Check(
        id="annex.signed",
        says="Every party signed the annex “How we work”",
        holds=signed is not None,
        route="annex",
    )
    drift = differences(standing, signed, now) if signed else 0
    says = drift_words(drift).removesuffix(".") if signed else "The signed annex says how you work"
    yield Check(id="annex.drift", says=says, holds=signed is not None and not drift, route="annex")
    yield from _kpis(standing)


def differences(standing: Standing, signed: AnnexVersion, now: datetime) -> int:
    """How many differences there are between the signed annex and today's settings."""
    today = text_of(basis_of(standing.alliance, now, standing))
    if text_digest(today) == signed.digest:
        return 0
    return len(compare(annex_text(signed), today)) or 1


def _kpis(standing: Standing) -> Iterable[Check]:
    found = kpis_of(standing)
    yield Check(
        id="kpi.defined", says="A KPI says what is measured", holds=bool(found), route="annex-kpis"
    )
    short = [row.key for row in found if lacks(content_of(row))]
    named = [*short[:NAMED], *([counted(len(short) - NAMED, "other")] if short[NAMED:] else [])]
    yield Check(
        id="kpi.complete",
        says="Every KPI has a formula, a source, an owner, a target and somebody who confirms it"
        + (f" (missing: {listed(named)})" if short else ""),
        holds=bool(found) and not short,
        route="annex-kpis",
    )
