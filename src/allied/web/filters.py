"""The filters of the templates: pure functions, with `now` and the person's zone passed in."""

from collections.abc import Callable, Mapping
from typing import Any

from allied.kit import wording
from allied.web.markdown import markdown

FILTERS: Mapping[str, Callable[..., Any]] = {
    "clock_time": wording.clock_time,
    "companies": wording.companies,
    "count_of": wording.count_of,
    "day": wording.day,
    "file_size": wording.file_size,
    "listed": wording.listed,
    "long_day": wording.long_day,
    "markdown": markdown,
    "moment": wording.moment,
    "money": wording.money,
    "number": wording.number,
    "plural": wording.plural,
    "relative_day": wording.relative_day,
    "share": wording.share,
    "spelled": wording.spelled,
    "week_number": wording.week_number,
}
