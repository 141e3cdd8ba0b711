"""The first run: once, checked, and never open again."""

from dataclasses import replace

import pytest
from django.db import connection, transaction

from allied.alliances import founding
from allied.kit.errors import Refused
from allied.people.homes import Account, Home, host_name, is_founded
from allied.people.models import Installation, Organisation, Person
from allied.record.models import Entry

HOME = Home(
    name="Northwind Foods", short_name="Northwind", time_zone="Europe/Amsterdam", country="NL"
)
ADA = Account(name="Ada Brink", email="Ada@Northwind.example", password="correct horse battery")


def test_the_first_run_makes_the_organisation_and_its_administrator(db, now):
    assert not is_founded()
    ada = founding.found_installation(home=HOME, account=ADA, now=now)
    assert (ada.administers_organisation, ada.administers_host) == (True, True)
    assert ada.email == "ada@northwind.example"
    assert ada.check_password("correct horse battery")
    assert is_founded()
    assert host_name() == "Northwind Foods"
    kinds = Entry.objects.in_system_scope("test").values_list("kind", flat=True)
    assert set(kinds) == {"people.organisation.founded", "people.person.joined"}


def test_a_second_first_run_is_refused_and_leaves_nothing(db, now):
    founding.found_installation(home=HOME, account=ADA, now=now)
    other = replace(ADA, email="eve@elsewhere.example")
    with pytest.raises(Refused) as refusal:
        founding.found_installation(home=HOME, account=other, now=now)
    assert refusal.value.code == "already_founded"
    assert Person.objects.with_address("eve@elsewhere.example") is None
    assert Organisation.objects.in_system_scope("test").count() == 1


def test_the_database_itself_refuses_a_second_installation(db, now):
    founding.found_installation(home=HOME, account=ADA, now=now)
    other = Organisation.objects.create(name="B", short_name="B", created_at=now)
    with pytest.raises(Exception, match=r"(?i)unique|duplicate"), transaction.atomic():
        Installation.objects.create(host=other, opened_at=now)
    with pytest.raises(Exception, match="installation_once"), transaction.atomic():
        Installation.objects.create(id=2, host=other, opened_at=now)


def test_two_first_runs_at_the_same_moment_make_one_organisation(committed, now):
    from threading import Barrier, Thread

    barrier, outcomes = Barrier(2), []

    def run(address: str) -> None:
        barrier.wait()
        try:
            founding.found_installation(home=HOME, account=replace(ADA, email=address), now=now)
            outcomes.append("founded")
        except Refused as refusal:
            outcomes.append(refusal.code)
        finally:
            connection.close()

    threads = [Thread(target=run, args=(f"p{n}@northwind.example",)) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["already_founded", "founded"]
    assert Organisation.objects.in_system_scope("test").count() == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": "  "}, "name"),
        ({"short_name": "Northwind Foods Group"}, "short_name"),
        ({"colour": 7}, "colour"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"country": "XX"}, "country"),
        ({"subdivision": "ZZ"}, "subdivision"),
        ({"workdays": ()}, "workdays"),
        ({"workdays": (7,)}, "workdays"),
        ({"closes": HOME.opens}, "closes"),
        ({"closures": ({"date": "soon", "name": "Break"},)}, "closures"),
        ({"closures": ({"date": "2026-12-24", "name": ""},)}, "closures"),
    ],
)
def test_what_an_organisation_says_about_itself_is_checked(db, now, change, field):
    with pytest.raises(Refused) as refusal:
        founding.found_installation(home=replace(HOME, **change), account=ADA, now=now)
    assert refusal.value.field == field
    assert not is_founded()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "ada@a.example, eve@b.example"}, "email"),
        ({"email": "ada"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "password12345"}, "password"),
        ({"name": " "}, "person_name"),
    ],
)
def test_what_the_first_person_says_is_checked(db, now, change, field):
    with pytest.raises(Refused) as refusal:
        founding.found_installation(home=HOME, account=replace(ADA, **change), now=now)
    assert refusal.value.field == field
    assert not is_founded()
