"""`python -m lead_desktop` starts the program."""

import gc
import sys

gc.disable()  # nothing that a start loads is rubbish; the program looks for some once its first page stands

from lead_desktop.app import main  # noqa: E402 - after the line that speeds it up

if __name__ == "__main__":
    sys.exit(main())
