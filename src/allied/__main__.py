"""`python -m allied …`: the command line, the third door."""

import sys

from allied.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
