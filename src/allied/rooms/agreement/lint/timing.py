"""Rules about days: notice that no longer fits, and dates on which somebody is off (W37, W40)."""

from collections.abc import Iterator
from datetime import timedelta

from allied.kit.lint import Hit, rule
from allied.kit.words import counted, day, listed, quoted
from allied.rooms.agreement.lint.agreed import DATES, TERM, Agreed


@rule("W37")
def notice_too_late(agreed: Agreed) -> Iterator[Hit]:
    """A notice period that is longer than the time that is left."""
    if agreed.ends is None or agreed.notice_days is None or agreed.ends < agreed.day:
        return
    left = (agreed.ends - agreed.day).days
    if agreed.notice_days > left:
        late = day(agreed.ends - timedelta(days=agreed.notice_days))
        message = (
            f"Notice takes {counted(agreed.notice_days, 'day')}, and {counted(left, 'day')} are "
            f"left until {day(agreed.ends)}: it was due by {late}."
        )
        yield Hit(TERM, "", message, "Agree on what comes after the term.")


@rule("W40")
def dates_off(agreed: Agreed) -> Iterator[Hit]:
    """A date on which one side does not work."""
    for one in agreed.dates:
        if one.off and one.day >= agreed.day:
            message = f"{quoted(one.name)} is due {day(one.day)}, when {listed(one.off)} is off."
            if len(one.off) > 1:
                message = message.replace(" is off.", " are off.")
            yield Hit(DATES, one.id, message, "Choose a day on which both sides work.")


RULES = (notice_too_late, dates_off)
