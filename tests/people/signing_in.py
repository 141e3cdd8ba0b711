"""Signing in as a browser does."""

from django.test import Client

from allied.people.models import Person

PASSWORD = "correct horse battery"
LOGIN = "/accounts/login/"


def sign_in(client: Client, email: str, password: str = PASSWORD, **more):
    return client.post(LOGIN, {"login": email, "password": password, **more})


def signed_in(person: Person) -> Client:
    client = Client()
    assert sign_in(client, person.email).status_code == 302
    return client


def prove(client: Client, next_page: str):
    return client.post("/accounts/reauthenticate/", {"password": PASSWORD, "next": next_page})
