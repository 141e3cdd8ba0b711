"""The names of seats and forums as approval roles, and how they read in a sentence."""

SPONSOR = "sponsor"
OBSERVER = "observer"
FORUM_PREFIX = "forum:"


def seat_role(role: str, discipline: str = "") -> str:
    """The approval role of a seat: its role, for an approver with what they approve."""
    return f"{role}:{discipline}" if discipline else role


def forum_role(forum_id: str) -> str:
    """The role of a forum's members: any one of a side's members may answer for that side."""
    return FORUM_PREFIX + forum_id


def forum_of(role: str) -> str:
    """The forum behind a forum role; empty for a seat."""
    return role.removeprefix(FORUM_PREFIX) if role.startswith(FORUM_PREFIX) else ""


def role_words(role: str) -> str:
    """A role in words, such as "legal approver"; a forum role reads "forum member"."""
    if forum_of(role):
        return "forum member"
    seat, _, discipline = role.partition(":")
    return f"{discipline} {seat}".strip()
