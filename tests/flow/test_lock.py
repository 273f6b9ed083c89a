"""Real processes: lock, a fresh one at the unlock page, the same place; a kill; a second start."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lead_desktop.clock import SystemClock
from lead_desktop.store.hold import CLEAN, NAME as HOLD
from tests.ui.start_parts import door, set_up_and_close

ROOT = Path(__file__).parents[2]
PATIENCE_S = 90


class Runs:
    """Starts driven programs on one folder and reads what they noted."""

    def __init__(self, folder):
        self.folder, self.log = folder, folder / "driven.log"
        self.log.touch()
        self.started = []

    def start(self, steps):
        command = [sys.executable, "-m", "tests.flow.driven", steps, str(self.log), "--folder", str(self.folder)]
        made = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
        self.started.append(made)
        return made

    def notes(self):
        return self.log.read_text()

    def wait_for(self, pattern, times=1):
        end = time.monotonic() + PATIENCE_S
        while len(re.findall(pattern, self.notes())) < times:
            assert time.monotonic() < end, f"{pattern} not in\n{self.notes()}"
            time.sleep(0.05)

    def processes(self):
        return {int(line.split()[0]) for line in self.notes().splitlines()}

    def end(self):
        for made in self.started:
            made.kill()
            made.wait()
            made.stderr.close()
        for number in self.processes() - {made.pid for made in self.started}:
            try:
                os.kill(number, signal.SIGKILL)
            except ProcessLookupError:
                continue


@pytest.fixture
def runs(tmp_path):
    set_up_and_close(door(tmp_path, SystemClock()))
    made = Runs(tmp_path)
    yield made
    made.end()


@pytest.mark.survives(38)
@pytest.mark.parametrize("how", ["lock", "idle"])
def test_locking_while_typing_starts_a_fresh_process_and_leads_back_to_the_text(runs, how):
    first = runs.start(f"unlock,to_referral,type_a_name,{how}|at_unlock_page,unlock,at_the_referral,sees_the_text,quit")
    runs.wait_for("did quit")
    _out, errors = first.communicate(timeout=PATIENCE_S)
    assert first.returncode == 0
    assert len(runs.processes()) == 2
    assert "Quintana" not in errors
    runs.wait_for("did sees_the_text")


@pytest.mark.survives(23)
def test_text_half_typed_is_back_after_the_process_was_killed(runs):
    first = runs.start("unlock,to_referral,type_a_name,wait_for_draft,stay")
    runs.wait_for("did wait_for_draft")
    first.kill()
    first.communicate()
    runs.start("unlock,to_referral,sees_the_text,quit")
    runs.wait_for("did quit")


@pytest.mark.survives(27)
def test_a_second_start_shows_the_first_and_ends(runs):
    runs.start("at_unlock_page,wait_to_be_shown,quit")
    runs.wait_for("did at_unlock_page")
    second = runs.start("stay")
    second.communicate(timeout=PATIENCE_S)
    assert second.returncode == 0
    runs.wait_for("did wait_to_be_shown")


def test_quitting_closes_the_vault_in_order(runs):
    first = runs.start("unlock,to_referral,quit")
    first.communicate(timeout=PATIENCE_S)
    assert first.returncode == 0
    assert (runs.folder / "programme" / HOLD).read_bytes() == CLEAN
    assert not list((runs.folder / "programme").glob("*-wal"))


def test_restoring_from_the_settings_goes_on_in_a_fresh_process(runs):
    runs.start("unlock,restore|at_restore_page,quit")
    runs.wait_for("did at_restore_page")
    runs.wait_for("did quit")
