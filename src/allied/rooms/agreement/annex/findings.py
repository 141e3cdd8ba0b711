"""What the lint says of an alliance's annex: this part's share of `allied lint`."""

from django.utils import timezone

from allied.alliances.models import Alliance
from allied.kit.lint import Finding
from allied.people.models import Person
from allied.rooms.agreement.annex.queries import annex_of


def findings(alliance: Alliance, person: Person, *, joint: bool = False) -> tuple[Finding, ...]:
    """The findings on KPIs and terms, which are joint always."""
    return annex_of(alliance, person, timezone.now()).findings
