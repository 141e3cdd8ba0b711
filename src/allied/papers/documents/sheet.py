"""The empty sheet: page size, type and colours of every Word document, and nothing else."""

from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT = "Calibri"
INK, QUIET, LINE = RGBColor(0x1B, 0x1D, 0x22), RGBColor(0x5C, 0x61, 0x6B), "C9CBD0"
TYPE = {
    # style: points, bold, space before, space after
    "Title": (24, True, 0, 2),
    "Subtitle": (11, False, 0, 14),
    "Heading 1": (14, True, 18, 6),
    "Heading 2": (12, True, 12, 4),
    "Heading 3": (11, True, 10, 4),
    "Normal": (11, False, 0, 6),
    "List Bullet": (11, False, 0, 3),
    "Caption": (9, False, 0, 6),
    "Header": (8, False, 0, 0),
    "Footer": (8, False, 0, 0),
}
SHORT, LONG = Cm(21), Cm(29.7)
CELL = "Table Text"
# Twentieths of a point beside the words of a cell; with Word's own 108 a long word of a wider font breaks.
CELL_SIDES = 60
QUIET_STYLES = frozenset({"Subtitle", "Caption", "Header", "Footer"})
LEFT_OUT = ("thumbnail", "customXml", "stylesWithEffects")
SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def empty_sheet(*, wide: bool = False) -> Any:
    """A4, upright or `wide`, with the house's type.

    Without the template's picture, macros of style and metadata.
    """
    document = Document()
    _drop_leftovers(document)
    _say_nothing_about_the_maker(document.core_properties)
    for name, look in TYPE.items():
        _style(document.styles[name], *look, quiet=name in QUIET_STYLES)
    cells = document.styles.add_style(CELL, WD_STYLE_TYPE.PARAGRAPH)
    cells.base_style = document.styles["Normal"]
    cells.font.size = Pt(9.5)
    cells.paragraph_format.space_before = cells.paragraph_format.space_after = Pt(2)
    page = document.sections[0]
    page.page_width, page.page_height = (LONG, SHORT) if wide else (SHORT, LONG)
    page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = Cm(2.4)
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.4)
    return document


def text_width(document: Any) -> int:
    """The width between the margins, in Word's own units."""
    page = document.sections[0]
    return int(page.page_width - page.left_margin - page.right_margin)


def _drop_leftovers(document: Any) -> None:
    for relations in (document.part.package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.rsplit("/", 1)[-1] in LEFT_OUT:
                del relations[key]
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name != "Normal Table":
            style.delete()
    settings = document.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS).element
    for tag in ("w:rsids", "w:proofState", "w:zoom"):
        for element in settings.findall(qn(tag)):
            settings.remove(element)


def _say_nothing_about_the_maker(properties: Any) -> None:
    properties.author, properties.comments = "Allied", ""
    properties.created = properties.modified = SOME_DAY


def _style(style: Any, points: int, bold: bool, before: int, after: int, *, quiet: bool) -> None:
    font = style.font
    font.name, font.size, font.bold, font.italic = FONT, Pt(points), bold, False
    font.color.rgb = QUIET if quiet else INK
    for spread in style.element.iter(qn("w:rPr")):
        for apart in spread.findall(qn("w:spacing")):
            spread.remove(apart)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for kind in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{kind}"), None)
    for kind in ("hAnsi", "cs"):
        fonts.set(qn(f"w:{kind}"), FONT)
    space = style.paragraph_format
    space.space_before, space.space_after, space.line_spacing = Pt(before), Pt(after), 1.15
    space.keep_with_next = style.name.startswith(("Heading", "Title"))
    if style.name == "Title":
        for border in style.element.iter(qn("w:pBdr")):
            border.getparent().remove(border)
            break


def close_cells(table: Any) -> None:
    """Little room beside the words of the cells, so that seven columns keep their longest words whole."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), str(CELL_SIDES))
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    properties = table._tbl.tblPr
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription")


def bottom_line(cell: Any) -> None:
    """The hairline under one row of a table."""
    borders = OxmlElement("w:tcBorders")
    line = OxmlElement("w:bottom")
    for key, value in {"val": "single", "sz": "4", "space": "0", "color": LINE}.items():
        line.set(qn(f"w:{key}"), value)
    borders.append(line)
    cell._tc.get_or_add_tcPr().append(borders)
