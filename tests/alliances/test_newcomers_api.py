"""Invitations into one's own organisation through the JSON door."""

import pytest
from django.test import Client

from allied.alliances.models import Invitation
from tests.api.test_joint import bearer

HERE = "/api/v1/organisation/invitations"


@pytest.fixture
def admin(cast):
    """Northwind's manager, who administers the organisation too."""
    cast.maya.administers_organisation = True
    cast.maya.save()
    return cast.maya


def send(person, where="", **said):
    return Client().post(
        HERE + where, said, content_type="application/json", headers=bearer(person)
    )


def test_it_is_made_sent_again_and_taken_back(admin):
    first = send(admin, address="ann@northwind.example", name="Ann")
    assert first.status_code == 201
    one = first.json()
    assert one["link"]
    again = send(admin, f"/{one['id']}/sending")
    assert again.status_code == 200
    assert again.json()["link"] != one["link"]
    listed = Client().get(HERE, headers=bearer(admin)).json()
    assert [(row["address"], row["link"]) for row in listed] == [("ann@northwind.example", "")]
    assert send(admin, f"/{one['id']}/revocation").json()["state"] == "revoked"
    assert Client().get(HERE, headers=bearer(admin)).json() == []


def test_nobody_else_makes_or_finds_one(cast, admin):
    said = {"address": "ann@northwind.example"}
    for person, status in ((cast.tomas, 403), (cast.daniel, 403)):
        assert send(person, **said).status_code == status
    assert not Invitation.objects.in_system_scope("test").exists()
    send(admin, **said)
    row = Invitation.objects.in_system_scope("test").get()
    for person in (cast.tomas, cast.daniel, cast.zed):
        assert Client().get(HERE, headers=bearer(person)).json() == []
        assert send(person, f"/{row.pk}/revocation").status_code == 404


@pytest.mark.parametrize("address", ["", "ann", "ann@", "x" * 300])
def test_a_wrong_address_is_said(admin, address):
    answer = send(admin, address=address)
    assert answer.status_code in (409, 422)
    assert "address" in answer.content.decode()
