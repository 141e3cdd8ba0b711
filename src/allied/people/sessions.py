"""Where somebody is signed in, and ending it: here, everywhere else, or everywhere."""

from allauth.usersessions.models import UserSession

from allied.people.models import Person


def sessions_of(person: Person) -> list[UserSession]:
    """The places where this person is signed in, newest first."""
    found = UserSession.objects.purge_and_list(person)
    return sorted(found, key=lambda session: session.created_at, reverse=True)


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
