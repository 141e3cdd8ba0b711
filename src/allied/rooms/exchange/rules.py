"""How the words of a workbook become the words of the rooms. Pure functions."""

import re

DISCIPLINES = (
    ("legal", r"\b(legal|counsel|lawyer|attorney|compliance)\b"),
    ("security", r"\b(security|data protection|privacy|ciso|dpo)\b"),
    ("finance", r"\b(financ\w*|controller|cfo|treasur\w*|accounting)\b"),
)


def discipline_of(title: str) -> str:
    """What an approver approves, from their title; empty when the title does not say."""
    for discipline, words in DISCIPLINES:
        if re.search(words, title, flags=re.IGNORECASE):
            return discipline
    return ""


def item_id(prefix: str, place: int) -> str:
    """A stable id for the n-th row of a sheet, counted from 1."""
    return f"{prefix}{place:03d}"


def short_name_of(name: str) -> str:
    """How people call an organisation: its first word, unless that says nothing."""
    words = name.split()
    generic = {"the", "university", "universidade", "universität", "institute"}
    if len(words) > 1 and words[0].casefold() in generic:
        return name[:60]
    return words[0][:60] if words else name[:60]
