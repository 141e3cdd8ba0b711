"""Where somebody is signed in, and ending it: here, everywhere else, or everywhere."""

from dataclasses import dataclass
from datetime import datetime

from allauth.usersessions.models import UserSession

from allied.people.models import Person

BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
NAMES = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS": "Mac",
    "Linux": "Linux",
}


@dataclass(frozen=True)
class Place:
    """One place where somebody is signed in."""

    pk: int
    device: str
    ip: str
    since: datetime
    key: str


def device_of(user_agent: str) -> str:
    """What a browser calls itself, as people say it: Firefox on Linux."""
    browser = next((NAMES.get(b, b) for b in BROWSERS if b in user_agent), "A browser")
    system = next((name for part, name in SYSTEMS.items() if part in user_agent), "")
    return f"{browser} on {system}" if system else browser


def sessions_of(person: Person) -> list[Place]:
    """The places where this person is signed in, newest first."""
    found = UserSession.objects.purge_and_list(person)
    places = [
        Place(row.pk, device_of(row.user_agent), row.ip, row.created_at, row.session_key)
        for row in found
    ]
    return sorted(places, key=lambda place: place.since, reverse=True)


def end_sessions(person: Person, *, but: str = "") -> int:
    """Sign the person out everywhere, but not in the session with that key. Returns how many ended."""
    ended = [s for s in UserSession.objects.filter(user=person) if s.session_key != but]
    for session in ended:
        session.end()
    return len(ended)


def end_session(person: Person, number: int) -> bool:
    """Sign the person out in one place; False when it is not theirs."""
    session = UserSession.objects.filter(user=person, pk=number).first()
    if session is not None:
        session.end()
    return session is not None
