"""How large an alliance workbook and its parts may be before it is refused (trust.md T22)."""

from typing import Final

MAX_FILE: Final = 10 * 1024 * 1024  # bytes of the file as it arrives
MAX_ENTRIES: Final = 2_000  # parts in the zip directory
MAX_UNPACKED: Final = 100 * 1024 * 1024  # bytes of all parts together
MAX_RATIO: Final = 100  # unpacked to packed, per part
RATIO_FLOOR: Final = 1024 * 1024  # smaller parts may be as repetitive as they like
MAX_SMALL_PART: Final = 8 * 1024 * 1024  # bytes of the parts that list sheets and styles

MAX_SHEETS: Final = 200  # sheets of a workbook, ignored ones included
MAX_ROWS: Final = 5_000  # last row of a sheet that may hold something
MAX_COLUMNS: Final = 256  # last column of a sheet that may hold something
MAX_CELLS: Final = 40_000  # filled cells in all sheets that are read
MAX_MERGED: Final = 2_000  # merged ranges of a sheet that are remembered
MAX_ELEMENTS: Final = 400_000  # XML elements in all sheets that are read, empty cells included
MAX_ANSWER: Final = 3 * 1024 * 1024  # bytes that the reading process may hand back

MEMORY: Final = 512 * 1024 * 1024  # bytes of address space of the reading process
CPU_SECONDS: Final = 1.6  # processor time of the reading process: what a bomb costs at most
DEADLINE_SECONDS: Final = 10  # wall clock of the reading process, for a machine that is busy

MAX_NAME: Final = 200  # characters of a name
MAX_TEXT: Final = 5_000  # characters of any other text
MAX_PARTS: Final = 500  # names that one cell may list
MAX_DIGITS: Final = 15  # digits that a spreadsheet keeps of a number
EXCEL_TEXT: Final = 32_767  # characters that a spreadsheet cell can hold
