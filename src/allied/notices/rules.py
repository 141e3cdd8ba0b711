"""When somebody is written to: at once only when their act is awaited, else one digest a day."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

LINK_LIVES = timedelta(days=14)
LATE_IS_SILENT = timedelta(days=3)
"""An awaited act that was opened longer ago than this is in the digest only (after an outage)."""


def is_immediate(*, blocking: bool, since: datetime, now: datetime) -> bool:
    """Whether an awaited act is worth a mail of its own now."""
    return blocking and now - since <= LATE_IS_SILENT


def digest_day(now: datetime, zone: str, hour: int, workdays: frozenset[int]) -> date | None:
    """The local day whose digest is due at this moment, if any; `hour` is 0 to 23, Monday is 0.

    None before the hour and on days off. Changes of the clocks cannot skip or repeat a day, because
    the local date names it.
    """
    local = now.astimezone(ZoneInfo(zone))
    if local.hour < hour or local.weekday() not in workdays:
        return None
    return local.date()
