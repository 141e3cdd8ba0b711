"""What a person says that stands in an agreement, checked by what it is about."""

from datetime import datetime

from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.rooms.agreement.reading.content import span_of
from allied.rooms.agreement.reading.kinds import DATES, SPANS

LONGEST_VALUE = 2000


def checked_value(kind: str, value: str) -> str:
    """The value as it may stand: a day for a date, a span for a notice; `Refused` says what is accepted."""
    value = worded(
        value, field="value", most=LONGEST_VALUE, required="Say what stands in the agreement."
    )
    if kind in DATES:
        try:
            return datetime.strptime(value, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            raise Refused("day", "Give a day such as 2027-03-31.", field="value") from None
    if kind in SPANS:
        span = span_of(value)
        if span is None:
            raise Refused("span", "Give a span such as 90 days or 6 months.", field="value")
        return str(span)
    return value
