"""Reads dates and months as people write them."""

import re
import unicodedata
from datetime import date

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FULL = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?z?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ .-]+([a-z]+)[ .,-]+(\d{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)[ .]+(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d{4})")
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d{1,2})")
_NAMED_MONTH = re.compile(r"([a-z]+)[ .-]+(\d{4})")
FIRST_YEAR, LAST_YEAR = 1950, 2199


def read_date(text: str) -> date | None:
    """The day that a text means, or nothing; day and month in figures alone are ambiguous."""
    text = _plain(text)
    if found := _ISO.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        return _day(int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(int(found[3]), _month(found[1]), int(found[2]))
    return None


def read_month(text: str) -> date | None:
    """The first day of the month that a text means, or nothing."""
    text = _plain(text)
    if found := _ISO_MONTH.fullmatch(text):
        return _day(int(found[1]), int(found[2]), 1)
    if found := _NAMED_MONTH.fullmatch(text):
        return _day(int(found[2]), _month(found[1]), 1)
    return None


def in_range(day: date) -> bool:
    """Whether a year can be meant: 1950 to 2199."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def _plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(re.sub("[‐‑–—]", "-", text).split())


def _month(word: str) -> int:
    """The number of a month by its English name, its first three letters or `sept`; 0 if none."""
    short = word[:3]
    known = word in (*_MONTHS, *_FULL, "sept")
    return _MONTHS.index(short) + 1 if known else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
