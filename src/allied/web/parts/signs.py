"""Small signs: status, tag, due date, and who reads a page."""

from collections.abc import Sequence
from typing import Literal

from markupsafe import Markup

from allied.web.parts.icons import icon
from allied.web.parts.kept import kept
from allied.web.parts.who import Party, tiles

Tone = Literal["", "ok", "watch", "risk", "info", "off", "calm", "private"]
Audience = Literal["joint", "private", "me"]

STATUS_ICONS = {
    "ok": "circle-check",
    "watch": "triangle-alert",
    "risk": "octagon-alert",
    "info": "circle-dot",
    "off": "circle",
}
NO_COLOUR = frozenset({"", "calm"})


@kept
def toned(tone: str) -> Markup:
    """The attribute that colours a part by its status; nothing while all is calm."""
    return Markup("") if tone in NO_COLOUR else Markup(' data-tone="{}"').format(tone)


@kept
def status(tone: str, words: str) -> Markup:
    """A status as an icon and a word: ok, watch, risk, info or off."""
    if tone not in STATUS_ICONS:
        raise ValueError(f"A status is one of {', '.join(STATUS_ICONS)}, not {tone!r}.")
    return Markup('<span class="status" data-tone="{}">{}{}</span>').format(
        tone, icon(STATUS_ICONS[tone], size=15), words
    )


@kept
def tag(words: str, tone: Tone = "", sign: str = "") -> Markup:
    """A small label, with a tone and an icon where they help."""
    return Markup('<span class="tag"{}>{}{}</span>').format(
        toned(tone), icon(sign, size=12) if sign else "", words
    )


def private_tag(organisation: str) -> Markup:
    """The label of a row that only one company sees."""
    return tag(f"Only {organisation}", "private", "lock")


@kept
def due(words: str, tone: Tone = "") -> Markup:
    """A due date or what is left of it, coloured when somebody must think or act."""
    return Markup('<span class="due"{}>{}</span>').format(toned(tone), words)


def audience_tag(kind: Audience, parties: Sequence[Party] = (), own: str = "") -> Markup:
    """Who reads this page: "Joint" with all tiles, "Only Northwind" with a lock, or "Only you"."""
    drawn = {
        "joint": Markup("{}Joint").format(tiles(parties) if parties else ""),
        "private": Markup("{}Only {}").format(icon("lock", size=14), own),
        "me": Markup("{}Only you").format(icon("user", size=14)),
    }
    if kind not in drawn:
        raise ValueError(f"An audience is joint, private or me, not {kind!r}.")
    if kind == "private" and not own:
        raise ValueError("A private page names the company that sees it.")
    return Markup('<span class="aud" data-aud="{}">{}</span>').format(kind, drawn[kind])
