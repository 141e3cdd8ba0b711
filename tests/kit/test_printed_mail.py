"""What is printed instead of mailed can be read and its links followed."""

from io import StringIO

from django.core.mail import EmailMessage

from allied.kit.printed_mail import EmailBackend

LINK = "http://127.0.0.1:8000/acts/" + "x=" * 90


def test_a_long_link_and_accents_are_printed_as_they_are():
    out = StringIO()
    letter = EmailMessage("Für Zoë", f"Approve: {LINK}\n", "allied@a.example", ["zoe@b.example"])
    assert EmailBackend(stream=out).send_messages([letter]) == 1
    printed = out.getvalue()
    assert f"Approve: {LINK}\n" in printed
    assert "Subject: Für Zoë\n" in printed
    assert "To: zoe@b.example\n" in printed
