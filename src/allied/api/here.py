"""Who knocks at the JSON door; TokenOrSession has checked it already."""

from django.http import HttpRequest

from allied.people.models import Person


def person_at(request: HttpRequest) -> Person:
    """The person behind the call."""
    person = request.user
    assert isinstance(person, Person)
    return person
