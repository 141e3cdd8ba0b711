"""Numbers of a thesis as people read them: money in short, thousands apart, the unit behind."""

from decimal import Decimal

from allied.kit.amounts import money
from allied.kit.words import number
from allied.papers.workbook.currencies import currency_of


def figure(amount: Decimal | None, unit: str = "") -> str:
    """An amount with its unit: "€24 m", "€1.85 m a year", "6,000 stores", "78%"."""
    if amount is None:
        return "–"
    first, _, rest = unit.strip().partition(" ")
    if code := currency_of(first):
        return f"{money(amount, code)} {rest}".strip()
    if first == "%":
        return f"{number(amount)}% {rest}".strip()
    return f"{number(amount)} {unit}".strip()


def bare(amount: Decimal | None, unit: str = "") -> str:
    """The amount before its unit is said: with the sign of a currency, without other units."""
    first = unit.strip().partition(" ")[0]
    return figure(amount, first if first == "%" or currency_of(first) else "")


def exact(amount: Decimal | None, unit: str = "") -> str:
    """The whole amount where its figure is shortened; nothing where the figure says it all."""
    if amount is None:
        return ""
    code = currency_of(unit.strip().partition(" ")[0])
    said = f"{number(amount)} {unit}".strip()
    return said if code and abs(amount) >= 1000 else ""
