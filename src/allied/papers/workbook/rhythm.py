"""Checks how often a forum meets: an RRULE (RFC 5545) that a calendar can follow."""

import re
from datetime import UTC, datetime

from dateutil.rrule import rrulestr

_START = datetime(2026, 1, 1, tzinfo=UTC)
_SHAPE = re.compile(r"[A-Z]+=[A-Z0-9,+-]+(;[A-Z]+=[A-Z0-9,+-]+)*")
_RARE_ENOUGH = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY")
_LARGEST = 1_000
_MAX_LENGTH = 200


def read_rrule(text: str) -> str | None:
    """The rule in capitals without its label, or nothing when it is no rule for meetings."""
    rule = text.strip().upper().removeprefix("RRULE:").strip().rstrip(";")
    if len(rule) > _MAX_LENGTH or not _SHAPE.fullmatch(rule):
        return None
    pairs = [part.partition("=")[::2] for part in rule.split(";")]
    parts = dict(pairs)
    if len(parts) != len(pairs) or parts.get("FREQ") not in _RARE_ENOUGH:
        return None
    if not all(_counts(parts[name]) for name in ("INTERVAL", "COUNT") if name in parts):
        return None
    return rule if _calendar_follows(rule) else None


def _counts(number: str) -> bool:
    return number.isdecimal() and len(number) < 5 and 1 <= int(number) <= _LARGEST


def _calendar_follows(rule: str) -> bool:
    start = _START if rule.find("UNTIL") < 0 or "Z" in rule else _START.replace(tzinfo=None)
    try:
        rrulestr(rule, dtstart=start)
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError):
        return False
    return True
