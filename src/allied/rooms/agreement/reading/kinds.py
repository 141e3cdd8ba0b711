"""What the kinds of facts are called on screen, and in which group they stand."""

from typing import NamedTuple

from allied.kit.words import capitalised


class Group(NamedTuple):
    """Facts that belong together, under one heading."""

    key: str
    title: str
    kinds: tuple[str, ...]


NAMES = {
    "document name": "Document",
    "party": "Party",
    "agreement date": "Agreement date",
    "effective date": "Effective date",
    "term": "Term",
    "expiry": "Ends on",
    "renewal": "Renewal",
    "renewal notice": "Notice against renewal",
    "option notice": "Notice to renew",
    "termination notice": "Notice to leave",
    "governing law": "Governing law",
    "committee": "Committee",
    "meeting rhythm": "Meetings",
    "escalation": "Dispute steps",
    "decision right": "Who decides",
    "alliance manager": "Who runs it",
    "KPI": "KPIs",
    "service level": "Service levels",
    "target": "Targets",
    "change control": "Change control",
    "amendment": "Amendments",
    "termination without cause": "Leaving without a cause",
    "termination for cause": "Leaving for a cause",
    "termination on insolvency": "Leaving on insolvency",
    "wind-down": "Wind-down",
    "exclusivity": "Exclusivity",
    "change of control": "Change of control",
    "assignment needs consent": "Assignment needs consent",
    "liability cap": "Liability is limited",
    "audit": "Audit",
    "no hiring": "No hiring of each other's people",
    "non-compete": "Non-compete",
    "most favoured terms": "Most favoured terms",
    "first refusal": "Right of first refusal",
    "revenue share": "Revenue or fee share",
    "minimum commitment": "Minimum commitment",
    "licence": "Licence",
    "IP assigned": "IP is assigned",
    "joint IP": "Joint IP",
    "insurance": "Insurance",
    "third parties benefit": "Third parties benefit",
    "confidentiality": "Confidentiality",
    "force majeure": "Force majeure",
    "data sharing": "Data sharing",
}
GROUPS = (
    Group(
        "who",
        "Who and when",
        (
            "document name",
            "party",
            "agreement date",
            "effective date",
            "term",
            "expiry",
            "renewal",
            "renewal notice",
            "option notice",
            "termination notice",
            "governing law",
        ),
    ),
    Group(
        "steering",
        "How it is steered",
        (
            "committee",
            "meeting rhythm",
            "escalation",
            "decision right",
            "alliance manager",
            "KPI",
            "service level",
            "target",
            "change control",
            "amendment",
        ),
    ),
    Group(
        "leaving",
        "How it ends",
        (
            "termination without cause",
            "termination for cause",
            "termination on insolvency",
            "change of control",
            "wind-down",
        ),
    ),
    Group("clauses", "Other clauses", ()),
)
DATES = ("agreement date", "effective date", "expiry")
SPANS = ("renewal notice", "option notice", "termination notice")
KNOWN = tuple(NAMES)


def name_of(kind: str) -> str:
    """What a kind is called; one that a model brought is called what the model called it."""
    return NAMES.get(kind) or capitalised(kind)


def group_of(kind: str) -> Group:
    """The group of a kind; what is not listed stands among the other clauses."""
    return next((group for group in GROUPS if kind in group.kinds), GROUPS[-1])
