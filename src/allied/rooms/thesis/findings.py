"""What the lint says of an alliance's thesis: this room's part of `allied lint`."""

from dataclasses import replace
from datetime import date, datetime

from allied.alliances.gates import Standing
from allied.alliances.lint_waivers import marked, waivers_of
from allied.kit.lint import Finding
from allied.people.models import Person
from allied.people.scope import JOINT
from allied.rooms.thesis.content import from_json
from allied.rooms.thesis.dates import launch_of
from allied.rooms.thesis.limits import limits
from allied.rooms.thesis.lint import Draft, lint
from allied.rooms.thesis.models import ThesisVersion
from allied.rooms.thesis.queries import Document, names_of, own_draft


def findings(standing: Standing, person: Person, now: datetime) -> tuple[Finding, ...]:
    """The findings on the newest version this person may see; nothing while there is no thesis."""
    version = _newest(standing, person)
    if version is None:
        return ()
    draft = Draft(
        content=from_json(version.content),
        parties=names_of(standing.parties),
        launch=launch_of(standing.alliance, version.thesis.started_at.date()),
        limits=limits(),
    )
    is_joint = version.audience == JOINT
    return tuple(replace(one, is_joint=is_joint) for one in lint(draft))


def findings_today(document: Document, day: date) -> tuple[Finding, ...]:
    """The findings on the version that one reads, the waived ones with the reason."""
    if document.thesis.audience != JOINT:
        return document.said
    return marked(document.said, waivers_of(document.alliance.pk, day))


def _newest(standing: Standing, person: Person) -> ThesisVersion | None:
    rows = ThesisVersion.objects.visible_to(person).select_related("thesis")
    rows = rows.order_by("-revision")
    joint = rows.filter(alliance=standing.alliance, audience=JOINT).first()
    if joint is not None:
        return joint
    own = own_draft(person, standing.alliance)
    return rows.filter(thesis=own).first() if own else None
