"""Which figures count, who enters and who confirms them, and when."""

from allied.kit.words import listed
from allied.rooms.agreement.annex.basis import Basis
from allied.rooms.agreement.annex.kpis import (
    DIRECTION_WORDS,
    KpiContent,
    amount,
    red_words,
    target_words,
)
from allied.rooms.agreement.annex.models import Kpi
from allied.rooms.agreement.annex.sections.cadence import days
from allied.rooms.agreement.annex.text import Block, Clause, Grid, Line

NO_KPI = "No KPI is defined yet."


def reporting(basis: Basis) -> list[Block]:
    """The reporting rhythm, how a figure is confirmed, and the definitions of the KPIs."""
    said = basis.term("reporting")
    return [
        Clause(
            id="rhythm",
            lead="Rhythm.",
            text=f"The Parties report once every {said['period']}. Figures are in within "
            f"{days(said['figures_days'])} of the end of the period; the pack for the steering forum "
            f"is out {days(said['pack_days'])} before its meeting.",
        ),
        Clause(
            id="confirming",
            lead="Confirming.",
            text=f"Whoever confirms a KPI confirms each figure within {days(said['confirm_days'])}, or "
            "disputes it with a reason and the figure it holds to be right. A figure counts when all who "
            "confirm it have done so. Figures in dispute are shown as such and prove nothing.",
        ),
        Clause(
            id="one_truth",
            lead="One version of the truth.",
            text="The owner keeps the rows behind a figure and shows them to the other Parties on "
            "request. A Party that confirms may look at the source that the definition names.",
        ),
        Clause(
            id="colours",
            lead="Green, amber, red.",
            text="A figure that reaches its target is green. Beyond the red line it is red. In between "
            "it is amber.",
        ),
        Clause(
            id="redefining",
            lead="Changing a definition.",
            text="A KPI is defined, changed and retired under ⟦change⟧. Figures that were confirmed "
            "before stay as they are.",
        ),
        _definitions(basis),
        _figures(basis),
        _proof(basis),
    ]


def _title(row: Kpi) -> str:
    return f"{row.key} {row.name}"


def _definitions(basis: Basis) -> Grid:
    return Grid(
        id="definitions",
        caption="KPI definitions",
        heads=("KPI", "Formula", "Source", "Owner"),
        rows=tuple(
            Line(
                id=row.key,
                cells=(_title(row), row.formula, row.source, _owner(row)),
            )
            for row, _ in basis.definitions
        ),
        widths=(4, 6, 4, 3),
        empty=NO_KPI,
    )


def _owner(row: Kpi) -> str:
    side = row.side.short_name if row.side else ""
    return ", ".join(part for part in (side, row.holder.name if row.holder else "") if part)


def _figures(basis: Basis) -> Grid:
    return Grid(
        id="figures",
        caption="Targets and thresholds",
        heads=("KPI", "Every", "Good is", "Start", "Target", "Red"),
        rows=tuple(
            Line(id=row.key, cells=(_title(row), content.period.value, *_numbers(content)))
            for row, content in basis.definitions
        ),
        widths=(4, 2, 3, 2, 3, 3),
        echo=True,
        empty=NO_KPI,
    )


def _numbers(content: KpiContent) -> tuple[str, ...]:
    good = DIRECTION_WORDS[content.direction].removesuffix(" is better").removesuffix(" is good")
    start = amount(content.baseline, content.unit)
    return good.lower(), start, target_words(content), red_words(content)


def _proof(basis: Basis) -> Grid:
    return Grid(
        id="proof",
        caption="What each KPI proves",
        heads=("KPI", "Outcome of the value thesis", "Confirmed by"),
        rows=tuple(
            Line(
                id=row.key,
                cells=(
                    _title(row),
                    basis.outcomes.get(content.proves, ""),
                    listed([side.short for side in basis.sides if side.id in content.confirmers]),
                ),
            )
            for row, content in basis.definitions
        ),
        widths=(4, 6, 5),
        echo=True,
        empty=NO_KPI,
    )
