"""Reading a whole agreement: every rule once, the facts in a fixed order."""

from .authority import authority
from .clauses import clauses
from .effect import effect
from .ending import endings
from .finding import Fact
from .law import governing_law
from .manuscript import Manuscript
from .organs import organs
from .parties import parties
from .term import running
from .titles import document_name


def read_agreement(given: str) -> list[Fact]:
    """The facts that the rules find in the text of an agreement; the same text gives the same facts."""
    text = Manuscript(given)
    days = effect(text)
    return [
        *document_name(text),
        *parties(text),
        *days.facts,
        *running(text, days),
        *governing_law(text),
        *organs(text),
        *authority(text),
        *endings(text),
        *clauses(text),
    ]
