"""Where one can go and what one can begin from anywhere: the table behind navigation and palette."""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.urls import NoReverseMatch

from allied.web.environment import url


@dataclass(frozen=True, kw_only=True)
class Place:
    """One line of the navigation or one command; `key` is the first word of its routes' names."""

    key: str
    text: str
    route: str
    icon: str
    shortcut: str = ""
    in_alliance: bool = True

    def address(self, alliance_id: UUID | None) -> str:
        """Its address, in this alliance if it belongs to one; empty while its room does not exist."""
        kwargs = {"alliance_id": alliance_id} if alliance_id and self.in_alliance else {}
        try:
            return url(self.route, **kwargs)
        except NoReverseMatch:
            return ""


def _top(key: str, text: str, route: str, icon: str, shortcut: str = "") -> Place:
    return Place(key=key, text=text, route=route, icon=icon, shortcut=shortcut, in_alliance=False)


def _in(key: str, text: str, route: str, icon: str, shortcut: str = "") -> Place:
    return Place(key=key, text=text, route=route, icon=icon, shortcut=shortcut)


# (title, place in the sidebar, lines); only rooms that exist are listed.
PLACES: tuple[tuple[str, Literal["top", "alliance", "private"], tuple[Place, ...]], ...] = (
    (
        "",
        "top",
        (
            _top("week", "My week", "week", "inbox", "w"),
            _top("portfolio", "Portfolio", "portfolio", "layers", "p"),
        ),
    ),
    ("", "alliance", (_in("overview", "Overview", "overview", "circle-dot", "o"),)),
    (
        "Agree",
        "alliance",
        (
            _in("thesis", "Value thesis", "thesis", "file-text", "t"),
            _in("diligence", "Due diligence", "diligence", "list-checks", "i"),
            _in("governance", "Governance", "governance", "landmark", "g"),
            _in("decisions", "Decisions", "decisions", "gavel", "d"),
            _in("agreement", "Agreement", "agreement", "handshake", "a"),
            _in("annex", "Annex", "annex", "link", "x"),
            _in("exits", "Exits", "exits", "flag"),
            _in("changes", "Changes", "changes", "git-branch"),
        ),
    ),
    (
        "Deliver",
        "alliance",
        (_in("risks", "Risks", "risks", "shield-alert", "r"),),
    ),
    (
        "Measure",
        "alliance",
        (
            _in("conflicts", "Conflict", "conflicts", "scale", "c"),
            _in("lint", "Lint", "lint", "stethoscope"),
        ),
    ),
    (
        "Trust",
        "alliance",
        (
            _in("people", "People", "alliance-people", "users"),
            _in("record", "Record", "record", "history", "e"),
            _in("settings", "Settings", "alliance-settings", "sliders-horizontal"),
        ),
    ),
    (
        "",
        "private",
        (
            _in("before", "Before we ally", "before", "scale", "b"),
            _in("selection", "Partner selection", "selection", "users"),
            _in("notes", "Private notes", "notes", "key-round", "n"),
        ),
    ),
)

COMMANDS: tuple[Place, ...] = (
    _in("decisions", "Ask for a decision", "decision-new", "gavel", "d"),
    _in("thesis", "Check the alignment", "thesis-alignment", "scale"),
    _in("governance", "Try another rhythm or SLA", "governance-simulation", "sliders-horizontal"),
    _in("governance", "Assess how much governance fits", "governance-complexity", "scale"),
    _in("risks", "Put a risk on the register", "risk-new", "shield-alert", "r"),
    _in("annex", "Define a KPI", "annex-kpi-new", "gauge", "k"),
    _in("exits", "Add an exit trigger", "exit-trigger-new", "flag"),
    _in("agreement", "Have an agreement read", "agreement-read", "file-text", ""),
    _in("conflicts", "Raise a matter", "conflict-new", "scale", "c"),
    _in("notes", "Write a private note", "note-new", "lock", "p"),
    _top("alliances", "Start an alliance", "alliance-new", "handshake"),
    _top("import", "Import a workbook", "import", "file-text"),
    _in("export", "Take the record out", "export", "arrow-up-right"),
    _in("patterns", "Start from a pattern", "patterns", "layers"),
)

MENU: tuple[Place, ...] = (
    _top("profile", "Profile and notices", "profile", "user"),
    _top("organisation", "Organisation and calendar", "organisation", "calendar-days"),
    _top("security", "Sign-in and sessions", "mfa_index", "shield-check"),
    _top("inbox", "Inbox", "inbox", "mail"),
)

# Only for whoever runs the server; for everybody else there is no such page.
SERVER = _top("server", "Server", "server", "gauge")
