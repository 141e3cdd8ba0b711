"""Is an alliance the right move (A1)? An ordered list of rules over the answers; exactly one verdict."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

REASONS = ("market", "capability", "innovation", "risk")
NEED_A_PARTNER = ("innovation", "risk")
CAUTIONS = ("integration", "competition", "sponsor")
SETTLED_LATER = ("supply", "integration", "competition", "sponsor", "plan")
CLEAR, PARTLY = 2, 1


class Verdict(StrEnum):
    """What the answers say; OPEN as long as one is missing."""

    ALLY = "ally"
    BUILD = "build"
    BUY = "buy"
    SUPPLIER = "supplier contract"
    NOT_YET = "not yet"
    OPEN = "open"


@dataclass(frozen=True)
class Because:
    """One rule that carried the verdict, and the questions whose answers it rests on."""

    rule: str
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Judgement:
    """The verdict, why, what is to be settled first, and which questions are open."""

    verdict: Verdict
    because: tuple[Because, ...] = ()
    settle: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Bar:
    """How many points of reason carry an alliance, and how many answers may be left open."""

    reason_points: int
    most_left_open: int


def judge(levels: Mapping[str, int], missing: tuple[str, ...], bar: Bar) -> Judgement:
    """The verdict on these levels (0 to 2 per question); the first rule that holds decides.

    A worse caution only ever turns "ally" into "not yet"; a better reason never does the opposite.
    """
    if missing:
        return Judgement(Verdict.OPEN, missing=missing)
    for verdict, rule, carried in _other_ways(levels):
        return Judgement(verdict, (Because(rule, carried),))
    standing = _in_the_way(levels, bar)
    settle = tuple(key for key in SETTLED_LATER if levels[key] == PARTLY)
    if standing:
        return Judgement(Verdict.NOT_YET, standing, settle)
    reasons = tuple(key for key in REASONS if levels[key])
    return Judgement(Verdict.ALLY, (Because("reasons", reasons),), settle)


def _other_ways(levels: Mapping[str, int]) -> list[tuple[Verdict, str, tuple[str, ...]]]:
    """What would do without a partner, the nearest at hand first."""
    needs = any(levels[key] == CLEAR for key in NEED_A_PARTNER)
    found: list[tuple[Verdict, str, tuple[str, ...]]] = []
    if levels["supply"] == CLEAR:
        found.append((Verdict.SUPPLIER, "supply", ("supply",)))
    if levels["build"] == CLEAR and not needs:
        found.append((Verdict.BUILD, "build", ("build", *NEED_A_PARTNER)))
    if levels["buy"] == CLEAR and not needs:
        found.append((Verdict.BUY, "buy", ("buy", *NEED_A_PARTNER)))
    return found


def _in_the_way(levels: Mapping[str, int], bar: Bar) -> tuple[Because, ...]:
    """Everything that stands between the reasons and an alliance."""
    found = []
    if sum(levels[key] for key in REASONS) < bar.reason_points:
        found.append(Because("no_reason", REASONS))
    cautions = tuple(key for key in CAUTIONS if levels[key] == CLEAR)
    if cautions:
        found.append(Because("cautions", cautions))
    if levels["plan"] == CLEAR:
        found.append(Because("memorandum", ("plan",)))
    if levels["venture"] == CLEAR:
        found.append(Because("ungoverned", ("venture",)))
    left = tuple(key for key in SETTLED_LATER if levels[key] == PARTLY)
    if len(left) > bar.most_left_open:
        found.append(Because("too_open", left))
    return tuple(found)
