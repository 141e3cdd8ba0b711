"""Dates as agreements write them, in English and the languages of the neighbours."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "january jan januar janvier enero gennaio januari",
    "february feb februar février fevrier febrero febbraio februari",
    "march mar märz maerz mars marzo maart",
    "april apr avril abril aprile",
    "may mai mayo maggio mei",
    "june jun juni juin junio giugno",
    "july jul juli juillet julio luglio",
    "august aug août aout agosto augustus",
    "september sept sep septembre septiembre settembre",
    "october oct oktober octobre octubre ottobre",
    "november nov novembre noviembre",
    "december dec dezember décembre decembre diciembre dicembre desember",
)
_NUMBERS = {word: number for number, words in enumerate(_MONTHS, 1) for word in words.split()}
MONTH = "(?:" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + r")\b\.?"
_SAID_DAYS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first "
    "twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh "
    "twenty-eighth twenty-ninth thirtieth thirty-first"
)
_DAY_WORDS = _SAID_DAYS.split()
_DAY = rf"(?P<day>\d{{1,2}}|{'|'.join(reversed(_DAY_WORDS))})\s?\)?\s?(?:s\s?t|n\s?d|r\s?d|t\s?h|er|\.|º)?\)?"
_YEAR = r"(?:A\.?\s?D\.?,?\s*)?(?P<year>(?:19|20)\d\d)"
_SAID_YEARS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_YEARS = {word: 2000 + number for number, word in enumerate(_SAID_YEARS.split(), 1)} | {
    f"twenty-{word}": 2020 + number for number, word in enumerate(_SAID_YEARS.split()[:9], 1)
}
_YEAR_IN_WORDS = (
    rf"two\s+thousand(?:\s+and|,)?\s+(?P<said>{'|'.join(sorted(_YEARS, key=len, reverse=True))})"
)
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\b(?P<month>{MONTH})\s*{_DAY}\s*,?\s*{_YEAR}\b",
        rf"\b{_DAY}\s*(?:day\s+)?(?:of\s+|de\s+|-)?(?:the\s+month\s+of\s+)?(?P<month>{MONTH})\s*(?:day\s+of)?[,-]?\s*(?:in\s+the\s+year\s+"
        rf"|of\s+|de\s+)?{_YEAR}\b",
        rf"\b{_DAY}\s*(?:day\s+)?(?:of\s+)?(?P<month>{MONTH})\s*,?\s*(?:in\s+the\s+year\s+)?{_YEAR_IN_WORDS}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d{2})-(?P<day>\d{2})\b",
        r"\b(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>(?:19|20)\d\d)\b",
        r"\b(?P<first>\d{1,2})\s?[/-]\s?(?P<second>\d{1,2})\s?[/-]\s?(?P<year>(?:19"
        r"|20)\d\d|\d\d)\b",
    )
)
_REDACTED = r"(?:_{2,}|\[[\s_*•●]*\]|\*{2,}|\.{4,}|\[[^\]]{0,20}\])"
BLANK = re.compile(
    rf"(?:{_REDACTED}\s*(?:st|nd|rd|th)?\s*(?:day\s+of|of)?\s*(?:(?P<m1>{MONTH})"
    rf"|{_REDACTED})\s*,?\s*(?:{_YEAR}|20{_REDACTED}|{_REDACTED})?"
    rf"|{_REDACTED}\s*,\s*(?P<y3>(?:19|20)\d\d)|(?P<m2>{MONTH})\s*{_REDACTED}\s*,?\s*(?P<y2>(?:19"
    rf"|20)\d\d|20{_REDACTED}))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Day:
    """A date in a text: where it stands, which day it is, and whether day and month could be swapped."""

    start: int
    end: int
    date: date
    is_ambiguous: bool = False


def month_end(year: int, month: int) -> int:
    """The last day of a month."""
    return monthrange(year, month)[1]


def dates(text: str) -> list[Day]:
    """Every date of a text, in the order in which they stand; impossible ones are left out."""
    found: list[Day] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            day = _day(match)
            if day and not any(day.start < other.end and other.start < day.end for other in found):
                found.append(day)
    return sorted(found, key=lambda day: day.start)


def _day(match: re.Match[str]) -> Day | None:
    said = match.groupdict()
    if said.get("first"):
        return _numbers(match)
    month, day = said["month"].lower().rstrip("."), said["day"].lower()
    number = _NUMBERS.get(month) or (int(month) if month.isdecimal() else 0)
    count = int(day) if day.isdecimal() else _DAY_WORDS.index(day) + 1
    year = _YEARS[said["said"].lower()] if said.get("said") else int(said["year"])
    return _made(match, year, number, count)


def _numbers(match: re.Match[str]) -> Day | None:
    """12/11/15: the month first, unless only the other way round is a date."""
    first, second, year = int(match["first"]), int(match["second"]), int(match["year"])
    if year < 100:
        year += 2000 if year < 70 else 1900
    is_ambiguous = first <= 12 and second <= 12 and first != second
    if first > 12:
        first, second = second, first
    return _made(match, year, first, second, is_ambiguous)


def _made(
    match: re.Match[str], year: int, month: int, day: int, is_ambiguous: bool = False
) -> Day | None:
    try:
        return Day(match.start(), match.end(), date(year, month, day), is_ambiguous)
    except ValueError:
        return None
