"""How large a document and its parts may be before it is refused (trust.md T22)."""

from typing import Final

MAX_FILE: Final = 10 * 1024 * 1024  # bytes of the file as it arrives
MAX_LETTERS: Final = 2_000_000  # characters of its text
MAX_ENTRIES: Final = 2_000  # parts in the zip directory of a Word file
MAX_UNPACKED: Final = 100 * 1024 * 1024  # bytes of all parts together
MAX_RATIO: Final = 100  # unpacked to packed, per part
RATIO_FLOOR: Final = 1024 * 1024  # smaller parts may be as repetitive as they like
MAX_PAGES: Final = 1_500  # pages of a PDF
MIN_LETTERS_A_PAGE: Final = 8  # a page with fewer has no text to speak of

MEMORY: Final = 512 * 1024 * 1024  # bytes of address space of the reading process
CPU_SECONDS: Final = 8.0  # processor time of the reading process
DEADLINE_SECONDS: Final = 30  # wall clock of the reading process, for a machine that is busy
MAX_ANSWER: Final = 24 * 1024 * 1024  # bytes that the reading process may hand back
