"""A rule about reports: periods that end on other days for one side (W38)."""

from collections.abc import Iterator

from allied.kit.lint import Hit, rule
from allied.kit.words import MONTHS, listed
from allied.rooms.agreement.lint.agreed import REPORTING, Agreed

# Fiscal years that begin so many months apart still end their periods on the same days.
SPANS = {"quarter": 3, "half-year": 6, "year": 12}


@rule("W38")
def unequal_periods(agreed: Agreed) -> Iterator[Hit]:
    """A reporting period that ends on other days in one side's fiscal year."""
    span = SPANS.get(agreed.reports)
    starts = {name: month % span for name, month in agreed.fiscal.items()} if span else {}
    if len(set(starts.values())) > 1:
        begins = listed([f"{name}'s in {MONTHS[m - 1]}" for name, m in agreed.fiscal.items()])
        message = f"You report every {agreed.reports}, but fiscal years begin apart: {begins}."
        fix = "Report by the month, or say whose calendar counts."
        yield Hit(REPORTING, "", message, fix)


RULES = (unequal_periods,)
