"""What the frame of a page shows: who is here, where they can go, and who reads the page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Literal

from allied.web.parts.signs import Audience
from allied.web.parts.who import seat_colours

Place = Literal["top", "alliance", "private"]


@dataclass(frozen=True, slots=True)
class Org:
    """An organisation as a page shows it; inside an alliance with its colour there."""

    name: str
    short_name: str
    letter: str
    colour: int


@dataclass(frozen=True, slots=True)
class Who:
    """A person as a page shows them; `organisation` is the short name of their company."""

    name: str
    initials: str
    colour: int
    organisation: str


@dataclass(frozen=True, slots=True)
class AllianceHead:
    """An alliance in the switcher: its name, its address, its parties in their fixed order."""

    name: str
    href: str
    parties: tuple[Org, ...]


@dataclass(frozen=True, slots=True)
class NavItem:
    """One line of the navigation; `shortcut` "d" means the keys G then D, `count` what waits."""

    key: str
    text: str
    href: str
    icon: str
    count: int = 0
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class NavGroup:
    """Lines that belong together, on top, in the alliance, or in the block of one's own company."""

    items: tuple[NavItem, ...]
    title: str = ""
    place: Place = "alliance"


@dataclass(frozen=True, slots=True)
class Command:
    """Something to do from anywhere; `shortcut` "d" means the keys N then D."""

    text: str
    href: str
    icon: str = "plus"
    shortcut: str = ""


@dataclass(frozen=True, slots=True)
class Toast:
    """What just happened, said once; it stays until it is dismissed or the page is left."""

    text: str
    href: str = ""
    link: str = ""
    icon: str = "circle-check"


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything the frame of a page needs, so that the frame itself asks no database.

    `alliance` is the one whose rooms the sidebar shows; on a page that stands `outside` of every
    alliance that is the one used last.
    """

    person: Who
    organisation: Org
    nav: tuple[NavGroup, ...]
    alliance: AllianceHead | None
    switcher: tuple[AllianceHead, ...]
    audience: Audience
    week_count: int
    now: datetime
    zone: tzinfo
    here: str = ""
    home: str = "/"
    all_alliances: str = ""
    search: str = "/search"
    sign_out: str = "/accounts/logout/"
    menu: tuple[NavItem, ...] = ()
    commands: tuple[Command, ...] = ()
    toasts: tuple[Toast, ...] = ()
    outside: bool = False

    @property
    def parties(self) -> tuple[Org, ...]:
        """The parties of the alliance one is in; only one's own organisation outside of one."""
        if self.alliance is None or self.outside:
            return (self.organisation,)
        return self.alliance.parties

    def groups(self, place: Place) -> tuple[NavGroup, ...]:
        """The groups of the navigation in one place that hold something."""
        return tuple(group for group in self.nav if group.place == place and group.items)

    def begin(self, text: str) -> Command | None:
        """The command with these words, when it exists."""
        return next((command for command in self.commands if command.text == text), None)

    @property
    def quick(self) -> tuple[NavItem, ...]:
        """The first two lines on top, which a phone shows in its bottom bar."""
        return tuple(item for group in self.groups("top") for item in group.items)[:2]

    @property
    def shortcuts(self) -> tuple[tuple[str, str], ...]:
        """The keys that work on this page, each with what it does."""
        going = [
            (f"G {item.shortcut.upper()}", f"Go to {item.text}")
            for group in self.nav
            for item in group.items
            if item.shortcut
        ]
        doing = [(f"N {c.shortcut.upper()}", c.text) for c in self.commands if c.shortcut]
        return (
            ("Ctrl K", "Search and commands"),
            ("/", "The same"),
            *going,
            *doing,
            ("?", "This list"),
            ("Esc", "Close"),
        )


def seated(parties: Sequence[Org]) -> tuple[Org, ...]:
    """The parties of one alliance, in their fixed order, with colours of which no two are alike."""
    colours = seat_colours([party.colour for party in parties])
    return tuple(replace(p, colour=c) for p, c in zip(parties, colours, strict=True))
