"""Who made the agreement: full names from its opening words, with the short names given to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .finding import Fact
from .manuscript import Manuscript
from .titles import OPENING

_FORMS = (
    r"Inc\.?|Incorporated|Ltd\.?|Limited|LLC|L\.\s?L\.\s?C\.?|LLP|L\.L\.P\.?"
    r"|L\.P\.?|LP|Corp\.?|Corporation|Company|Co\.?|"
    r"PLC|plc|P\.L\.C\.?|Pty|GmbH|AG|S\.?\s?E\.?|KG|KGaA|OHG|UG|mbH|S\.?\s?A\.?\s?S\.?"
    r"|S\.?\s?A\.?\s?R\.?\s?L\.?|S\.?\s?R\.?\s?L\.?|"
    r"S\.?\s?p\.?\s?A\.?|S\.\s?A\.?|SA|N\.\s?V\.?|NV|B\.\s?V\.?|BV|A/S"
    r"|ApS|AB|ASA|AS|Oyj?|Sp\.?\s?z\s?o\.?\s?o\.?|s\.r\.o\.|a\.s\.|"
    r"S\.A\. de C\.V\.|S\. ?de ?R\. ?L\. ?[Dd]e ?C\.V\.|K\.?K\.?|Bhd\.?"
    r"|Sdn\.?|Pte\.?|Trust|Bank|N\.A\.|University|Institute|Foundation"
    r"|"
    r"Partnership|Association|Center|Centre|Hospital|Holdings?|Group"
    r"|INC\.?|LTD\.?|LIMITED|CORP\.?|CORPORATION|COMPANY|CO\.|"
    r"INCORPORATED|PTY|PTE\.?|GMBH|UNIVERSITY|INSTITUTE|TRUST|BANK|GROUP"
    r"|HOLDINGS|PARTNERSHIP|e\.\s?V\.|S\.\s?L\.(?:\s?U\.)?|Lda\.?|Ltda\.?|S\.n\.c\.|Kft\.?|d\.o\.o\.|OÜ|UAB|SIA"
)
_FORM = re.compile(rf"(?:^|[\s,])(?:{_FORMS})(?=$|[\s,;)(.])")
_WORD = (
    r"(?:\"?[A-ZÀ-ÖØ-Þ0-9][\w.&'’/!+@\-]*\"?|&|of|the|and|for|de|del"
    r"|della|du|des|la|le|les|et|y|und|der|van|von|den|zu|i|N'|d'[A-Z]\w+"
    r"|\+|from(?=\s+[A-Z])|[a-z]+[A-Z]\w*|e\.\s?V\.|a\.s\.|s\.r\.o\.|z\s?o\.?\s?o\.?|plc)"
)
_NAME = re.compile(
    rf"(?:(?:The|THE|the)\s+)?(?P<name>(?:[A-ZÀ-ÖØ-Þ0-9][\w.&'’/!+@\-]*|[a-z]{{1,3}}[A-Z][\w.]*)"
    rf"(?:\s*\((?!\s*[\"']|the\b|The\b|hereinafter|each|\"|a\b|collectively"
    rf"|together|\d{{1,2}}\))[A-Z][\w .&'-]{{0,30}}\)|,?\s+(?:{_FORMS})(?=[\s,;)(.]"
    rf"|$)|\s+{_WORD})*)"
)
_BETWEEN = re.compile(
    r"\b(?:by\s*(?:,)?\s*and\s*(?:,)?\s*)?(?:between|among|amongst|BETWEEN"
    r"|AMONG|Between|Among|BY AND BETWEEN|BY AND AMONG|zwischen|entre"
    r"|ENTRE)\b\s*(?:and\s+among\b\s*)?(?:the\s+(?:following\s+)?parties\s*)?[:,]?\s*"
)
_NUMBERED = re.compile(
    r"\b(?:PARTIES|Parties|THE PARTIES|BETWEEN|Between|between)\b\s*:?\s*(?:are\s*:?\s*)?(?=\(?(?:1"
    r"|a|A|i)[.)])|\b(?:PARTIES|Parties)\s*:\s*(?=[A-Z])|\bparties\s+to\s+(?:this|the)\b[^.;:]{0,60}\bare\b\s*:?\s*"
)
# "This Agreement is made by A, a company, and B".
_BY = re.compile(r"\b(?:made|entered\s+into|executed)\b[^.;\n]{0,80}?\bby\s+(?=[A-Z])")
_STOP = re.compile(
    r"\b(?:WHEREAS|Whereas|RECITALS?|Recitals|R\s+E\s+C\s+I\s+T\s+A\s+L"
    r"|BACKGROUND|Background|WITNESSETH|Witnesseth|W\s+I\s+T\s+N\s+E\s+S\s+S"
    r"|"
    r"NOW,?\s+THEREFORE|Now,?\s+therefore|PREAMBLE|Preamble|PRÄAMBEL"
    r"|INTRODUCTION|Introduction|PRELIMINARY|ARTICLE\s|Article\s+(?:1"
    r"|I)\b|"
    r"agrees? as follows|AGREED|agree to\b|it is (?:hereby )?agreed|In consideration"
    r"|IN CONSIDERATION|PREMISES|Premises\b|STATEMENT|DEFINITIONS)"
)
_COLLECTIVE = re.compile(
    r"\b(?:each|both|individually|collectively|together|jointly|referred to)\b[^.;()]{0,80}?\(?\"?(?:Party"
    r"|Parties|parties|party|PARTIES|PARTY)\b",
)
_NOT_SHORT = re.compile(
    r"^(?:party|parties|agreement|this agreement|effective date|execution date"
    r"|signing date|contract|date|commencement date|closing date|alliance agreement"
    r"|system|prc|uk|usa|u\.s\.|saa|the agreement|affiliates?)$",
    re.IGNORECASE,
)
_SHORT = re.compile(
    r"\((?P<in>[^()]{0,120}?)\"\s?(?P<short>[^\"()]{1,60}?)[,.]?\s?\"(?:[^()]*?\b(?:or"
    r"|and)\b[^()]*?\"(?P<second>[^\"()]{1,60}?)[,.]?\")?[^()]{0,60}\)"
)
_BARE_SHORT = re.compile(
    r"\(?,?\s*\b(?:herein(?:after|above)?|hereafter|henceforth|in the following"
    r"|im Folgenden|nachfolgend|ci-après)\s*(?:jointly\s+)?(?:(?:be\s+)?(?:referred"
    r"|refered)\s+to\s+as|called|known as|designated(?: as)?|dénommée?"
    r"|genannt|as)?\s*(?:the\s+)?[\"']?(?P<short>[A-Z][\w.&'-]*(?:\s[A-Z][\w.&'-]*){0,3})[\"']?"
)
_PLAIN_SHORT = re.compile(
    r"\(\s*(?:the\s+)?'?(?P<short>[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,2})'?\s*\)"
)
_AND = re.compile(
    r"(?:\)?\s?[,;.]|\)|\n|(?<=\w))\s*\b(?:and|AND|And|und|et)\b\s*[:,]?\s+(?:between\s+"
    r"|with\s+|(?:but\s+)?solely\b[^,;()]{0,80},\s*(?:and\s+)?|(?:2\.|\(2\))\s+)?|(?<=corporation),\s+|(?<=company),\s+"
    r"|(?:and\s+)?\bParty\s+[A-D]\s*:\s*|;\s+|\)\s*,\s+|(?<![\w(])\(?(?:\d|[a-cA-C]|i{1,3})[.)]\s+"
    r"|-\s*(?:and|AND)\s*-\s*|(?<=\))\s*&\s+|\n\s*"
)
_DESCRIBED = re.compile(
    r"^\s*(?:\([^)]{0,120}\)\s*)?,?\s*(?:\(?\"|\((?:the|hereinafter|herein"
    r"|\"|\')|a\s+(?:\w+[\s,-]+){0,9}?(?:corporation|company|partnership"
    r"|institution|entity|university|organi[sz]ation|agency|association"
    r"|bank|trust|firm|business|foundation|society|citizen|resident|subsidiary"
    r"|division|joint|gmbh)|"
    r"an\s+(?:\w+[\s,-]+){0,9}?(?:corporation|company|partnership|institution"
    r"|entity|university|organi[sz]ation|agency|association|bank|trust"
    r"|firm|individual|foundation|llc)|"
    r"having|organi[sz]ed|incorporated|duly|established|registered|existing"
    r"|with\s+(?:an?|its|offices?|registered|principal|seat)|whose|located"
    r"|acting|represented|of\s+\d|mit Sitz|dont|domiciled)",
    re.IGNORECASE,
)
_LAWS_BEFORE = re.compile(
    r"(?:laws?\s+of(?:\s+the)?(?:\s+\w+){0,4}|State\s+of|Province\s+of"
    r"|jurisdiction\s+of|under\s+the|City\s+of|County\s+of|at|in|Kingdom\s+of"
    r"|Republic\s+of)\s*,?$",
    re.IGNORECASE,
)
_PLACE_NAMES = (
    "wales england texas delaware california nevada florida israel japan germany france switzerland "
    "australia canada china ireland scotland netherlands taiwan singapore usa u.s.a illinois"
)
_PLACES = frozenset(_PLACE_NAMES.split())
_NO_NAME = re.compile(
    r"^(?:the|this|that|its|his|their|each|any|either|both|such|whereas"
    r"|agreement|party|parties|date|effective|address|attention|witness"
    r"|article|section|exhibit|execution|whose|having|a|an|"
    r"together|collectively|individually|where|for|in|of|as|and|upon"
    r"|recitals?|background|north america|united|mr|ms|by|is|on|hereinafter"
    r"|provided|purchaser and seller|tel|fax|suite|floor|building|po box"
    r"|p\.?o\.?)\b(?!\s+\w*(?:inc|ltd|university|bank))",
    re.IGNORECASE,
)
# Forms that end a name for certain; what follows is an address or the next line.
_STRONG = re.compile(
    r"(?<=[\w.])[\s,]+(?:(?:Inc|INC|Ltd|LTD|LLC|LLP|Corp|CORP|Limited|LIMITED"
    r"|PLC|plc|GmbH|AG|KG|KGaA|B\.\s?V|N\.\s?V|S\.\s?A|L\.\s?L\.\s?C"
    r"|L\.\s?P|S\.\s?p\.\s?A|Pty|Pte|Incorporated|SE|AS|A/S|ASA|AB|Oyj?)\b\.?"
    r"(?:[\s,]+(?:&\s+)?(?:Inc|Ltd|LTD|Limited|LIMITED|LLC|LLP|Partnership"
    r"|Co|KG|KGaA|Company|Corp|de\s+C\.V|De\s+C\.V|PLC|Bhd|N\.A)\b\.?)*)(?!\s*\()"
)
_TAIL = re.compile(
    r"(?:[,\s]+(?:and|of|the|for|de|&|a|an|und|et|in|by|with|i|la|le|y))+$|[,;:\s]+$"
)
_SIGNED = re.compile(
    rf"(?P<name>[A-Z][\w.,&'() -]{{2,70}}?(?:{_FORMS}))[\s,]*(?:\([^)]{{0,40}}\)\s*)?(?:By"
    rf"|BY|Signed|Signature|Per)\s*:"
)
_BEFORE_SIGNING = re.compile(
    r"(?:WHEREOF|written|below|above|behalf of|for|officers?|representatives?"
    r"|Title|Date)\b[,.:]?\s*",
    re.IGNORECASE,
)
REACH = 4500


@dataclass(frozen=True)
class Party:
    """One party: where its name stands, the name, its short names."""

    start: int
    end: int
    name: str
    short: tuple[str, ...]


def parties(text: Manuscript) -> list[Fact]:
    """The parties in their order; from the signatures when the opening words name none."""
    best: list[Party] = []
    for start in _openings(text.even):
        found = _once(_from(text.even, start))
        if _worth(found) > _worth(best):
            best = found
        if len(best) > 1 and all(one.short for one in best):
            break
    if len(best) < 2:
        signed = _once(_signed(text.even))
        best = signed if len(signed) > 1 else best or signed
    return [text.fact("party", one.name, one.start, one.end, short=list(one.short)) for one in best]


def _worth(found: list[Party]) -> tuple[bool, int, bool]:
    return len(found) > 1, sum(1 for one in found if one.short), bool(found)


def _openings(even: str) -> Iterator[int]:
    for pattern in (_NUMBERED, _BETWEEN, _BY):
        for match in pattern.finditer(even, 0, OPENING):
            if not re.match(
                r"(?:and|the (?:Parties|parties)\b)", even[match.end() : match.end() + 12]
            ):
                yield match.end()


def _from(even: str, start: int) -> list[Party]:
    stop = _STOP.search(even, start + 12, start + REACH)
    end = stop.start() if stop else min(len(even), start + REACH)
    together = _COLLECTIVE.search(even, start, end)
    if together and together.start() > start + 20:
        end = together.start()
    names: list[tuple[int, int]] = []
    for place in _starts(even, start, end):
        if names and place < names[-1][1]:
            continue
        name = _name(even, place, end, is_first=not names)
        if name:
            names.append(name)
    found = []
    for number, (first, last) in enumerate(names):
        until = names[number + 1][0] if number + 1 < len(names) else end + 140
        found.append(Party(first, last, _tidy(even[first:last]), _shorts(even[last:until])))
    return found


def _starts(even: str, start: int, end: int) -> Iterator[int]:
    first = re.compile(r"\(?(?:1|a|A|i)[.)]\s+|(?:the\s+)?").match(even, start)
    yield first.end() if first else start
    for match in _AND.finditer(even, start, end):
        if not _LAWS_BEFORE.search(even, max(start, match.start() - 40), match.start() + 1):
            yield match.end()


def _name(even: str, place: int, end: int, *, is_first: bool) -> tuple[int, int] | None:
    match = _NAME.match(even, place, end)
    if not match:
        return None
    first, last = match.start("name"), match.end("name")
    if even[match.start() : first].strip().lower() == "the" and _FORM.search(match["name"][:80]):
        first = match.start()
    last = _until_form(even, first, last)
    words = _TAIL.sub("", even[first:last])
    last = first + len(words)
    if not _is_name(words):
        return None
    has_form = bool(_FORM.search(words))
    described = bool(_DESCRIBED.match(even[last : last + 220]))
    strong = _STRONG.search(words)
    if has_form and (
        described
        or (strong and strong.end() == len(words))
        or "," in even[last : last + 2]
        or is_first
        or re.match(r"\s*(?:[.;(\n]|and\b|AND\b|$)", even[last : last + 6])
    ):
        return first, last
    return (first, last) if described and len(words) > 1 else None


def _until_form(even: str, first: int, last: int) -> int:
    """A name ends with its legal form; what follows after another "and" is the next one."""
    words = even[first:last]
    for match in re.finditer(rf"[\s,](?:{_FORMS})(?=\s+(?:and|AND)\s+[A-Z])", words):
        rest = words[match.end() :]
        if _FORM.search(rest) or _DESCRIBED.match(even[last : last + 200]):
            return first + match.end()
    housed = re.search(rf"[\s,](?:{_FORMS})(?=,?\s+(?:No\.\s*)?\d)", words)
    if housed:
        return first + housed.end()
    strong = _STRONG.search(words)
    if strong and strong.end() < len(words):
        return first + strong.end()
    described = re.search(
        r"\s(?:a|an|A|An)\s+[A-Z]\w+\s+(?:corporation|company|Corporation|limited|LLC)", words
    )
    return first + described.start() if described else last


def _is_name(words: str) -> bool:
    words = re.sub(r"^(?:The|THE|the)\s+(?=\S+\s)", "", words)
    bare = words.strip(" .,").lower()
    return (
        len(bare) > 1
        and not _NO_NAME.match(words)
        and bare not in _PLACES
        and not _FORM.fullmatch(" " + words.strip(" ,"))
        and not bare.isdecimal()
        and len(words) < 110
        and not re.match(r"^\d+\s+[A-Z]\w+\s+(?:Street|Avenue|Road|Drive)", words)
    )


def _shorts(after: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in _SHORT.finditer(after):
        found += [one for one in (match["short"], match["second"]) if one]
    if not _kept(found):
        found = [match["short"] for match in _BARE_SHORT.finditer(after)]
    if not _kept(found):
        found = [match["short"] for match in _PLAIN_SHORT.finditer(after[:400])]
    return _kept(found)


def _kept(found: list[str]) -> tuple[str, ...]:
    named = (re.sub(r"^(?:the|The)\s+", "", one.strip(" ,.'")) for one in found)
    return tuple(dict.fromkeys(one for one in named if one and not _NOT_SHORT.match(one)))[:3]


def _tidy(name: str) -> str:
    return " ".join(name.replace('"', "").split()).strip(" ,;:")


def _signed(even: str) -> list[Party]:
    return [
        Party(match.start("name") + skipped, match.end("name"), _tidy(match["name"][skipped:]), ())
        for match in _SIGNED.finditer(even, max(0, len(even) - 12_000))
        for skipped in [_skipped(match["name"])]
        if _is_name(match["name"][skipped:])
    ]


def _skipped(words: str) -> int:
    before = list(_BEFORE_SIGNING.finditer(words))
    return before[-1].end() if before else 0


def _once(found: list[Party]) -> list[Party]:
    seen: dict[str, Party] = {}
    for one in found:
        seen.setdefault(re.sub(r"\W", "", one.name.lower()), one)
    return list(seen.values())[:8]
