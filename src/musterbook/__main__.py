"""`python -m musterbook` is the same as the console script."""

import sys

from musterbook.views.cli import main

if __name__ == "__main__":
    sys.exit(main())
