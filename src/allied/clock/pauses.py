"""When a clock may stand still: closed reasons, acknowledgement, and a limit per item."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from allied.clock.zones import as_utc
from allied.kit.errors import Refused

MAX_PAUSES = 2
"""How often one item may be paused (judgement, `methods.md` 4.1)."""

MAX_PAUSED_DAYS = 10
"""How many counting days one item may stand still in total (judgement, `methods.md` 4.1)."""

ACKNOWLEDGE_DAYS = 2
"""Working days of the other side within which a pause must be acknowledged."""


class PauseReason(StrEnum):
    """The only reasons for which a clock may stand still."""

    OTHER_SIDE = "waiting_for_other_side"
    EXTERNAL_BODY = "waiting_for_external_body"
    AGREED_FREEZE = "agreed_freeze"


@dataclass(frozen=True, kw_only=True)
class Pause:
    """A stretch of time [begins, ends) in which the clock stands still, in UTC.

    Without an acknowledgement by `acknowledge_by` it lapses there: the clock runs on from
    that instant, and what had stood still before stays so. To end a pause sooner, replace
    `ends`.
    """

    begins: datetime
    ends: datetime
    reason: PauseReason
    acknowledge_by: datetime
    acknowledged_at: datetime | None = None

    def __post_init__(self) -> None:
        for name in ("begins", "ends", "acknowledge_by", "acknowledged_at"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, as_utc(getattr(self, name), name))
        if self.ends < self.begins:
            raise Refused(
                "pause.reversed",
                "The pause ends before it begins: give an end after the beginning.",
                field="ends",
            )

    @property
    def is_acknowledged(self) -> bool:
        """Whether the other side acknowledged the pause in time."""
        return self.acknowledged_at is not None and self.acknowledged_at <= self.acknowledge_by

    @property
    def effective_end(self) -> datetime:
        """When the clock runs again: the end, or sooner where the pause lapses."""
        return self.ends if self.is_acknowledged else min(self.ends, self.acknowledge_by)

    def has_lapsed(self, now: datetime) -> bool:
        """Whether the pause ran out because nobody acknowledged it."""
        return not self.is_acknowledged and self.acknowledge_by <= min(now, self.ends)

    def holds_at(self, instant: datetime) -> bool:
        """Whether the clock stands still at this instant."""
        return self.begins <= instant < self.effective_end


def is_paused(pauses: Iterable[Pause], now: datetime) -> bool:
    """Whether one of the pauses holds now."""
    return any(pause.holds_at(now) for pause in pauses)


def reason_named(code: str) -> PauseReason:
    """The reason of this code; refuses every other text and lists the accepted ones."""
    try:
        return PauseReason(code)
    except ValueError:
        accepted = ", ".join(PauseReason)
        sentence = f"“{code}” is not a reason to pause: use one of {accepted}."
        raise Refused("pause.reason_unknown", sentence, field="reason") from None


def check_pause(new: Pause, earlier: Sequence[Pause]) -> None:
    """Refuses an empty, a third or an overlapping pause."""
    if new.ends == new.begins:
        raise Refused("pause.empty", "The pause has no length: give a later end.", field="ends")
    if len(earlier) >= MAX_PAUSES:
        raise Refused(
            "pause.too_many",
            f"This clock has been paused {len(earlier)} times; {MAX_PAUSES} is the most."
            " It keeps running.",
        )
    if any(new.begins < one.effective_end and one.begins < new.ends for one in earlier):
        raise Refused(
            "pause.overlapping",
            "The clock already stands still in this time: end that pause first.",
            field="begins",
        )
