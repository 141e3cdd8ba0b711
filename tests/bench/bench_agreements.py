"""How well the reader reads: precision, recall and F1 per fact against lawyers' labels; and how quickly.

    .venv/bin/python tests/bench/bench_agreements.py [FOLDER]

FOLDER holds agreements as .txt with CUAD's labels.json; by default shared/contracts above the project.
"""

import json
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[2])]

from allied.rooms.agreement.reading.rules.agreement_reader import read_agreement
from tests.rooms.agreement.reading.measuring import agreements, judge, table


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else agreements()
    labels = json.loads((folder / "labels.json").read_text())
    began = time.perf_counter()
    found = judge(folder, labels)
    print(table(found))
    print(f"{len(labels)} agreements in {time.perf_counter() - began:.2f} s")
    print(f"120 kB read in {long_reading(folder):.2f} s (limit 2)")
    for line in found.misses:
        print("  ", line)


def long_reading(folder: Path) -> float:
    """Seconds for the longest agreement, repeated until it has 120,000 letters."""
    longest = max((file.read_text(encoding="utf-8") for file in folder.glob("*.txt")), key=len)
    words = (longest * (1 + 120_000 // len(longest)))[:120_000]
    began = time.perf_counter()
    read_agreement(words)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
