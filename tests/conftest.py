"""What every test stands on: no screen, one scale, the bundled fonts."""

import os

os.environ.update(QT_QPA_PLATFORM="offscreen", QT_SCALE_FACTOR="1", QT_FONT_DPI="96")
