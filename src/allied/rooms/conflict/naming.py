"""Whether a title names a person: a conflict is about a matter, and its title says which."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from allied.kit.words import quoted

SHORTEST_PART = 3
# Parts of names that stand between others and name nobody alone.
PARTICLES = frozenset(
    {"van", "von", "der", "den", "des", "del", "della", "dos", "las", "los", "bin"}
)
INSTEAD = "Name the matter: the number, the clause or the date that divides you."


@dataclass(frozen=True)
class Named:
    """Who a title names: by the whole name, or by a part that may also be another word."""

    name: str
    part: str
    is_whole: bool

    @property
    def sentence(self) -> str:
        """What is wrong and what would be accepted."""
        if self.is_whole:
            return f"The title names {self.name}. {INSTEAD}"
        return (
            f"{quoted(self.part)} could be {self.name}. {INSTEAD} If the word means something"
            " else here, say so."
        )


def person_in(title: str, names: Iterable[str]) -> Named | None:
    """The first person whom the title names, the whole names first; nothing when it names none.

    Accents and case make no difference to a whole name; a single part must be written like a name.
    """
    people = [name for name in names if name.strip()]
    plain = f" {' '.join(_words(_folded(title)))} "
    for name in people:
        whole = " ".join(_words(_folded(name)))
        if " " in whole and f" {whole} " in plain:
            return Named(name, name, True)
    capitals = {_folded(word): word for word in _words(title) if word[:1].isupper()}
    for name in people:
        for part in _words(name):
            folded = _folded(part)
            is_name = len(part) >= SHORTEST_PART and folded not in PARTICLES
            if is_name and folded in capitals:
                return Named(name, capitals[folded], False)
    return None


def _folded(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _words(text: str) -> list[str]:
    # “Daniel’s” names Daniel as well.
    return [
        re.sub(r"[’']s$", "", word) for word in re.findall(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*", text)
    ]
