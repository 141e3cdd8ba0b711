"""The check of pages finds what it is there to find."""

import pytest

from tests.web.soundness import faults_of

SOUND = "<title>x</title><main><h1>x</h1>{}</main>"


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ("<h1>y</h1>", "the page has 2 first headings"),
        ("<h3>y</h3>", "a heading jumps to level 3"),
        ('<p id="a"></p><p id="a"></p>', "the id a appears twice"),
        ("<table><tr><td>1</td></tr></table>", "a table has no caption: 1"),
        ('<input name="q">', "the field q has no label"),
        ('<label for="nothing">x</label>', "for=nothing points at nothing"),
        ('<p style="color:red">x</p>', "<p> carries style inline"),
        ('<p onclick="x()">x</p>', "<p> carries onclick inline"),
        ("<script>x()</script>", "<script> is inline"),
        ('<script src="https://elsewhere.example/x.js"></script>', "another host"),
        ('<form method="post" action="/x"></form>', "the form to /x has no csrfmiddlewaretoken"),
        ("<button>x</button>", "a button has no type: x"),
        ("<svg></svg>", "neither named nor hidden"),
        ('<a href="#gone">x</a>', "the link #gone leads nowhere"),
    ],
)
def test_a_page_that_is_not_sound_is_found(html: str, fault: str) -> None:
    assert any(fault in one for one in faults_of(SOUND.format(html)))


def test_a_sound_page_has_no_faults() -> None:
    assert faults_of(SOUND.format("<p>x</p>")) == []


def test_a_tag_that_is_never_closed_is_found() -> None:
    with pytest.raises(AssertionError, match="closes <p>"):
        faults_of(SOUND.format("<p>x"))
