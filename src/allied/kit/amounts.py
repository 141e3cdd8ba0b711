"""How money, counts, shares and sizes are said."""

from decimal import ROUND_HALF_EVEN, Decimal

from allied.kit.words import counted, number

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
SHARE_FROM = 20
"""A percentage is said from this many cases on; below, the cases are counted."""


def money(amount: Decimal | int, currency: str = "EUR") -> str:
    """An amount in short, three figures at most: "€1.84 m", "€112 k", "CHF 950"."""
    exact = Decimal(amount)
    if not exact.is_finite():
        raise ValueError(f"An amount of money is a number, not {amount}.")
    sign = SIGNS.get(currency, f"{currency} ")
    minus = "−" if exact < 0 else ""
    return f"{minus}{sign}{_short(abs(exact))}"


def _short(amount: Decimal) -> str:
    for step, unit in ((Decimal(1), ""), (Decimal(10**3), " k"), (Decimal(10**6), " m")):
        figures = _three_figures(amount / step)
        if figures < 1000:
            return f"{number(figures)}{unit}"
    return f"{number(_three_figures(amount / 10**9))} bn"


def _three_figures(amount: Decimal) -> Decimal:
    places = 0 if amount >= 100 else 1 if amount >= 10 else 2
    return amount.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def count_of(some: int, of: int) -> str:
    """How many of how many: "3 of 8"."""
    return f"{some:,} of {of:,}"


def share(some: int, of: int) -> str:
    """A share: "74%" from 20 cases on, "3 of 8" below; no cases is said as "no cases"."""
    if of == 0:
        return "no cases"
    if of < SHARE_FROM:
        return count_of(some, of)
    percent = (Decimal(100 * some) / of).quantize(Decimal(1), rounding=ROUND_HALF_EVEN)
    return f"{percent}%"


def spelled(count: int) -> str:
    """A count below ten as a word, "nine"; from ten on in figures."""
    return NUMBER_WORDS[count] if 0 <= count < len(NUMBER_WORDS) else number(count)


def companies(count: int) -> str:
    """Everybody in an alliance of so many companies: "both companies", "all three companies"."""
    if count <= 1:
        return "your company"
    return "both companies" if count == 2 else f"all {spelled(count)} companies"


def file_size(size: int) -> str:
    """The size of a file in bytes, said short: "84 KB"."""
    if size < 1000:
        return counted(size, "byte")
    amount = Decimal(size) / 1000
    for unit in ("KB", "MB"):
        if amount < 1000:
            return f"{number(_three_figures(amount))} {unit}"
        amount /= 1000
    return f"{number(_three_figures(amount))} GB"
