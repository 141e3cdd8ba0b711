"""Shows who: organisations as tiles and chips, people as avatars, each side in its fixed colour."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from markupsafe import Markup

from allied.web.parts.kept import kept

COLOURS = (1, 2, 3, 4, 5, 6)
"""Cobalt, teal, copper, olive, rose and slate; each has its own shape."""
COLOUR_NAMES = ("Cobalt", "Teal", "Copper", "Olive", "Rose", "Slate")


class Party(Protocol):
    """An organisation as a page shows it: name, letter and colour."""

    @property
    def name(self) -> str: ...
    @property
    def letter(self) -> str: ...
    @property
    def colour(self) -> int: ...


class Face(Protocol):
    """A person as a page shows them, with the colour and name of their organisation."""

    @property
    def name(self) -> str: ...
    @property
    def initials(self) -> str: ...
    @property
    def colour(self) -> int: ...
    @property
    def organisation(self) -> str: ...


def known_colour(colour: int) -> int:
    """The colour itself when it is one of the six; anything else is an error."""
    if colour not in COLOURS:
        raise ValueError(f"The colour of an organisation is a number from 1 to 6, not {colour!r}.")
    return colour


def seat_colours(chosen: Sequence[int]) -> tuple[int, ...]:
    """The colours of the parties of one alliance, in their fixed order, no two alike.

    The first party that chose a colour keeps it; a later one gets the next free colour. With
    more than six parties colours repeat and the letters tell them apart.
    """
    seated: list[int] = []
    for colour in chosen:
        free = [c for c in COLOURS if c not in seated] or list(COLOURS)
        later = [c for c in free if c >= known_colour(colour)]
        seated.append((later or free)[0])
    return tuple(seated)


@kept
def tile(colour: int, letter: str, name: str = "", state: str = "") -> Markup:
    """The tile of an organisation: its letter in its colour and shape; spoken when named."""
    spoken = Markup('role="img" aria-label="{0}" title="{0}"').format(name)
    return Markup('<span class="tile" data-org="{}"{} {}>{}</span>').format(
        known_colour(colour),
        Markup(' data-s="{}"').format(state) if state else "",
        spoken if name else Markup('aria-hidden="true"'),
        letter[:1],
    )


def tiles(parties: Iterable[Party]) -> Markup:
    """The tiles of several organisations side by side, in the order given."""
    drawn = Markup("").join(tile(party.colour, party.letter) for party in parties)
    return Markup('<span class="tiles">{}</span>').format(drawn)


@kept
def org(colour: int, letter: str, name: str) -> Markup:
    """The chip of an organisation: tile and name."""
    return Markup('<span class="org" data-org="{}">{}{}</span>').format(
        known_colour(colour), tile(colour, letter), name
    )


@kept
def avatar(initials: str, colour: int, name: str, organisation: str, small: bool = False) -> Markup:
    """The initials of a person in the shape of their organisation, spoken with both names."""
    return Markup(
        '<span class="{}" data-org="{}" role="img" aria-label="{label}" title="{label}">{}</span>'
    ).format(
        "av sm" if small else "av",
        known_colour(colour),
        initials[:2],
        label=f"{name}, {organisation}",
    )


@kept
def person(initials: str, colour: int, name: str, role: str = "") -> Markup:
    """A person with avatar and name, and their role below when given."""
    return Markup(
        '<span class="person"><span class="av" data-org="{}" aria-hidden="true">{}</span>'
        '<span class="person-t">{}{}</span></span>'
    ).format(
        known_colour(colour),
        initials[:2],
        name,
        Markup("<small>{}</small>").format(role) if role else "",
    )


def avatars(faces: Iterable[Face]) -> Markup:
    """Several people side by side."""
    drawn = Markup("").join(
        avatar(face.initials, face.colour, face.name, face.organisation) for face in faces
    )
    return Markup('<span class="avs">{}</span>').format(drawn)
