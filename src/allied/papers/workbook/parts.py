"""Which part of the file holds which sheet, and what its styles say about a cell."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from .guard import XLSX, read_part
from .limits import MAX_SHEETS
from .problems import Wrong

_BOOK, _LINKS, _STYLES = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"
_PERCENT_FORMATS = ("9", "10")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class Styles:
    """The numbers of the cell styles that mark text as text, and that show percentages."""

    quoted: frozenset[int]
    percent: frozenset[int]


def sheet_parts(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets in the order of the file: name, and the part that holds its cells (or nothing)."""
    targets = {
        link.get("Id", ""): link.get("Target", "")
        for link in _children(_parse(archive, _LINKS), "Relationship")
        if link.get("Type", "").endswith("/worksheet")
    }
    sheets = list(_children(_parse(archive, _BOOK), "sheet"))
    if len(sheets) > MAX_SHEETS:
        raise Wrong(f"the workbook has more than {MAX_SHEETS} sheets", XLSX)
    named = [
        (sheet.get("name", ""), targets.get(_local_attribute(sheet, "id"), "")) for sheet in sheets
    ]
    return [(name, _inside(target) if target else "") for name, target in named]


def styles(archive: zipfile.ZipFile) -> Styles:
    """What the style sheet of the workbook says; a workbook may have none."""
    if _STYLES not in archive.namelist():
        return Styles(frozenset(), frozenset())
    root = _parse(archive, _STYLES)
    formats = {
        form.get("numFmtId", ""): _LITERAL.sub("", form.get("formatCode", ""))
        for form in _children(root, "numFmt")
    }
    percents = {number for number, code in formats.items() if "%" in code} | set(_PERCENT_FORMATS)
    cells = [xf for group in _children(root, "cellXfs") for xf in _children(group, "xf")]
    return Styles(
        frozenset(n for n, xf in enumerate(cells) if xf.get("quotePrefix") in ("1", "true")),
        frozenset(n for n, xf in enumerate(cells) if xf.get("numFmtId") in percents),
    )


def _parse(archive: zipfile.ZipFile, name: str) -> Element:
    try:
        root: Element = fromstring(read_part(archive, name), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise Wrong("a part of the file cannot be read", XLSX) from error
    return root


def _children(root: Element, name: str) -> Iterator[Element]:
    """Elements by their name, whichever namespace the writer of the file used."""
    return (element for element in root.iter() if str(element.tag).rpartition("}")[2] == name)


def _local_attribute(element: Element, name: str) -> str:
    values = (value for key, value in element.items() if key.rpartition("}")[2] == name)
    return next(values, "")


def _inside(target: str) -> str:
    path = target if target.startswith("/") else posixpath.join("xl", target)
    return posixpath.normpath(path).lstrip("/")
