"""The names of seats and forums as approval roles, and how they read in a sentence."""

SPONSOR = "sponsor"
ALLIANCE_MANAGER = "alliance_manager"
OPERATIONAL_LEAD = "operational_lead"
APPROVER = "approver"

WORDS = {
    SPONSOR: "sponsor",
    ALLIANCE_MANAGER: "alliance manager",
    OPERATIONAL_LEAD: "operational lead",
    "contributor": "contributor",
    "observer": "observer",
    "approver:legal": "legal approver",
    "approver:security": "security approver",
    "approver:finance": "finance approver",
}
FORUM_PREFIX = "forum:"


def forum_role(forum_id: str) -> str:
    """The role of a forum's members: any one of a side's members may answer for that side."""
    return FORUM_PREFIX + forum_id


def forum_of(role: str) -> str:
    """The forum behind a forum role; empty for a seat."""
    return role.removeprefix(FORUM_PREFIX) if role.startswith(FORUM_PREFIX) else ""


def role_words(role: str) -> str:
    """A role in words, such as "legal approver"; a forum role reads "forum member"."""
    return "forum member" if forum_of(role) else WORDS.get(role, role.replace("_", " "))
