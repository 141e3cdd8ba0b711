"""The addresses of the pages of a screening, and what they say."""

import re

BACKEND = "allied.people.backends.WithHome"


def home(cast):
    return f"/alliances/{cast.alliance.pk}/selection"


def here(screening, tail=""):
    return f"/alliances/{screening.alliance_id}/selection/{screening.pk}{tail}"


def of(candidate, tail=""):
    return here(candidate.screening, f"/candidates/{candidate.pk}{tail}")


def text(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
