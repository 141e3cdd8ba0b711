"""Where one is signed in, and a new password by mail."""

import re
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import timezone

from tests.people.signing_in import PASSWORD, sign_in, signed_in
from tests.web.soundness import faults_of


class TestSessions:
    """Where one is signed in, and ending it."""

    def test_one_session_is_ended_and_its_next_request_refused(self, maya):
        here, there = signed_in(maya), signed_in(maya)
        assert "You are signed in at 2 places." in here.get("/accounts/sessions/").content.decode()
        other = UserSession.objects.get(session_key=there.session.session_key)
        here.post("/accounts/sessions/", {"session": other.pk})
        assert there.get("/portfolio").status_code == 302
        assert here.get("/portfolio").status_code == 200

    def test_all_others_are_ended_at_once(self, maya):
        here, others = signed_in(maya), [signed_in(maya), signed_in(maya)]
        here.post("/accounts/sessions/")
        assert [other.get("/portfolio").status_code for other in others] == [302, 302]
        assert here.get("/portfolio").status_code == 200

    def test_nobody_ends_the_session_of_somebody_else(self, maya, cast):
        cast.daniel.set_password(PASSWORD)
        cast.daniel.save()
        theirs, mine = signed_in(cast.daniel), signed_in(maya)
        other = UserSession.objects.get(session_key=theirs.session.session_key)
        mine.post("/accounts/sessions/", {"session": other.pk})
        assert theirs.get("/portfolio").status_code == 200

    def test_the_session_one_is_in_ends_by_signing_out(self, maya):
        here = signed_in(maya)
        mine = UserSession.objects.get(session_key=here.session.session_key)
        answer = here.post("/accounts/sessions/", {"session": mine.pk})
        assert answer.headers["Location"] == "/accounts/logout/"
        assert here.get("/portfolio").status_code == 200

    @pytest.mark.parametrize("number", ["²", "9" * 5000, "-1", "one"])
    def test_what_is_no_number_ends_nothing(self, maya, number):
        here = signed_in(maya)
        answer = here.post("/accounts/sessions/", {"session": number}, follow=True)
        assert "had ended already" in answer.content.decode()

    def test_a_new_password_ends_every_other_session(self, maya):
        here, there = signed_in(maya), signed_in(maya)
        words = {"oldpassword": PASSWORD, "password1": "another horse battery"}
        here.post("/accounts/password/change/", words | {"password2": words["password1"]})
        assert there.get("/portfolio").status_code == 302
        assert here.get("/portfolio").status_code == 200


class TestNewPasswordByMail:
    """The link goes to the account's own address, works once, and for one hour."""

    def link(self, client, email: str) -> str:
        answer = client.post("/accounts/password/reset/", {"email": email}, follow=True)
        assert "Look into your mail" in answer.content.decode()
        [letter] = mail.outbox
        assert letter.to == [email]
        assert letter.subject == "A new password for Allied"
        return re.search(r"http://[^/]+(/accounts/password/reset/key/\S+)", letter.body).group(1)

    def test_the_link_sets_a_new_password_once(self, maya, client):
        address = self.link(client, maya.email)
        form = client.get(address, follow=True)
        assert faults_of(form.content.decode()) == []
        chosen = form.redirect_chain[-1][0]
        words = {"password1": "another horse battery", "password2": "another horse battery"}
        done = client.post(chosen, words, follow=True)
        assert "Your password is set" in done.content.decode()
        assert sign_in(client, maya.email, "another horse battery").status_code == 302
        again = Client().get(address, follow=True)
        assert "This link is used up" in again.content.decode()

    def test_the_link_dies_after_an_hour(self, maya, client, time_machine):
        address = self.link(client, maya.email)
        time_machine.move_to(timezone.now() + timedelta(minutes=61))
        assert "This link is used up" in Client().get(address, follow=True).content.decode()

    def test_the_letter_leads_here_whatever_name_the_server_was_called_by(self, maya, client):
        words = {"email": maya.email}
        client.post("/accounts/password/reset/", words, headers={"host": "elsewhere.example"})
        [letter] = mail.outbox
        assert "elsewhere.example" not in letter.body
        assert f"{settings.BASE_URL}/accounts/password/reset/key/" in letter.body

    def test_an_unknown_address_reads_the_same_and_gets_no_mail(self, cast, client):
        words = {"email": "nobody@nowhere.example"}
        answer = client.post("/accounts/password/reset/", words, follow=True)
        assert "Look into your mail" in answer.content.decode()
        assert mail.outbox == []

    def test_a_reset_ends_every_session(self, maya, client):
        there = signed_in(maya)
        chosen = client.get(self.link(client, maya.email), follow=True).redirect_chain[-1][0]
        words = {"password1": "another horse battery", "password2": "another horse battery"}
        client.post(chosen, words)
        assert there.get("/portfolio").status_code == 302
