"""What is said about a risk, about a control and about a loss, checked before it is written."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from allied.kit.errors import Refused
from allied.kit.texts import worded
from allied.rooms.diligence.exposure import Assessment

LONGEST_TITLE, LONGEST_TEXT, LONGEST_NAME, LONGEST_TRIGGER = 5000, 2000, 200, 120
LARGEST = Decimal(10) ** 15
MOST_FREQUENT = Decimal(365)


@dataclass(frozen=True, kw_only=True)
class RiskContent:
    """A risk in words, as somebody assessed it, and when it is looked at next."""

    title: str
    cause: str = ""
    event: str = ""
    effect: str = ""
    category: str = ""
    assessment: Assessment | None = None
    review_on: date | None = None


def checked_risk(said: RiskContent) -> RiskContent:
    """The same risk when it can stand on the register."""
    return replace(
        said,
        title=worded(
            said.title,
            field="title",
            most=LONGEST_TITLE,
            required="Say in a sentence what may happen.",
        ),
        cause=worded(said.cause, field="cause", most=LONGEST_TEXT),
        event=worded(said.event, field="event", most=LONGEST_TEXT),
        effect=worded(said.effect, field="effect", most=LONGEST_TEXT),
        category=worded(said.category, field="category", most=LONGEST_NAME),
    )


@dataclass(frozen=True, kw_only=True)
class ControlContent:
    """What is done about a risk, and what it takes off probability and impact (0 to 1)."""

    text: str
    due: date | None = None
    less_probability: Decimal = Decimal(0)
    less_impact: Decimal = Decimal(0)


def checked_control(said: ControlContent) -> ControlContent:
    """The same control when it can be written."""
    for share, field in (
        (said.less_probability, "less_probability"),
        (said.less_impact, "less_impact"),
    ):
        if not (share.is_finite() and 0 <= share <= 1):
            sentence = "What a control takes off is a share from 0 to 100%."
            raise Refused("share", sentence, field=field)
    text = worded(
        said.text, field="text", most=LONGEST_TITLE, required="Say what is done about the risk."
    )
    return replace(said, text=text)


@dataclass(frozen=True, kw_only=True)
class LossContent:
    """How often it strikes in a year, and the amounts between which it then costs, nine times in ten."""

    frequency: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    trigger: str = ""


def checked_loss(said: LossContent) -> LossContent:
    """The same estimate when it can be computed with: all three numbers, in order, or none."""
    if said.frequency is None and said.low is None and said.high is None:
        return LossContent()
    for amount, field in ((said.frequency, "frequency"), (said.low, "low"), (said.high, "high")):
        if amount is None or not amount.is_finite() or not 0 < amount <= LARGEST:
            sentence = "Give all three, above zero: times a year, the low and the high amount."
            raise Refused("loss", sentence, field=field)
    assert said.frequency is not None
    assert said.low is not None
    assert said.high is not None
    if said.frequency > MOST_FREQUENT:
        sentence = "Up to 365 times a year. More often it is a running cost, not a risk."
        raise Refused("frequency", sentence, field="frequency")
    if said.high <= said.low:
        raise Refused("loss_order", "The high amount lies above the low one.", field="high")
    trigger = worded(said.trigger, field="trigger", most=LONGEST_TRIGGER)
    return replace(said, trigger=" ".join(trigger.split()))
