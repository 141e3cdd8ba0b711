"""Acts as My week shows them: what each is about, its approval mark, its clock and who has acted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from allied.alliances.at_hand import Parties
from allied.alliances.models import Awaited, Party, SignOff
from allied.alliances.queries import Signing, shares_of, with_signatures
from allied.kit.moments import short_day
from allied.people.models import Person
from allied.rooms.governance.queries.awaited import decisions_by_id
from allied.rooms.governance.queries.register import Row as Asked
from allied.rooms.governance.queries.sides import Face, face, sides_of_parties
from allied.rooms.governance.rules import reconcile_words
from allied.web.subjects import address_of


def _told_of_options(act: Awaited, asked: Asked) -> str:
    """What those at odds are asked, and those above who have the last word; else nothing."""
    complete = [half[2] in {"yes", "cond"} for half in asked.halves]
    if act.act == "reconcile" or (act.act == "answer" and all(complete)):
        return reconcile_words(sum(complete))
    return ""


class Kind(NamedTuple):
    """How the acts of one verb are headed, what their button says, and their sign."""

    heading: str
    button: str
    sign: str
    noun: str = "approve"


# In the order in which the page shows them.
KINDS = {
    "answer": Kind("Waiting for your approval", "Review", "gavel"),
    "reconcile": Kind("Options to agree on", "Look again", "gavel"),
    "sign": Kind("To sign", "Read and sign", "file-text", "sign"),
    "weigh": Kind("Alignment checks to answer", "Answer", "scale"),
    "align": Kind("Alignment checks to start", "Start", "scale"),
    "judge": Kind("Tests to judge", "Judge", "list-checks"),
    "score": Kind("Candidates to score", "Score", "users"),
    "discuss": Kind("Scoring to end", "Open", "users"),
    "revise": Kind("Scores to talk through", "Open", "users"),
    "fix weights": Kind("Weights to fix", "Open", "sliders-horizontal"),
    "shortlist": Kind("Shortlists to decide", "Decide", "list-checks"),
    "review": Kind("Risks to review", "Review", "shield-alert"),
    "place": Kind("Controls to put in place", "Open", "shield-check"),
    "impact": Kind("Changes that concern you", "Say what it means", "git-branch"),
    "look again": Kind("Changes to look at again", "Open", "git-branch"),
    "renew": Kind("Dates of the agreement", "Open", "calendar-days"),
    "fulfil": Kind("Obligations that are due", "Open", "list-checks"),
    "resolve": Kind("Conflicts on your step", "Open", "scale"),
    "state": Kind("Positions to state", "Say it", "scale"),
    "check": Kind("Facts to accept or dispute", "Check", "list-checks", "confirm"),
    "consider": Kind("Ways to settle", "Weigh", "handshake"),
    "acknowledge": Kind("Waiting for your word", "Open", "clock"),
    "invite": Kind("People to invite", "Invite", "user-plus"),
}
OTHER = Kind("Waiting for you", "Open", "circle-dot")


@dataclass(frozen=True, kw_only=True)
class Row:
    """One act on the page; `shares` draw its mark, `days` and `used` its clock, where it has them."""

    title: str
    about: str
    href: str
    due_at: datetime | None
    tone: str
    shares: Sequence[tuple[int, str, str]] = ()
    days: int = 0
    used: int = 0
    stands_still: bool = False


@dataclass(frozen=True)
class Group:
    """The acts of one verb."""

    kind: Kind
    rows: Sequence[Row]


@dataclass
class Week:
    """Everything that the acts of one person are about, read once for all of them."""

    person: Person
    now: datetime
    parties: Parties
    decisions: dict[UUID, Asked] = field(default_factory=dict)
    signings: dict[UUID, Signing] = field(default_factory=dict)

    def read(self, acts: Iterable[Awaited]) -> None:
        """Look up decisions and sign-offs: four queries at most, however many acts there are."""
        acts = list(acts)
        decided = {act.subject_id for act in acts if act.subject_kind == "decision"}
        self.decisions = decisions_by_id(self.person, decided, self.parties, self.now)
        signed = {act.subject_id for act in acts if act.act == "sign"}
        if signed:
            rows = SignOff.objects.visible_to(self.person).filter(pk__in=signed)
            self.signings = {one.sign_off.pk: one for one in with_signatures(rows)}

    def row(self, act: Awaited) -> Row:
        """One act in words."""
        asked = self.decisions.get(act.subject_id)
        signing = self.signings.get(act.subject_id)
        parties = self.parties.get(act.alliance_id, [])
        shares = asked.halves if asked else shares_of(signing, parties) if signing else ()
        about = [*_name_of(parties), *_kind_of(asked), self._acted(act, asked, signing, parties)]
        return Row(
            title=asked.decision.title if asked else act.title,
            about=" · ".join(about),
            href=address_of(act.subject_kind, act.subject_id, act.alliance_id),
            due_at=act.due_at,
            tone=tone_of(act.due_at, self.now),
            shares=shares,
            days=asked.days if asked else 0,
            used=asked.used if asked else 0,
            stands_still=bool(asked and asked.decision.state == "waiting"),
        )

    def _acted(
        self, act: Awaited, asked: Asked | None, signing: Signing | None, parties: list[Party]
    ) -> str:
        """Who has acted already, else since when it waits; what those at odds are asked."""
        if asked and (told := _told_of_options(act, asked)):
            return told
        said: list[tuple[UUID, str, datetime | None]] = []
        if asked:
            halves = asked.decision.halves.all()
            said = [
                (half.party_id, half.get_state_display().lower(), half.at)
                for half in halves
                if half.state != "wait"
            ]
        elif signing:
            given = signing.given
            said = [(s.owner_id, "signed" if s.yes else "declined", s.at) for s in given]
        names = {p.organisation_id: p.organisation.short_name for p in parties}
        words = [f"{names.get(pk, '')} {what} {self._day(at)}" for pk, what, at in said if at]
        return ", ".join(words) or f"{self._asker(asked)}asked {self._day(act.since)}"

    def _asker(self, asked: Asked | None) -> str:
        return f"{asked.decision.asked_by.name} " if asked else ""

    def _day(self, at: datetime) -> str:
        return short_day(at, self.now, ZoneInfo(self.person.zone))


def _name_of(parties: list[Party]) -> list[str]:
    return [parties[0].alliance.name] if parties else []


def _kind_of(asked: Asked | None) -> list[str]:
    if asked is None:
        return []
    words = f"D-{asked.decision.number}, {asked.decision.right.name}"
    return [words + (", escalated" if asked.decision.escalated_at else "")]


def tone_of(due_at: datetime | None, now: datetime) -> str:
    """How urgent a deadline looks: risk when past or within a day, watch within three days."""
    if due_at is None or due_at > now + timedelta(days=3):
        return ""
    return "risk" if due_at <= now + timedelta(days=1) else "watch"


def groups_of(week: Week, acts: Sequence[Awaited]) -> list[Group]:
    """The acts by what is asked, in the order of the table above."""
    order = list(KINDS)
    ranked = sorted(acts, key=lambda a: order.index(a.act) if a.act in order else len(order))
    return [
        Group(KINDS.get(verb, OTHER), [week.row(act) for act in same])
        for verb, same in groupby(ranked, key=lambda act: act.act)
    ]


@dataclass(frozen=True, kw_only=True)
class Owed:
    """One thing that others owe: who has not acted, for what, until when."""

    title: str
    href: str
    people: Sequence[Face]
    due_at: datetime | None
    tone: str


def by_subject(acts: Iterable[Awaited]) -> list[list[Awaited]]:
    """The acts about one thing together, in the order given."""
    found: dict[tuple[UUID, str], list[Awaited]] = {}
    for act in acts:
        found.setdefault((act.subject_id, act.act), []).append(act)
    return list(found.values())


def owed_by_others(groups: Iterable[list[Awaited]], parties: Parties, now: datetime) -> list[Owed]:
    """What others owe, one line for each thing."""
    return [_owed(same, parties.get(same[0].alliance_id, []), now) for same in groups]


def _owed(acts: list[Awaited], parties: list[Party], now: datetime) -> Owed:
    sides, first = sides_of_parties(parties), acts[0]
    return Owed(
        title=first.title,
        href=address_of(first.subject_kind, first.subject_id, first.alliance_id),
        people=[face(act.person, sides) for act in acts],
        due_at=first.due_at,
        tone=tone_of(first.due_at, now),
    )
