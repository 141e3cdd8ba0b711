"""What the product serves itself: styles in their layers, fonts, icons and two small scripts."""

import re

import pytest

from tests.web.stage import STATIC, TEMPLATES

STYLES = sorted(STATIC.glob("*.css"))
SCRIPTS = sorted(STATIC.glob("*.js"))
LAYERS = [
    "reset",
    "tokens",
    "base",
    "layout",
    "components",
    "charts",
    "screens",
    "utilities",
    "print",
]


@pytest.mark.parametrize("path", STYLES, ids=lambda path: path.name)
def test_a_style_calls_no_other_host_and_its_files_exist(path) -> None:  # type: ignore[no-untyped-def]
    source = path.read_text(encoding="utf-8")
    assert "http" not in source
    assert "@import" not in source
    for name in re.findall(r'url\("([^"]+)"\)', source):
        assert (STATIC / name).is_file(), name
    assert source.count("{") == source.count("}")


def test_the_order_of_the_layers_is_declared_once_and_every_rule_is_in_one() -> None:
    (declared,) = re.findall(r"@layer ([\w, ]+);", (STATIC / "tokens.css").read_text())
    assert declared.split(", ") == LAYERS
    for path in STYLES:
        outside = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        tops = re.findall(r"^([^\s}@][^{]*)\{", outside, re.MULTILINE)
        assert tops == [], f"{path.name} styles outside of a layer: {tops}"
        used = re.findall(r"^@layer (\w+) \{", outside, re.MULTILINE)
        assert used == sorted(used, key=LAYERS.index) or path.name == "app.css"
        assert set(used) <= set(LAYERS)


def test_private_blocks_never_print_on_a_joint_page() -> None:
    source = (STATIC / "app.css").read_text(encoding="utf-8")
    assert '.sheet:not([data-aud="private"]) :is(.private, .talk-private) { display: none' in source


@pytest.mark.parametrize(
    "condition",
    ["(forced-colors: active)", "(prefers-reduced-motion: reduce)", "(pointer: coarse)", "print"],
)
def test_other_ways_of_reading_have_their_rules(condition: str) -> None:
    assert any(f"@media {condition}" in path.read_text(encoding="utf-8") for path in STYLES)


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_is_small_and_calls_no_other_host(path) -> None:  # type: ignore[no-untyped-def]
    source = path.read_text(encoding="utf-8")
    assert len(source.splitlines()) <= 200
    assert "http" not in source
    assert "eval(" not in source


def test_what_the_scripts_look_for_is_in_the_pages() -> None:
    source = (STATIC / "app.js").read_text(encoding="utf-8")
    pages = "".join(path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html"))
    for name in re.findall(r"\[(data-[\w-]+)\]", source):
        assert name in pages or f"dataset.{name.removeprefix('data-')}" in source, name
    for name in re.findall(r'\$\("#([\w-]*\w)[" ]', source):
        assert f'id="{name}"' in pages, name


def test_fonts_and_icons_come_with_their_licences() -> None:
    assert (STATIC / "fonts" / "Inter-LICENSE.txt").is_file()
    assert (STATIC / "icons" / "LICENSE.txt").is_file()
    assert len(list((STATIC / "fonts").glob("*.woff2"))) == 2


def test_the_text_font_is_loaded_by_the_product_itself() -> None:
    assert "fonts/inter-latin-opsz-normal.woff2" in (STATIC / "tokens.css").read_text()
