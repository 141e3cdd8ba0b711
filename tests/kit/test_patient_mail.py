"""Mail leaves by the server that the settings name: quickly given up when away, never sent twice."""

import pytest
from django.core.mail import EmailMessage, mailers
from django.test import override_settings

from allied.environment import mail
from allied.kit.patient_mail import PATIENCE
from tests.reliability.post import Post


def test_a_server_that_thinks_long_about_a_letter_is_waited_for():
    post = Post()
    with override_settings(MAILERS={"default": mail(post.url)}):
        backend = mailers["default"]
        backend.open()
        try:
            assert backend.connection.sock.gettimeout() == PATIENCE
            letter = EmailMessage("Hello", "x", "a@b.example", ["c@d.example"])
            assert backend.send_messages([letter]) == 1
        finally:
            backend.close()
            post.shutdown()
            post.server_close()
    assert [subject for _, subject in post.letters] == ["Hello"]


@pytest.mark.parametrize(
    ("url", "tls", "ssl", "port"),
    [
        ("smtp://mail.example", False, False, 25),
        ("smtp+tls://mail.example:587", True, False, 587),
        ("smtp://post:p%40ss@mail.example:587", True, False, 587),
        ("smtps://post:p%40ss@mail.example", False, True, 465),
    ],
)
def test_the_address_says_how_the_line_is_kept_secret(url, tls, ssl, port):
    options = mail(url)["OPTIONS"]
    assert (options["use_tls"], options["use_ssl"], options["port"]) == (tls, ssl, port)
    assert options["password"] == ("p@ss" if "@mail" in url else "")


@pytest.mark.parametrize("url", ["mail.example:25", "http://mail.example", "smtp://"])
def test_another_address_is_refused_with_what_is_accepted(url):
    with pytest.raises(ValueError, match=r"smtp\+tls://host:port"):
        mail(url)
