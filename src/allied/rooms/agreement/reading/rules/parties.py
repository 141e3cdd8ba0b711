"""Who made the agreement: full names from its opening words, with the short names given to them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from .finding import Fact
from .manuscript import Manuscript
from .name_words import (
    ADDRESS,
    AND,
    BARE_SHORT,
    BEFORE_NAME,
    BEFORE_SIGNING,
    BETWEEN,
    BY,
    COLLECTIVE,
    DESCRIBED,
    FORM,
    FORMS,
    HEADLESS,
    IN_CAPITALS,
    LAWS_BEFORE,
    NAME,
    NO_NAME,
    NOT_A_NAME,
    NOT_SHORT,
    NUMBERED,
    ON_BEHALF,
    PLACES,
    PLAIN_SHORT,
    ROLE,
    SHORT,
    SIGNED,
    STOP,
    STRONG,
    TAIL,
    TWO_NAMES,
)
from .titles import OPENING

REACH = 4500
# Names that stand farther behind the word "between" are not those that it introduces.
FAR = 300
MOST, MOST_OPENINGS = 60, 12


@dataclass(frozen=True)
class Party:
    """One party: where its name stands, the name, its short names."""

    start: int
    end: int
    name: str
    short: tuple[str, ...]


def parties(text: Manuscript) -> list[Fact]:
    """The parties in their order; from the signatures when the opening words name none."""
    best = _best(text.even, _openings(text.even))
    if len(best) < 2:
        headless = _best(text.even, _headless(text.even))
        best = headless if len(headless) > 1 and all(one.short for one in headless) else best
    if len(best) < 2:
        signed = _once(_on_behalf(text.even) or _signed(text.even))
        best = signed if len(signed) > 1 else _plainly(text.even) or best or signed
    return [text.fact("party", one.name, one.start, one.end, short=list(one.short)) for one in best]


def _best(even: str, openings: Iterator[int]) -> list[Party]:
    best: list[Party] = []
    for start in openings:
        found = _once(_from(even, start))
        if found and found[0].start > start + FAR:
            continue
        if _worth(found) > _worth(best):
            best = found
        if len(best) > 1 and all(one.short for one in best):
            break
    return best


def _plainly(even: str) -> list[Party]:
    """Two names without a legal form, where nothing better is known: "between Alder Foods and Beech Coffee"."""
    match = TWO_NAMES.search(even, 0, OPENING)
    if not match or not all(_is_name(match[name]) for name in ("one", "other")):
        return []
    after = {
        "one": even[match.end("one") : match.start("other")],
        "other": even[match.end() : match.end() + 140],
    }
    return [
        Party(match.start(name), match.end(name), _tidy(match[name]), _shorts(after[name]))
        for name in ("one", "other")
    ]


def _worth(found: list[Party]) -> tuple[bool, int, int, int]:
    """More than one party, most of them with a short name; one without is rather a title taken along."""
    named = [one for one in found if one.short]
    full = sum(1 for one in named if FORM.search(one.name))
    return len(found) > 1, len(named), full, len(named) - len(found) if named else len(found)


def _openings(even: str) -> Iterator[int]:
    for pattern in (NUMBERED, BETWEEN, BY):
        for match in islice(pattern.finditer(even, 0, OPENING), MOST_OPENINGS):
            if not re.match(
                r"(?:and|the (?:Parties|parties)\b)", even[match.end() : match.end() + 12]
            ):
                yield match.end()


def _headless(even: str) -> Iterator[int]:
    for match in islice(HEADLESS.finditer(even, 0, OPENING // 3), MOST_OPENINGS):
        yield match.end()


def _from(even: str, start: int) -> list[Party]:
    stop = STOP.search(even, start + 12, start + REACH)
    end = stop.start() if stop else min(len(even), start + REACH)
    together = COLLECTIVE.search(even, start, end)
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
    return [one for number, one in enumerate(found) if not _again(one, found[:number])]


def _again(one: Party, before: list[Party]) -> bool:
    """Whether a name is the short name of a party that was named before."""
    return any(one.name in other.short for other in before)


def _starts(even: str, start: int, end: int) -> Iterator[int]:
    first = re.compile(r"\(?(?:1|a|A|i)[.)]\s+|[●•○]\s*|(?:the\s+)?").match(even, start)
    yield _after_role(even, first.end() if first else start, end)
    for match in AND.finditer(even, start, end):
        place = _after_role(even, match.end(), end)
        if not LAWS_BEFORE.search(even, max(start, match.start() - 40), match.start() + 1) or (
            (name := NAME.match(even, place, end)) and FORM.search(name["name"][:80])
        ):
            yield place


def _after_role(even: str, place: int, end: int) -> int:
    """Where the name begins, behind the words that say what the party is."""
    role = BEFORE_NAME.match(even, place, end)
    return role.end() if role else place


def _name(even: str, place: int, end: int, *, is_first: bool) -> tuple[int, int] | None:
    match = NAME.match(even, place, end)
    if not match:
        return None
    first, last = match.start("name"), match.end("name")
    if even[match.start() : first].strip().lower() == "the" and FORM.search(match["name"][:80]):
        first = match.start()
    last = _until_form(even, first, last)
    words = TAIL.sub("", even[first:last])
    last = first + len(words)
    if not _is_name(words):
        return None
    has_form = bool(FORM.search(words))
    described = bool(DESCRIBED.match(even[last : last + 220]))
    strong = STRONG.search(words)
    if has_form and (
        described
        or (strong and strong.end() == len(words))
        or "," in even[last : last + 2]
        or is_first
        or re.match(r"\s*(?:[.;(\n]|and\b|AND\b|\d|$)", even[last : last + 6])
    ):
        return first, last
    return (first, last) if described and len(words) > 1 else None


def _until_form(even: str, first: int, last: int) -> int:
    """A name ends with its legal form; what follows after another "and" is the next one."""
    words = even[first:last]
    for match in re.finditer(rf"[\s,](?:{FORMS})(?=\s+(?:and|AND|And)\s+[A-Z])", words):
        rest = words[match.end() :]
        if FORM.search(rest) or DESCRIBED.match(even[last : last + 200]):
            return first + match.end()
    housed = re.search(rf"[\s,](?:{FORMS})(?=,?\s+(?:No\.\s*)?\d)", words)
    if housed:
        return first + housed.end()
    strong = STRONG.search(words)
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
        and not NO_NAME.match(words)
        and not NOT_A_NAME.search(words)
        and not (ADDRESS.search(words) and not STRONG.search(words))
        and not ROLE.fullmatch(words.strip(" .,"))
        and bare not in PLACES
        and not FORM.fullmatch(" " + words.strip(" ,"))
        and not bare.isdecimal()
        and len(words) < 110
        and not re.match(r"^\d+\s+[A-Z]\w+\s+(?:Street|Avenue|Road|Drive)", words)
    )


def _shorts(after: str) -> tuple[str, ...]:
    found: list[str] = []
    for match in SHORT.finditer(after):
        found += [one for one in (match["short"], match["second"]) if one]
    if not _kept(found):
        found = [match["short"] for match in BARE_SHORT.finditer(after)]
    if not _kept(found):
        found = [match["short"] for match in PLAIN_SHORT.finditer(after[:400])]
    return _kept(found)


def _kept(found: list[str]) -> tuple[str, ...]:
    named = (re.sub(r"^(?:the|The)\s+", "", one.strip(" ,.'")) for one in found)
    return tuple(dict.fromkeys(one for one in named if one and not NOT_SHORT.match(one)))[:3]


def _tidy(name: str) -> str:
    return " ".join(name.replace('"', "").split()).strip(" ,;:")


def _signed(even: str) -> list[Party]:
    return [
        Party(match.start("name") + skipped, match.end("name"), _tidy(match["name"][skipped:]), ())
        for match in SIGNED.finditer(even, max(0, len(even) - 12_000))
        for skipped in [_skipped(match["name"])]
        if _is_name(match["name"][skipped:])
    ]


def _on_behalf(even: str) -> list[Party]:
    """Those for whom somebody signed "for and on behalf of", one to a line."""
    found = []
    for match in ON_BEHALF.finditer(even, len(even) // 2):
        line = even.find("\n", match.end(), match.end() + 120)
        name = NAME.match(even, match.end(), line if line >= 0 else match.end() + 120)
        if name and _is_name(name["name"]):
            found.append(Party(name.start("name"), name.end("name"), _tidy(name["name"]), ()))
    return found if len(found) > 1 else []


def _skipped(words: str) -> int:
    """How much before a name belongs to the one who signed above it: a title, a name in small letters."""
    before = list(BEFORE_SIGNING.finditer(words))
    skipped = before[-1].end() if before else 0
    in_capitals = IN_CAPITALS.search(words, skipped)
    return in_capitals.start() if in_capitals else skipped


def _once(found: list[Party]) -> list[Party]:
    seen: dict[str, Party] = {}
    for one in found:
        seen.setdefault(re.sub(r"\W", "", one.name.lower()), one)
    return list(seen.values())[:MOST]
