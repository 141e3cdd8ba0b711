"""The name of the document, and where its opening words stand."""

import re

from .finding import Fact
from .manuscript import Manuscript

OPENING = 9000
_KIND = (
    r"(?:AGREEMENT|CONTRACT|Agreement|Contract|Memorandum of Understanding"
    r"|MEMORANDUM OF UNDERSTANDING|Vertrag|VERTRAG|Vereinbarung|VEREINBARUNG"
    r"|Contrat|CONTRAT|Accord|ACCORD|Convention|CONVENTION)"
)
_WORDS = (
    r"(?:[A-Z][A-Za-z&'/-]*|[A-ZÄÖÜ]{2,}|and|AND|of|OF|for|FOR|to|&|the"
    r"|in|on)(?:,?\s+(?=[A-Z&a-z]))"
)
_TITLE = re.compile(rf"(?<![\w'])(?:{_WORDS}){{0,8}}?{_KIND}(?![\w'])")
_NO_TITLE = re.compile(
    r"^(?:this|the|in|of|for|and|to|on|whereas|such|said|exhibit|execution"
    r"|certain|confidential|any|by|version|copy|conformed|exhibits?)\s+",
    re.IGNORECASE,
)
_BARE_KIND = re.compile(rf"(?<![\w']){_KIND}(?![\w'])")
_BARE = re.compile(rf"^{_KIND}$")
_THIS = re.compile(r"^(?:this|THIS)\s+")
_STRATEGIC = re.compile(
    r"alliance|collaborat|cooperat|co-operat|partner|joint|kooperation", re.IGNORECASE
)


def document_name(text: Manuscript) -> list[Fact]:
    """The title of the agreement: the first one in its opening words that says more than "Agreement"."""
    found = [
        one for one in (_cut(match) for match in _TITLE.finditer(text.even, 0, OPENING)) if one
    ]
    if not found:
        bare = _BARE_KIND.search(text.even, 0, OPENING)
        return [text.fact("document name", bare.group(), bare.start(), bare.end())] if bare else []
    near = [one for one in found if one[0] <= found[0][0] + 1500]
    start, end = next(
        (one for one in near if _STRATEGIC.search(text.even[one[0] : one[1]])), found[0]
    )
    return [text.fact("document name", text.even[start:end], start, end)]


def _cut(match: re.Match[str]) -> tuple[int, int] | None:
    start, words = match.start(), match.group()
    words = words.rpartition("\n")[2] if "\n" in words else words
    start = match.end() - len(words)
    while gone := _NO_TITLE.match(words):
        start, words = start + gone.end(), words[gone.end() :]
    if _BARE.match(words.strip()) or (
        words.lower().split()[0] in ("and", "of", "master") and len(words.split()) < 3
    ):
        return None
    return start, match.end()
