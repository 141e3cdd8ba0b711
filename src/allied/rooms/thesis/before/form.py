"""Partnership or joint venture (A2), by what is put at risk together and how much is run together."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SHARED = 2
NO_VENTURE, GOVERNED_OR_NOT = "none", ("governed", "ungoverned")


class Form(StrEnum):
    """The form that the answers point to; OPEN as long as one is missing."""

    PARTNERSHIP = "partnership"
    JOINT_VENTURE = "joint venture"
    OPEN = "open"


@dataclass(frozen=True)
class FormOf:
    """The form, which answers carried it, and how much risk and control would be shared (0 to 2)."""

    form: Form
    carried: tuple[str, ...] = ()
    risk: int = 0
    control: int = 0
    missing: tuple[str, ...] = ()
    remark: str = ""


def form_of(levels: Mapping[str, int], missing: tuple[str, ...], venture: str = "") -> FormOf:
    """Shared capital needs one owner, and so does what is owned in common and run as one.

    `venture` is what was answered about a joint company; where it says otherwise there is a remark.
    """
    if missing:
        return FormOf(Form.OPEN, missing=missing)
    pooled = levels["assets"] == SHARED and levels["depth"] == SHARED
    carried: tuple[str, ...] = ("equity", "assets", "depth")
    form = Form.PARTNERSHIP
    if levels["equity"] == SHARED or pooled:
        form = Form.JOINT_VENTURE
        held = {"equity": levels["equity"] == SHARED, "assets": pooled, "depth": pooled}
        carried = tuple(key for key in carried if held[key])
    risk, control = max(levels["equity"], levels["assets"]), levels["depth"]
    return FormOf(form, carried, risk, control, remark=_remark(form, levels, venture))


def _remark(form: Form, levels: Mapping[str, int], venture: str) -> str:
    if form is Form.JOINT_VENTURE and venture == NO_VENTURE:
        return "unplanned_venture"
    if form is Form.PARTNERSHIP and venture in GOVERNED_OR_NOT:
        return "needless_venture"
    if form is Form.PARTNERSHIP and levels["equity"]:
        return "later_venture"
    return ""
