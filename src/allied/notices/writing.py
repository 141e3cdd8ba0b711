"""What a notice says, written when it is sent, from what its reader may see at that moment."""

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.template.loader import render_to_string

from allied.alliances.models import Awaited
from allied.kit.mail import Letter
from allied.kit.moments import moment
from allied.notices.links import VERDICTS, token_for
from allied.notices.models import Notice
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.record.models import Entry, Log
from allied.record.story import Line, told

LINES_IN_DIGEST = 40
ACTS_IN_DIGEST = 20

VERBS = {
    "answer": "Your approval is asked for",
    "reconcile": "Different options were approved, and agreement on one is asked for",
    "sign": "Your signature is asked for",
    "resolve": "A conflict stands on your step",
    "score": "Your scores are asked for",
    "discuss": "Scoring waits to be ended",
    "revise": "Scores wait to be talked through",
    "fix weights": "Weights wait to be fixed",
    "shortlist": "A shortlist waits to be decided",
    "weigh": "Your blind answer is asked for",
    "align": "The next alignment check is due",
    "judge": "An assumption waits for your verdict",
    "review": "A risk waits for your review",
    "place": "A control waits to be put in place",
    "acknowledge": "Your word is asked for",
}


@dataclass
class News:
    """What happened in one alliance since the last digest."""

    name: str
    address: str
    head: str
    lines: list[Line] = field(default_factory=list)


def letter_for(notice: Notice, *, now: datetime) -> Letter | None:
    """The message, or nothing when there is no longer a reason to send it."""
    person = notice.person
    if not person.is_active or person.organisation is None:
        return None
    if notice.awaited_id:
        return _act(person, notice.awaited_id, now)
    return _digest(person, notice, now)


def _when(at: datetime, person: Person, now: datetime) -> str:
    return moment(at, now, ZoneInfo(person.zone))


def page_address(path: str) -> str:
    """A full address of this installation."""
    return settings.BASE_URL + path


def _act(person: Person, awaited_id: UUID, now: datetime) -> Letter | None:
    rows = Awaited.objects.visible_to(person).filter(pk=awaited_id, done_at__isnull=True)
    act = rows.select_related("alliance").first()
    if act is None:
        return None
    due = _when(act.due_at, person, now) if act.due_at else ""
    asks = VERBS.get(act.act, "You are asked to act")
    links = [
        (verdict, page_address(f"/acts/{token_for(act, verdict)}"))
        for verdict in VERDICTS
        if act.act == "answer"
    ]
    context = {
        "person": person,
        "asks": asks,
        "act": act,
        "due": due,
        "links": links,
        "address": page_address(f"/awaited/{act.pk}"),
        "head": head_of(act.alliance_id),
    }
    until = f" until {due}" if due else ""
    return Letter(
        _one_line(f"{asks}{until}: {act.title} ({act.alliance.name})"),
        render_to_string("notices/act.txt", context),
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())[:200]


def head_of(alliance_id: UUID) -> str:
    """The head of the joint log: kept in a mailbox, it contradicts a rewritten history."""
    log = (
        Log.objects.in_system_scope("a head has no content").filter(alliance_id=alliance_id).first()
    )
    return f"{log.origin} {log.size} {log.root}" if log else ""


def _digest(person: Person, notice: Notice, now: datetime) -> Letter | None:
    rows = Entry.objects.visible_to(person).filter(audience=JOINT, at__gt=notice.covers_from)
    rows = (
        rows.exclude(person=person)
        .select_related("alliance")
        .order_by("alliance__name", "alliance_id", "seq")
    )
    news: dict[object, News] = {}
    entries = list(rows[:LINES_IN_DIGEST])
    for entry, line in zip(entries, told_in_order(entries), strict=True):
        assert entry.alliance is not None  # joint entries always have one
        known = news.setdefault(
            entry.alliance.pk,
            News(
                entry.alliance.name,
                page_address(f"/alliances/{entry.alliance_id}/record"),
                head_of(entry.alliance.pk),
            ),
        )
        known.lines.append(line)
    waiting = Awaited.objects.visible_to(person).filter(done_at__isnull=True)
    acts = list(
        waiting.select_related("alliance").order_by("due_at", "since", "pk")[:ACTS_IN_DIGEST]
    )
    if not news and not acts:
        return None
    context = {
        "person": person,
        "acts": [(act, _when(act.due_at, person, now) if act.due_at else "") for act in acts],
        "news": [
            (each, [(line, _when(line.at, person, now)) for line in each.lines])
            for each in news.values()
        ],
        "week": page_address("/"),
    }
    count = len(acts)
    waits = f"{count} {'thing waits' if count == 1 else 'things wait'} for you" if count else "news"
    return Letter(f"Allied today: {waits}", render_to_string("notices/digest.txt", context))


def told_in_order(entries: list[Entry]) -> list[Line]:
    """The lines of these entries, in their order."""
    rows = Entry.objects.in_system_scope("the rows were found for their reader")
    lines = {
        (line.kind, line.seq, line.at): line
        for line in told(rows.filter(pk__in=[entry.pk for entry in entries]))
    }
    return [lines[entry.kind, entry.seq, entry.at] for entry in entries]
