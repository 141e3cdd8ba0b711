"""Makes a Word file of the same content the same bytes: fixed dates, fixed order, no leftovers."""

import io
import zipfile

# The earliest day that a ZIP file can name: it says nothing about when or where it was made.
NO_DATE = (1980, 1, 1, 0, 0, 0)
FIRST = "[Content_Types].xml"
APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Allied</Application></Properties>'
)


def settled(file: bytes) -> bytes:
    """The same parts in one order with one date, and with nothing said about the maker's machine."""
    with zipfile.ZipFile(io.BytesIO(file)) as given:
        parts = {name: given.read(name) for name in given.namelist()}
    parts["docProps/app.xml"] = APPLICATION.encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as made:
        for name in sorted(parts, key=lambda name: (name != FIRST, name)):
            made.writestr(_entry(name), parts[name])
    return target.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, NO_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    return entry
