"""The words of a screening and of its criteria, as they are kept."""

from dataclasses import dataclass

from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.rooms.selection.criteria import Criterion, default_rules
from allied.rooms.selection.flags import Consequence
from allied.rooms.selection.limits import limits

FEWEST_CRITERIA, MOST_CRITERIA = 2, 10
LEVELS = (1, 2, 3, 4)


@dataclass(frozen=True, kw_only=True)
class CriterionSaid:
    """The words of a criterion: what is asked, what 1, 3 and 5 mean, and its red flags."""

    name: str
    low: str
    middle: str
    high: str
    short: str = ""
    question: str = ""
    veto_at: int | None = None
    contest_at: int | None = None


def titled(title: str) -> str:
    """A title as it is kept: one line, never empty."""
    missing = "Say what partner you look for, such as “Ready-to-drink coffee”."
    return " ".join(worded(title, field="title", most=200, required=missing).split())


def said_by_catalogue(criterion: Criterion) -> CriterionSaid:
    """A built-in criterion with the red flags that it carries by default."""
    rules = [rule for rule in default_rules(limits()) if rule.criterion == criterion.key]
    levels = {rule.consequence: int(rule.level) for rule in rules}
    return CriterionSaid(
        name=criterion.name,
        short=criterion.short,
        question=criterion.question,
        low=criterion.anchors[1],
        middle=criterion.anchors[3],
        high=criterion.anchors[5],
        veto_at=levels.get(Consequence.VETO),
        contest_at=levels.get(Consequence.CONTEST),
    )


def checked_criterion(said: CriterionSaid) -> CriterionSaid:
    """The words of a criterion of one's own, tidied; refused when one of them is missing."""
    name = " ".join(
        worded(said.name, field="name", most=120, required="Name the criterion.").split()
    )
    anchors = {
        field: worded(
            getattr(said, field),
            field=field,
            most=500,
            required=f"Say what a {number} looks like: without it raters score different things.",
        )
        for field, number in (("low", 1), ("middle", 3), ("high", 5))
    }
    short = " ".join(worded(said.short, field="short", most=24).split()) or name[:24]
    for field in ("veto_at", "contest_at"):
        level = getattr(said, field)
        if level is not None and level not in LEVELS:
            raise Refused("level", "A red flag is raised at a score of 1 to 4.", field=field)
    return CriterionSaid(
        name=name,
        short=short,
        question=worded(said.question, field="question", most=500),
        veto_at=said.veto_at,
        contest_at=said.contest_at,
        **anchors,
    )
