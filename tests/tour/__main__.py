"""`python -m tests.tour`: plays the whole story and says what was seen; exit code 1 when any check does not hold."""

import sys

from tests.tour.driver import main

if __name__ == "__main__":
    sys.exit(main())
