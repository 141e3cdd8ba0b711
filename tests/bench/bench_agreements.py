"""How well the reader reads: precision, recall and F1 per fact against lawyers' labels.

    .venv/bin/python tests/bench/bench_agreements.py [FOLDER]

FOLDER holds agreements as .txt with CUAD's labels.json; by default shared/contracts above the project.
"""

import json
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[2] / "src"), str(Path(__file__).parents[2])]

from tests.rooms.agreement.reading.measuring import agreements, judge, table


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else agreements()
    labels = json.loads((folder / "labels.json").read_text())
    began = time.perf_counter()
    found = judge(folder, labels)
    print(table(found))
    print(f"{len(labels)} agreements in {time.perf_counter() - began:.2f} s")
    for line in found.misses:
        print("  ", line)


if __name__ == "__main__":
    main()
