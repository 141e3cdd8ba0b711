"""Small phrases for sentences: numbers, days, lists and plurals as people write them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from allied.kit.content import decimal_text

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ORDINALS = ("first", "second", "third", "fourth", "fifth")


def number(amount: Decimal | int) -> str:
    """A number with thousands separators and without needless zeros: 6,000 or 12.5."""
    text = decimal_text(Decimal(amount)) or ""
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}{point}{fraction}" if int(whole) else text


def day(moment: date) -> str:
    """A day as people write it: 31 Dec 2027."""
    return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"


def listed(parts: Sequence[str], last: str = "and") -> str:
    """A list in words: A, B and C."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {last} {parts[-1]}"


def capitalised(text: str) -> str:
    """The text with a capital at its start; names and days inside it keep theirs."""
    return text[:1].upper() + text[1:]


def counted(count: int, one: str, many: str = "") -> str:
    """A count with its noun: 1 day, 2 days."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def percent(share: float) -> str:
    """A share of one as a whole percentage: 46%."""
    return f"{round(100 * share)}%"


def signed(change: float) -> str:
    """A change with its sign, to one decimal: +0.8, −1.2, and 0.0 without one."""
    text = f"{abs(change):.1f}"
    if text == "0.0":
        return text
    return f"+{text}" if change > 0 else f"−{text}"


def quoted(text: str) -> str:
    """A name that could be mistaken for part of the sentence, in quotation marks."""
    return f"“{text}”"


def shortened(text: str, most: int = 60) -> str:
    """The beginning of a long text, cut between words."""
    line = " ".join(text.split())
    if len(line) <= most:
        return line
    kept = line[: most - 1].rsplit(" ", 1)[0]
    return f"{kept}…"
