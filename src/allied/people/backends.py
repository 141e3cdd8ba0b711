"""How a session finds its person again: with their organisation, which every page needs."""

from uuid import UUID

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import QuerySet

from allied.kit.prepared import prepared
from allied.people.models import Person


class WithHome(AuthenticationBackend):
    """Signs in as allauth does; the person of a request comes with their organisation in one query."""

    def get_user(self, user_id: UUID) -> Person | None:
        """The active person with this id."""
        return next(iter(_active(user_id)), None)


@prepared
def _active(person_id: UUID) -> QuerySet[Person]:
    return Person.objects.select_related("organisation").filter(pk=person_id, is_active=True)
