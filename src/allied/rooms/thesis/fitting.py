"""Fits content to its alliance: who owns, brings or gains is a party, and nothing is beyond size."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any
from uuid import UUID

from allied.alliances.models import Alliance
from allied.kit.reading import Problem
from allied.kit.texts import complaint
from allied.rooms.thesis.content import ThesisContent
from allied.rooms.thesis.items import Contribution, Outcome
from allied.rooms.thesis.sections import LISTS, TEXTS, Unfit

LONGEST = {"objective": 5000, "why_alliance": 5000, "name": 300, "what": 1000, "statement": 1000}
LONGEST |= {"unit": 40, "text": 1000}
LONGEST_OTHER = 2000
MOST_ITEMS = 100
PARTNER = "The partner"
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2150, 12, 31)
ITEM_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def fitted(
    content: ThesisContent, alliance: Alliance, own: UUID, before: ThesisContent | None = None
) -> ThesisContent:
    """The thesis with its parties by id; `Unfit` with every problem when it does not fit.

    `own` is the side that writes: for it "The partner" is the only other party there is. Whom
    `before` names already may stay: one section is changed, and the others are left as they are.
    """
    named = _Parties(alliance, own, {})
    settled = named.settled(content)
    if before:
        named.allow(before)
    problems = [*named.problems(settled), *_problems(settled)]
    if problems:
        raise Unfit(tuple(problems))
    return settled


def settled(
    content: ThesisContent, alliance: Alliance, own: UUID, also: Mapping[str, UUID] | None = None
) -> ThesisContent:
    """The thesis with its parties by id; a name that belongs to no party stays as it was written.

    `also` holds other names of parties, such as the one under which somebody was invited.
    """
    return _Parties(alliance, own, also or {}).settled(content)


class _Parties:
    """The organisations that content may name."""

    def __init__(self, alliance: Alliance, own: UUID, also: Mapping[str, UUID]) -> None:
        parties = [p.organisation for p in alliance.parties.select_related("organisation")]
        self._known = {name.strip().casefold(): str(party) for name, party in also.items()}
        self._known |= {
            name.casefold(): str(one.pk)
            for one in parties
            for name in (one.short_name, one.name, str(one.pk))
        }
        others = [one for one in parties if one.pk != own]
        if len(others) == 1:
            self._known[PARTNER.casefold()] = str(others[0].pk)
        # A side that is still alone may name the partner it hopes for; a party goes by its id.
        self._open = len(parties) < 2
        self._allowed = set(self._known.values())

    def allow(self, content: ThesisContent) -> None:
        """Whoever this content names may be named."""
        for outcome in content.outcomes:
            self._allowed |= {outcome.owner, *outcome.benefits, *outcome.measured_by}
        self._allowed |= {one.organisation for one in content.contributions}

    def settled(self, content: ThesisContent) -> ThesisContent:
        return replace(
            content,
            outcomes=tuple(self.outcome(outcome) for outcome in content.outcomes),
            contributions=tuple(self.contribution(one) for one in content.contributions),
        )

    def outcome(self, outcome: Outcome) -> Outcome:
        return replace(
            outcome,
            owner=self._id(outcome.owner),
            benefits=tuple(self._id(one) for one in outcome.benefits),
            measured_by=tuple(self._id(one) for one in outcome.measured_by),
        )

    def contribution(self, contribution: Contribution) -> Contribution:
        return replace(contribution, organisation=self._id(contribution.organisation))

    def problems(self, content: ThesisContent) -> Iterator[Problem]:
        for at, outcome in enumerate(content.outcomes):
            for field in ("owner", "benefits", "measured_by"):
                named = getattr(outcome, field)
                for one in (named,) if isinstance(named, str) else named:
                    yield from self._unknown(one, f"outcomes[{at}].{field}")
        for at, contribution in enumerate(content.contributions):
            where = f"contributions[{at}].organisation"
            yield from self._unknown(contribution.organisation, where)

    def _id(self, named: str) -> str:
        return self._known.get(named.strip().casefold(), named.strip())

    def _unknown(self, named: str, where: str) -> Iterator[Problem]:
        if named and not self._open and named not in self._allowed:
            yield Problem(where, "is no party of this alliance; name one of its parties")


def _problems(content: ThesisContent) -> Iterator[Problem]:
    for name in TEXTS:
        yield from _text_problem(name, name, getattr(content, name))
    for name in LISTS:
        items = getattr(content, name)
        if len(items) > MOST_ITEMS:
            yield Problem(name, f"has {len(items)} items; at most {MOST_ITEMS} fit")
        for at, item in enumerate(items):
            yield from _item_problems(f"{name}[{at}]", item)


def _item_problems(where: str, item: Any) -> Iterator[Problem]:
    if not ITEM_ID.fullmatch(item.id):
        yield Problem(f"{where}.id", "is made of up to 64 letters, digits, dots and dashes")
    for field in fields(item):
        value = getattr(item, field.name)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str):
                yield from _text_problem(f"{where}.{field.name}", field.name, one)
            if isinstance(one, date) and not FIRST_DAY <= one <= LAST_DAY:
                yield Problem(
                    f"{where}.{field.name}", "lies too far away; give a year from 1950 to 2150"
                )


def _text_problem(where: str, name: str, text: str) -> Iterator[Problem]:
    wrong = complaint(text, LONGEST.get(name, LONGEST_OTHER))
    if wrong:
        yield Problem(where, wrong)
