"""`python -m lead_desktop` starts the program."""

import sys

from lead_desktop.app import main

if __name__ == "__main__":
    sys.exit(main())
