"""The filters of the templates: pure functions, with `now` and the person's zone passed in."""

from collections.abc import Callable, Mapping
from typing import Any

from allied.kit import amounts, moments, words
from allied.rooms.thesis import figures
from allied.web.markdown import markdown

FILTERS: Mapping[str, Callable[..., Any]] = {
    "bare": figures.bare,
    "capitalised": words.capitalised,
    "clock_time": moments.clock_time,
    "companies": amounts.companies,
    "count_of": amounts.count_of,
    "counted": words.counted,
    "day": words.day,
    "exact": figures.exact,
    "figure": figures.figure,
    "file_size": amounts.file_size,
    "listed": words.listed,
    "long_day": moments.long_day,
    "markdown": markdown,
    "moment": moments.moment,
    "money": amounts.money,
    "number": words.number,
    "relative_day": moments.relative_day,
    "share": amounts.share,
    "short_day": moments.short_day,
    "shortened": words.shortened,
    "signed": words.signed,
    "spelled": amounts.spelled,
    "spoken_moment": moments.spoken_moment,
    "week_number": moments.week_number,
}
