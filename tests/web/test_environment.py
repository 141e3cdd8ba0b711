"""The Jinja2 environment of Django: strict, escaped, with the parts, filters and addresses."""

from importlib import import_module

import pytest
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse, HttpResponseRedirect
from django.template import engines
from django.test import RequestFactory
from jinja2 import StrictUndefined

from allied.web import errors
from allied.web.environment import environment, once_key
from allied.web.faults import FAULTS, fault_of, kept_text
from allied.web.parts import PARTS
from allied.web.submit import tell_address
from tests.web.html import read
from tests.web.soundness import faults_of


def test_django_draws_pages_with_this_environment() -> None:
    env = engines["jinja2"].env
    assert env.undefined is StrictUndefined
    assert env.autoescape is True
    assert env.trim_blocks
    assert env.lstrip_blocks
    assert set(PARTS) <= set(env.globals)
    assert env.from_string("{{ '<b>' }}").render() == "&lt;b&gt;"


def test_what_is_written_in_a_page_is_escaped_whatever_the_options_say() -> None:
    env = environment(autoescape=False)
    assert env.from_string("{{ '<b>' }}").render() == "&lt;b&gt;"


def test_addresses_come_from_django() -> None:
    env = engines["jinja2"].env
    assert env.from_string("{{ url('account_login') }}").render() == "/accounts/login/"
    assert env.from_string("{{ static('app.css') }}").render() == "/static/app.css"


def test_every_form_gets_a_key_of_its_own() -> None:
    env = environment()
    keys = env.from_string("{{ once() }}{{ once() }}").render()
    first, second = (one.attrs["value"] for one in read(keys).find("input", name="once"))
    assert first != second
    assert len(once_key()) == 24


@pytest.mark.parametrize("status", sorted(FAULTS))
def test_an_error_page_of_django_is_sound(status: int) -> None:
    answer = errors.error_page(RequestFactory().get("/x"), status, "code")
    assert answer.status_code == status
    assert faults_of(answer.content.decode()) == []
    assert fault_of(status).title in answer.content.decode()


def test_the_error_handlers_answer_with_their_status() -> None:
    request = RequestFactory().get("/x")
    for view, status in (
        (errors.bad_request, 400), (errors.forged, 403), (errors.not_allowed, 403),
        (errors.missing, 404), (errors.outdated, 409), (errors.too_fast, 429),
        (errors.broken, 500), (errors.database_away, 503),
    ):  # fmt: skip
        assert view(request).status_code == status
    refused = errors.refused(request, "late", "The decision is closed since 2 Nov.")
    assert refused.status_code == 422
    assert "The decision is closed since 2 Nov." in refused.content.decode()


def test_a_script_gets_the_same_words_as_a_problem() -> None:
    answer = errors.missing(RequestFactory().get("/api/v1/x"))
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert fault_of(404).title in answer.content.decode()


def test_a_hidden_page_reads_like_one_that_never_was() -> None:
    request = RequestFactory().get("/x")
    assert errors.missing(request).content == errors.missing(request, Exception("hidden")).content


def test_an_outdated_form_comes_back_with_its_text_but_not_its_secrets() -> None:
    sent = {
        "question": "Line 2?",
        "once": "k",
        "csrfmiddlewaretoken": "t",
        "password": "p",
        "a": " ",
    }
    answer = errors.outdated(RequestFactory().post("/x", sent), "Daniel was faster.", "/new")
    assert kept_text(sent) == (("Question", "Line 2?"),)
    body = answer.content.decode()
    assert "Line 2?" in body
    assert 'href="/new"' in body
    assert "Daniel was faster. Nothing of yours was saved." in body


def test_an_unknown_status_still_has_words() -> None:
    assert fault_of(418).status == 400
    assert fault_of(502).status == 500


def answered(response: HttpResponse, **headers: str) -> HttpResponse:
    request = RequestFactory().post("/x", headers=headers)
    return tell_address(lambda _request: response)(request)


def test_a_form_sent_by_script_is_told_where_to_go() -> None:
    moved = HttpResponseRedirect("/decisions/42")
    moved.set_cookie("sessionid", "new")
    answer = answered(moved, **{"X-Submit": "script"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["X-Location"] == "/decisions/42"
    assert "Location" not in answer.headers
    assert answer.cookies["sessionid"].value == "new"


def test_a_form_sent_after_the_session_ended_is_not_lost() -> None:
    signed_out = redirect_to_login("/decisions/42")
    assert answered(signed_out, **{"X-Submit": "script"}).status_code == 401
    assert answered(redirect_to_login("/decisions/42")).status_code == 302


def test_a_form_sent_by_a_browser_is_redirected() -> None:
    answer = answered(HttpResponseRedirect("/decisions/42"))
    assert (answer.status_code, answer.headers["Location"]) == (302, "/decisions/42")


def test_an_answer_that_goes_nowhere_stays_what_it_is() -> None:
    answer = answered(HttpResponse("<p>x</p>", status=422), **{"X-Submit": "script"})
    assert (answer.status_code, answer.content) == (422, b"<p>x</p>")


def test_the_script_is_told_before_anything_else_sees_the_answer() -> None:
    settings = import_module("allied.settings")
    assert settings.MIDDLEWARE.index("allied.web.submit.tell_address") < settings.MIDDLEWARE.index(
        "allied.web.middleware.acting"
    )
