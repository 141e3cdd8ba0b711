"""Reads numbers as people write them: separators, currency signs, percent signs."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .currencies import currency_of
from .limits import MAX_DIGITS

_EXACT = 20  # digits that are put in order; longer numbers do not fit a cell anyway
_PARTS = re.compile(
    r"(?P<minus>-?)\s*(?P<before>[^\d\s.,'+-][^\d\s,'+-]*)?\s*(?P<inner>-?)"
    r"(?P<digits>\d[\d.,' ]*|\.\d+)\s*(?P<after>[^\d\s.,'+-][^\d\s,'+-]*)?"
)
_ACCOUNTING = re.compile(r"\((.+)\)")
_COMMAS = re.compile(r"[1-9]\d{0,2}(,\d{2,3})*,\d{3}(\.\d+)?")
_DOTS = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_ONE_DOT = re.compile(r"\d*\.?\d+|\d+\.")
_ONE_COMMA = re.compile(r"\d+,\d+")
_SPACED = re.compile(r"[1-9]\d{0,2}([ ']\d{3})+([.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what stood beside it: `%`, the code of a currency, or nothing."""

    number: Decimal
    sign: str = ""


def read_amount(text: str) -> Amount | None:
    """The number that a text means, or nothing when it is not a number.

    `1,250` is a thousand two hundred and fifty, `31,5` and `31.5` are thirty-one and a half,
    `1.250.000,00` and `1 250 000` are what their writers mean, `(12)` is minus twelve.
    """
    text = _plain(text)
    accounting = _ACCOUNTING.fullmatch(text)
    parts = _PARTS.fullmatch(accounting[1].strip() if accounting else text)
    if not parts or (parts["before"] and parts["after"]):
        return None
    sign = _sign(parts["before"] or parts["after"] or "")
    number = _number(parts["digits"].strip())
    minuses = (bool(accounting), bool(parts["minus"]), bool(parts["inner"]))
    if sign is None or number is None or sum(minuses) > 1:
        return None
    return Amount(-number if any(minuses) else number, sign)


def fits(number: Decimal) -> bool:
    """Whether a spreadsheet keeps every digit of a number."""
    _sign, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        return False
    whole = max(len(digits) + exponent, 0)
    return max(len(digits), whole, -exponent) <= MAX_DIGITS


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).replace("−", "-").replace("’", "'")
    return " ".join(text.split())


def _sign(mark: str) -> str | None:
    if mark in ("", "%"):
        return mark
    return currency_of(mark) or None


def _number(digits: str) -> Decimal | None:
    if _SPACED.fullmatch(digits):
        plain = re.sub("[ ']", "", digits).replace(",", ".")
    elif _COMMAS.fullmatch(digits):
        plain = digits.replace(",", "")
    elif _ONE_DOT.fullmatch(digits):
        plain = digits
    elif _ONE_COMMA.fullmatch(digits):
        plain = digits.replace(",", ".")
    elif _DOTS.fullmatch(digits):
        plain = digits.replace(".", "").replace(",", ".")
    else:
        return None
    return settled(plain)


def settled(digits: str) -> Decimal | None:
    """A number in its one form: no needless zeros, no exponent, never minus zero."""
    try:
        number = Decimal(digits)
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    if not number:
        return Decimal(0)
    if len(number.as_tuple().digits) > _EXACT or abs(number.adjusted()) > _EXACT:
        return number
    number = number.normalize()
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number
