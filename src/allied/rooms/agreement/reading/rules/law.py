"""Which law governs the agreement."""

import re

from .finding import Fact
from .manuscript import Manuscript

_GOVERNED = re.compile(
    r"\b(?:govern(?:ed|s|ing)?|construed|interpreted|subject\s+to|enforced|controlled|applied"
    r"|determined|resolved|decided|(?:shall|will)\s+apply\s+to|applies\s+to|unterliegt|régi|soumis)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\b(?:agreement|contract|disputes?|claims?|validity|interpretation"
    r"|construction|terms|rights|Vertrag|Vereinbarung|contrat|accord"
    r"|amendment|addendum|memorandum|MOU)\b",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"governing\s+law|choice\s+of\s+law|applicable\s+law|law\s+and\s+jurisdiction", re.IGNORECASE
)
_HEADING_ALONE = re.compile(
    r"\b(?:governing|applicable)\s+law\s*[.:-]\s*(?=[A-Z])|\bchoice\s+of\s+law\s*[.:-]\s*(?=[A-Z])",
    re.IGNORECASE,
)
_STATE = (
    r"(?:(?:State|Commonwealth|Province|Republic|Kingdom|Federal\s+Republic"
    r"|People's\s+Republic|Canton|Grand\s+Duchy|Emirate|Special\s+Administrative\s+Region"
    r"|District|STATE|COMMONWEALTH|state|province|commonwealth|country"
    r"|republic)\s+(?:of|OF)\s+(?:the\s+|THE\s+)?)"
)
_PROPER = r"[A-ZÀ-Þ][\w.'’-]*"
_PLACE = (
    rf"(?P<place>(?:the\s+)?{_PROPER}(?:[\s]+(?:of|and|the|&)?\s*{_PROPER}){{0,5}}"
    rf"(?:,\s+(?:{_PROPER}\s?){{1,4}})?)"
)
_OF = re.compile(
    rf"\b(?:laws?|legislation|Laws?|LAWS?|droit|Recht)(?:,\s+(?:other\s+than|OTHER\s+THAN|excluding|without|and\s+not|but\s+not)[^,.;]{{0,80}},)?(?:,?\s+(?:then\s+"
    rf"|as\s+)?(?:(?:and|or)\s+(?:regulations|rules|jurisdiction|(?:judicial\s+)?decisions|statutes))"
    rf"|\s+(?:applicable|in\s+force|in\s+effect|prevailing|then\s+in\s+effect))*\s*(?:of"
    rf"|in|OF|der|de|du),?\s+(?:and\s+applicable\s+(?:in|to)\s+)?(?:the\s+"
    rf"|THE\s+|la\s+)?(?P<state>{_STATE})?{_PLACE}"
)
_ADJECTIVES = {
    "english": "England",
    "swiss": "Switzerland",
    "german": "Germany",
    "french": "France",
    "dutch": "Netherlands",
    "belgian": "Belgium",
    "austrian": "Austria",
    "italian": "Italy",
    "spanish": "Spain",
    "swedish": "Sweden",
    "danish": "Denmark",
    "norwegian": "Norway",
    "finnish": "Finland",
    "irish": "Ireland",
    "polish": "Poland",
    "portuguese": "Portugal",
    "israeli": "Israel",
    "japanese": "Japan",
    "chinese": "China",
    "scots": "Scotland",
    "indian": "India",
    "canadian": "Canada",
    "australian": "Australia",
    "luxembourg": "Luxembourg",
    "czech": "Czechia",
    "korean": "Korea",
    "singapore": "Singapore",
    "hong kong": "Hong Kong",
    "scottish": "Scotland",
    "russian": "Russia",
    "mexican": "Mexico",
    "brazilian": "Brazil",
    "hungarian": "Hungary",
    "greek": "Greece",
    "turkish": "Turkey",
}
_LAW_WORDS = {
    "deutschem": "Germany",
    "deutsches": "Germany",
    "schweizerischem": "Switzerland",
    "österreichischem": "Austria",
    "français": "France",
    "belge": "Belgium",
    "suisse": "Switzerland",
}
_ADJECTIVE = re.compile(
    rf"\b(?P<adj>{'|'.join(_ADJECTIVES)})\s+(?:substantive\s+|domestic\s+)?laws?\b", re.IGNORECASE
)
_FOREIGN = re.compile(rf"\b(?P<adj>{'|'.join(_LAW_WORDS)})\b", re.IGNORECASE)
_NAMED_LAW = re.compile(
    r"\b(?:under|with|by|to)\s+(?:the\s+)?(?:internal\s+|substantive\s+)?(?P<place>(?:New\s"
    r"|North\s|South\s|West\s|Hong\s|British\s)?[A-Z][a-z]+)\s+(?:state\s+"
    r"|substantive\s+)?[Ll]aws?\b"
)
# "The laws of Utah shall govern this Agreement", "Florida law governs this Agreement".
_GOVERNS = re.compile(
    r"(?:govern(?:s|ing)?|(?:shall\s+|will\s+)?appl(?:y|ies)\s+to)\s+(?:this|the|all|any)\b",
    re.IGNORECASE,
)
_LEADS = re.compile(
    r"\b(?P<place>(?:New\s|North\s|South\s|West\s|Hong\s)?[A-Z][a-z]+)\s+laws?\s+(?:shall\s+|will\s+)?$"
)
_CUT = re.compile(
    r"(?:,?\s+(?:without|excluding|exclusive|irrespective|regardless"
    r"|and\s+the|and\s+each|notwithstanding|as\s+applied|applicable|except"
    r"|with\s+the\s+exception|WITHOUT|EXCLUDING)\b.*$)|\s*\(.*$|[,.;:]\s*$"
    r"|\.\s.*$|\s+(?:The|This|Each|Any|All|Both|In|If|Unless|Except|Without"
    r"|For|It)\b.*$",
    re.DOTALL,
)
_COUNTRY_TAIL = re.compile(r",?\s+(?:U\.?S\.?A?\.?|United\s+States(?:\s+of\s+America)?)\.?$")
_NOT_LAW = re.compile(
    r"organi[sz]ed|incorporated|existing|sovereign|franchise|constitution|securities", re.IGNORECASE
)
_ONLY_PLACE = re.compile(
    r"^(?:the\s+)?(?:Applicable|Export|Securities|Tax|Privacy|Bankruptcy|Patent|Competition|State|Country|Land|Jurisdiction|Contract|Seller"
    r"|Buyer|Licensor|Federal|Any|Each|Such|Section|Article)\b",
    re.IGNORECASE,
)
# "The laws of the United States and of the State of Texas": the state's.
_BESIDE_FEDERAL = re.compile(
    rf"United\s+States(?:\s+of\s+America)?,?\s+and\s+(?:(?:the\s+)?laws\s+)?(?:of\s+)?(?:the\s+)?(?:State|Commonwealth)\s+of\s+{_PLACE}"
)
# "Made in the State of Ohio and governed by the laws thereof".
_THEREOF = re.compile(
    r"\blaws?\s+(?:thereof|of\s+(?:such|that|said|the\s+said)\s+state)\b", re.IGNORECASE
)
_MADE_THERE = re.compile(
    rf"\b(?:made|accepted|executed|entered\s+into|performed|delivered)\b[^.;]{{0,40}}?\bin\s+(?:the\s+)?(?:State|Commonwealth|Province)\s+of\s+{_PLACE}"
)
_FEDERAL = re.compile(r"^(?:the\s+)?United\s+States(?:\s+of\s+America)?$", re.IGNORECASE)


def governing_law(text: Manuscript) -> list[Fact]:
    """The law that governs the agreement itself; the clause about the whole agreement wins."""
    found: list[tuple[int, int, int, int, str]] = []
    for start, end in text.sentences:
        said = text.even[start:end]
        governed = _GOVERNED.search(said)
        if not governed or not re.search(
            r"\b(?:laws?|legislation)\b|Recht\b|droit\b", said, re.IGNORECASE
        ):
            continue
        place = _place(said, governed.start())
        if place and _ABOUT.search(said):
            found.append((_weight(text, said, start, governed.start()), -start, start, end, place))
    if not found or max(found)[0] < 2:
        return _under_its_heading(text)
    _points, _order, start, end, place = max(found)
    return [text.fact("governing law", place, start, end)]


def _under_its_heading(text: Manuscript) -> list[Fact]:
    """A clause that only names the law: "Governing Law. New York law, without regard to its rules"."""
    for match in _HEADING_ALONE.finditer(text.even):
        start, end = match.start(), text.sentence_at(match.end())[1]
        place = _place_from(" to " + text.even[match.end() : end], 0)
        if place:
            return [text.fact("governing law", place, start, end)]
    return []


def _weight(text: Manuscript, said: str, start: int, governed: int) -> int:
    weight = 1
    if re.search(
        r"\b(?:this|present|the|dieser|ce|le)\s+(?:\w+\s+){0,3}(?:agreement|amendment|addendum"
        r"|contract|vertrag|contrat)",
        said,
        re.IGNORECASE,
    ):
        weight += 2
    if re.search(r"\bthis\s+(?:\w+\s+){0,3}agreement", said[:governed], re.IGNORECASE):
        weight += 1
    if _HEADING.search(text.even[max(0, start - 60) : start + 60]):
        weight += 2
    if re.search(r"disputes?|claims?", said[:governed], re.IGNORECASE):
        weight += 1
    if re.search(r"organi[sz]ed|incorporated under", said[:governed], re.IGNORECASE):
        weight -= 2
    if re.search(
        r"\bthis\s+(?:letter|exhibit|schedule|note|warrant|guarant)", said[:governed], re.IGNORECASE
    ):
        weight -= 2
    return weight


def _place(said: str, governed: int) -> str:
    """The place after the words that govern; before them where the law governs the agreement."""
    if _GOVERNS.match(said, governed):
        leads = _LEADS.search(said[:governed])
        return _tidied(leads["place"]) if leads else _place_from(said, 0)
    return _place_from(said, max(0, governed - 10))


def _place_from(said: str, start: int) -> str:
    for pattern in (_OF, _ADJECTIVE, _NAMED_LAW, _FOREIGN):
        for match in pattern.finditer(said, start):
            if "adj" in match.groupdict():
                word = match["adj"].lower()
                return _ADJECTIVES.get(word) or _LAW_WORDS[word]
            beside = _BESIDE_FEDERAL.match(said, match.start("place"))
            place = _tidied(beside["place"] if beside else match["place"])
            if place and not _ONLY_PLACE.match(place) and not _FEDERAL.match(place):
                return place
    thereof = _THEREOF.search(said, start)
    there = _MADE_THERE.search(said, 0, thereof.start()) if thereof else None
    if there:
        return _tidied(there["place"])
    for match in _OF.finditer(said, start):
        if _FEDERAL.match(_tidied(match["place"])):
            return "United States"
    return ""


def _tidied(place: str) -> str:
    place = " ".join(place.split())
    place = _CUT.sub("", place)
    place = re.sub(r"^(?:the|THE)\s+", "", place)
    while re.match(rf"^{_STATE}", place):
        place = re.sub(rf"^{_STATE}", "", place, count=1)
    place = "District of Columbia" if place == "Columbia" else place
    place = re.sub(r"\s+Special\s+Administrative\s+Region.*$", "", place)
    place = re.sub(r"^Washington\s+State$", "Washington", _COUNTRY_TAIL.sub("", place)).strip(
        " ,.;:'"
    )
    return place.title() if place.isupper() and len(place) > 3 else place
