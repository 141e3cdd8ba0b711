"""What an agreement does not say and the annex should, in the order in which it hurts."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .finding import Fact

type Said = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One thing that is missing: its key, what is missing, why that hurts, where it belongs.

    `annex` names a section of the annex, or the agreement record.
    """

    key: str
    missing: str
    why: str
    annex: str


def gaps(facts: Iterable[Fact]) -> list[Gap]:
    """The gaps that these facts leave; a refused or empty fact must not be among them."""
    said: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.value:
            said.setdefault(fact.kind, []).append(fact)
    return [
        Gap(key=key, missing=missing, why=why, annex=annex)
        for key, missing, why, annex, holds in _ASKED
        if not holds(said)
    ]


def _any(*kinds: str) -> Callable[[Said], bool]:
    return lambda said: any(said.get(kind) for kind in kinds)


def _of(kind: str, detail: str) -> Callable[[Said], bool]:
    return lambda said: any(_detail(fact, detail) for fact in said.get(kind, ()))


def _detail(fact: Fact, name: str) -> Any:
    return fact.more.get(name)


def _two_steps_with_days(said: Said) -> bool:
    steps = [step for fact in said.get("escalation", ()) for step in fact.more.get("steps", ())]
    people = [step for step in steps if step["who"] not in ("court", "arbitration")]
    return len(people) > 1 and all(step["within"] for step in people[:2])


def _knows_its_end(said: Said) -> bool:
    return bool(said.get("expiry")) or any(
        fact.value == "until terminated" for fact in said.get("term", ())
    )


def _renewal_is_clear(said: Said) -> bool:
    renewals = said.get("renewal", ())
    automatic = any(fact.more.get("how") == "automatic" for fact in renewals)
    return (
        bool(said.get("renewal notice"))
        or (bool(renewals) and not automatic)
        or not said.get("expiry")
    )


_ASKED: tuple[tuple[str, str, str, str, Callable[[Said], bool]], ...] = (
    (
        "parties",
        "Who the parties are",
        "Nobody can say for whom the alliance binds.",
        "Parties and purpose",
        _any("party"),
    ),
    (
        "dates",
        "When it takes effect",
        "Terms and notices cannot be counted.",
        "Agreement record",
        _any("effective date", "agreement date"),
    ),
    (
        "term",
        "When it ends",
        "Nobody prepares a renewal that has no date.",
        "Agreement record",
        _knows_its_end,
    ),
    (
        "renewal",
        "Until when a renewal can be stopped or agreed",
        "An automatic renewal passes unseen.",
        "Agreement record",
        _renewal_is_clear,
    ),
    (
        "law",
        "Which law governs",
        "The first dispute begins with a dispute about the law.",
        "Dispute steps",
        _any("governing law"),
    ),
    (
        "committee",
        "A body in which both sides steer",
        "Five of 32 public alliance agreements have one; without it decisions have no place.",
        "Forums and planning",
        _any("committee"),
    ),
    (
        "quorum",
        "Quorum and seats of that body",
        "Meetings that cannot decide look like meetings that do.",
        "Forums and planning",
        _of("committee", "quorum"),
    ),
    (
        "rhythm",
        "How often both sides meet",
        "What has no date does not happen.",
        "Forums and planning",
        lambda said: bool(said.get("meeting rhythm")) or _of("committee", "rhythm")(said),
    ),
    (
        "votes",
        "How that body decides, and what holds when it cannot",
        "A deadlock without a rule stops the work it is about.",
        "Forums and planning",
        _of("committee", "vote"),
    ),
    (
        "rights",
        "Who may decide what",
        "Every delay starts where nobody knows who may say yes.",
        "Decision rights",
        _any("decision right"),
    ),
    (
        "decided_by",
        "By when a decision falls",
        "No public agreement read so far says it; a question waits for the next meeting, and the one after.",
        "Decision rights",
        _of("decision right", "within"),
    ),
    (
        "escalation",
        "Steps of a dispute with days, before the court",
        "Four of 32 have them; without days a step is where a matter rests.",
        "Dispute steps",
        _two_steps_with_days,
    ),
    (
        "kpis",
        "Figures by which both sides judge the alliance",
        "None of 32 public agreements defines one.",
        "Reporting and KPIs",
        _any("KPI"),
    ),
    (
        "reporting",
        "Who reports what to whom",
        "Each side then counts for itself.",
        "Reporting and KPIs",
        _any("KPI", "target", "service level"),
    ),
    (
        "change",
        "How a change is asked for and agreed",
        "Scope then grows by habit.",
        "Change control",
        _any("change control"),
    ),
    (
        "exit",
        "What sets off a review of the whole alliance",
        "Alliances end late, and by surprise.",
        "Exit triggers",
        _any("termination without cause", "change of control"),
    ),
    (
        "cure",
        "How long a breach may be put right",
        "Every breach is then the end or nothing.",
        "Exit triggers",
        _of("termination for cause", "cure"),
    ),
    (
        "unwind",
        "What happens to customers, data and people at the end",
        "Three of 32 plan it; the rest negotiate when trust is gone.",
        "Unwind plan",
        _any("wind-down"),
    ),
    (
        "data",
        "Which data is shared, and under which rules",
        "The project waits for it in the first month.",
        "Sharing and confidentiality",
        _any("data sharing"),
    ),
    (
        "people",
        "Who runs the alliance for each side",
        "What belongs to nobody is done by nobody.",
        "Roles and deputies",
        _any("alliance manager"),
    ),
    (
        "deputies",
        "Who stands in for them",
        "A leaver takes the alliance along.",
        "Roles and deputies",
        _of("alliance manager", "deputy"),
    ),
)
