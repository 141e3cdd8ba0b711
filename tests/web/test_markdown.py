"""What people write becomes HTML that cannot carry a script or call another host."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allied.web.markdown import TABLE_TAGS, TEXT_TAGS, TITLE_TAGS, markdown
from tests.web.html import read


@pytest.mark.parametrize(
    "written",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "![x](https://elsewhere.example/pixel.png)",
        '<a href="https://x.example" onclick="alert(1)">x</a>',
        "<style>body{display:none}</style>",
        "| a |\n|--:|\n| 1 |",
    ],
)
def test_markdown_carries_no_script_style_or_picture(written: str) -> None:
    page = read(markdown(written))
    names = {one.name for one in page.walk()}
    assert names.isdisjoint({"script", "style", "img", "iframe"})
    for one in page.walk():
        assert not any(name.startswith("on") or name == "style" for name in one.attrs)
        assert one.attrs.get("href", "https:").startswith(("https:", "http:", "mailto:"))


@given(st.text(alphabet="<>&\"'()[]!`*_#-|\n abc:/=", max_size=80))
def test_any_text_becomes_well_formed_html(written: str) -> None:
    names = {one.name for one in read(markdown(written)).walk()} - {"document"}
    assert names <= TEXT_TAGS | TITLE_TAGS | TABLE_TAGS


def test_the_headings_of_a_text_stay_below_those_of_the_page() -> None:
    assert markdown("# One\n\n###### Six") == "<h3>One</h3>\n<h6>Six</h6>\n"


def test_links_tell_the_other_host_nothing() -> None:
    (link,) = read(markdown("[terms](https://terms.example)")).find("a")
    assert link.attrs["rel"] == "noopener noreferrer nofollow"


def test_lists_emphasis_and_tables_work() -> None:
    page = read(markdown("- **one**\n- ~~two~~\n\n| a | b |\n|---|---|\n| 1 | 2 |"))
    assert [li.text for li in page.find("li")] == ["one", "two"]
    assert page.find("strong")
    assert [cell.text for cell in page.find("td")] == ["1", "2"]
