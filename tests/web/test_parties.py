"""An alliance of three, and one that nobody else has joined: the same pages, the same rules."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from django.test import Client

from allied.alliances import commands as alliances
from allied.alliances.models import Role
from allied.kit.errors import Refused
from allied.people.models import Person
from allied.rooms.governance import commands as governance
from allied.rooms.thesis import commands as thesis
from tests.conftest import Cast, organisation, person
from tests.rooms.governance import cases
from tests.rooms.thesis import stage

BACKEND = "allied.people.backends.WithHome"
LINK = re.compile(r'href="(/[^"#]*)')
BET = {"id": "a1", "statement": "Shoppers buy it chilled"}
LEFT_OUT = re.compile(r"^/(static|accounts)|/export|\.(md|docx|xlsx|json|zip)$|/import/template")


def pages(who: Person, start: str, most: int = 120) -> dict[str, int]:
    """Every page that links lead to from there, and how it answers."""
    client = Client(raise_request_exception=True)
    client.force_login(who, backend=BACKEND)
    seen: dict[str, int] = {}
    ahead = [start]
    while ahead and len(seen) < most:
        address = ahead.pop(0)
        if address in seen or LEFT_OUT.search(address):
            continue
        answer = client.get(address.replace("&amp;", "&"))
        seen[address] = answer.status_code
        if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
            ahead += [found for found in LINK.findall(answer.content.decode()) if found not in seen]
    return seen


def unsound(seen: dict[str, int]) -> dict[str, int]:
    return {address: status for address, status in seen.items() if status not in (200, 302)}


@dataclass
class Third:
    """The third company and its two people."""

    manager: Person
    sponsor: Person


@pytest.fixture
def third(cast, now) -> Third:
    home = organisation("Polar Freight", 1, time_zone="Pacific/Auckland", country="NZ")
    manager, sponsor = person("Petra Polar", home), person("Sven Svensson", home)
    alliances.join_party(alliance=cast.alliance, organisation=home, by=manager, now=now)
    for who, role in ((manager, Role.ALLIANCE_MANAGER), (sponsor, Role.SPONSOR)):
        alliances.place_in_seat(by=who, alliance=cast.alliance, person=who, role=role, now=now)
    return Third(manager, sponsor)


def start(cast: Cast) -> str:
    return f"/alliances/{cast.alliance.pk}/"


def test_a_thesis_of_three_is_in_force_with_the_third_signature(cast, third, now):
    found = stage.joint_thesis(cast, now)
    digest = stage.put_up(cast, found, now).digest
    for who in (cast.tomas, cast.rachel):
        thesis.sign_thesis(by=who, thesis=found, digest=digest, now=now)
    assert stage.newest(found).state == "up for signature"
    thesis.sign_thesis(by=third.sponsor, thesis=found, digest=digest, now=now)
    assert stage.newest(found).state == "signed"


def test_a_joint_decision_of_three_waits_for_the_third(cast, third, now):
    cases.started(cast, now)
    row = cases.change(cast, "roadmap", now, written=True)
    governance.put_up_blueprint(by=cast.maya, alliance=cast.alliance, version=row.version, now=now)
    for who in (cast.tomas, cast.rachel, third.sponsor):
        governance.sign_blueprint(by=who, alliance=cast.alliance, digest=row.digest, now=now)
    decision = cases.raised(cast, now, key="roadmap")
    for who in (cast.maya, cast.daniel):
        cases.answer(who, decision, now)
    assert cases.state(decision) == "open"
    cases.answer(third.manager, decision, now)
    assert cases.state(decision) == "approved"


def test_every_page_stands_for_three(cast, third, now):
    cases.started(cast, now)
    stage.joint_thesis(cast, now)
    decision = cases.raised(cast, now, key="roadmap")
    seen = pages(third.manager, start(cast))
    assert unsound(seen) == {}
    assert any(str(decision.pk) in address for address in seen)


def test_every_page_stands_before_anybody_else_is_there(cast, now):
    alone = alliances.start_alliance(by=cast.maya, name="Alone", now=now)
    governance.start_governance(by=cast.maya, alliance=alone, now=now)
    thesis.start_thesis(by=cast.maya, alliance=alone, audience="ours", now=now)
    assert unsound(pages(cast.maya, f"/alliances/{alone.pk}/")) == {}


@pytest.mark.parametrize("day", [date(1950, 1, 1), date(2150, 12, 31), date(2028, 2, 29)])
def test_every_page_stands_whatever_the_first_day_is(cast, now, day):
    alone = alliances.start_alliance(by=cast.maya, name="Once", start_date=day, now=now)
    governance.start_governance(by=cast.maya, alliance=alone, now=now)
    begun = thesis.start_thesis(by=cast.maya, alliance=alone, audience="joint", now=now)
    far = BET | {"id": "a2", "due": "2150-12-31"}
    stage.change(cast, begun, now, by=cast.maya, section="assumptions", new=[BET, far])
    wins = [{"id": "o1", "name": "Stores", "due": due} for due in ("2150-12-31", "1950-01-01")]
    wins[1]["id"] = "o2"
    stage.change(cast, begun, now, by=cast.maya, section="outcomes", new=wins)
    assert unsound(pages(cast.maya, f"/alliances/{alone.pk}/")) == {}


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1949, 12, 31), date(2151, 1, 1), date.max])
def test_a_day_beyond_all_plans_is_refused(cast, now, day):
    for field in ("start_date", "launch_date"):
        with pytest.raises(Refused, match="between 1950 and 2150"):
            alliances.change_alliance(
                by=cast.maya, alliance=cast.alliance, version=1, name="X", purpose="", now=now,
                **{field: day},
            )  # fmt: skip
    with pytest.raises(Refused, match="between 1950 and 2150"):
        alliances.start_alliance(by=cast.maya, name="X", start_date=day, now=now)
