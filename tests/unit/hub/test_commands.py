"""`lead-hub` as an administrator types it, on a real PostgreSQL."""

import io
import json
import re
import signal
import subprocess
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from lead_desktop.domain.person import Person
from lead_desktop.hub.backup import scratch_database
from lead_desktop.hub.command import main
from lead_desktop.hub.console import Console
from lead_desktop.hub.devices import suspend_device
from lead_desktop.hub.embedded import Embedded, FolderTooDeep
from lead_desktop.hub.hub import Hub
from lead_desktop.hub.place import opened
from lead_desktop.hub.running import Parts
from lead_desktop.hub.settings import Settings
from lead_desktop.wire.bundle import BundleHeader, PushBundle, ReplyBundle, opened as opened_bundle, sealed
from lead_desktop.wire.hub_api import Refused
from lead_desktop.wire.messages import PullRequest
from tests.fakes.clock import StandingClock
from tests.fakes.hub_door import Laptop, QuietCore, listening, point
from tests.fakes.laptops import Laptop as FullLaptop, Worker

PULL = PullRequest(epoch="e", dev=1, cursor=0, scur=0, sv=1)


class Terminal:
    """Somebody at the hub's terminal."""

    def __init__(self, folder, url, clock):
        self.folder, self.url, self.clock = folder, url, clock

    def __call__(self, *words, given=""):
        out = io.StringIO()
        place = ("--data", str(self.folder), *(("--database-url", self.url) if self.url else ()))
        code = main([*place, *words], Console(out, io.StringIO(given)), self.clock)
        return code, out.getvalue()

    def said(self, *words, given=""):
        code, told = self(*words, given=given)
        assert code == 0, told
        return told


@pytest.fixture
def clock():
    return StandingClock()


@pytest.fixture
def hub(tmp_path, database_url, clock):
    made = Terminal(tmp_path / "hub", database_url, clock)
    made.said("init", "--host", "hub.example")
    made.url = ""
    return made


@pytest.fixture
def door(hub, clock):
    """The hub of the terminal, listening."""
    with opened(hub.folder, clock) as held:
        parts = Parts(QuietCore(hub=Hub(held.database, clock)), held.database, held.authority, Settings(), clock)
        with listening(parts, held.authority) as port:
            open_laptops = []

            def asked_by(laptop):
                open_laptops.append(laptop)
                key = held.authority.answers.public_key().public_bytes_raw()
                return laptop.at(port, held.authority.pin, clock, key)

            asked_by.parts = parts
            yield asked_by
            for one in open_laptops:
                one.close()


def brought_in(hub, door, count):
    hub.said("users", "add", "Ana Pacheco", "--role", "outreach")
    laptops = [Laptop(number) for number in range(1, count + 1)]
    for one in laptops:
        code = re.search(r"code +(\S+)", hub.said("enrol", "Ana Pacheco", "--confirmed"))[1]
        door(one).enrol(one.request(code))
    return laptops


def test_init_says_what_comes_next_and_makes_nothing_twice(tmp_path, database_url, clock):
    at = Terminal(tmp_path / "hub", database_url, clock)
    told = at.said("init", "--host", "hub.example", "--port", "9000")
    assert "https://hub.example:9000" in told
    assert "backup.key" in told
    code, told = at("init")
    assert code == 1
    assert "Nothing was changed" in told
    assert at("status")[0] == 0


def test_a_folder_without_a_hub_is_said(tmp_path, clock):
    code, told = Terminal(tmp_path / "nothing", "", clock)("status")
    assert code == 1
    assert "lead-hub init" in told
    assert not (tmp_path / "nothing").exists()


def test_a_postgres_that_does_not_answer_is_said(hub, clock):
    hub.url = "postgresql://nobody@127.0.0.1:1/none?connect_timeout=2"
    code, told = hub("status")
    assert code == 1
    assert "PostgreSQL does not answer" in told
    assert "Traceback" not in told


def test_a_laptop_is_let_in_by_the_words_it_shows(hub, door):
    hub.said("users", "add", "Ana Pacheco", "--role", "outreach", "--agency", "LEAD")
    slip = hub.said("enrol", "ana  PACHECO")
    assert "https://hub.example:8765" in slip
    laptop = Laptop(1)
    request = laptop.request(re.search(r"code +(\S+)", slip)[1])
    answer = door(laptop).enrol(request)
    waiting = hub.said("confirm")
    assert "A laptop of Ana Pacheco (outreach)" in waiting
    assert answer.fingerprint not in waiting
    assert hub("confirm", "babab", "babab", "babab", "babab", "babab", "babab")[0] == 1
    assert "Laptop 1 is in" in hub.said("confirm", *answer.fingerprint.upper().split())
    assert door(laptop).enrol(request).dev == 1
    assert "Ana Pacheco" in hub.said("devices")


def test_a_laptop_can_be_refused(hub, door):
    hub.said("users", "add", "Ana Pacheco", "--role", "outreach")
    laptop = Laptop(1)
    request = laptop.request(re.search(r"code +(\S+)", hub.said("enrol", "Ana Pacheco"))[1])
    words = door(laptop).enrol(request).fingerprint
    assert "Refused" in hub.said("confirm", "--refuse", *words.split())
    with pytest.raises(Refused):
        door(laptop).enrol(request)


def test_the_slip_as_a_file_holds_the_address_the_pin_and_the_code(hub, tmp_path):
    hub.said("users", "add", "Ana Pacheco", "--role", "outreach")
    told = hub.said("enrol", "Ana Pacheco", "--slip", str(tmp_path / "slip.json"))
    held = json.loads((tmp_path / "slip.json").read_text())
    assert held["url"] == "https://hub.example:8765"
    assert held["code"] in told.replace("-", "")
    assert (tmp_path / "slip.json").stat().st_mode & 0o077 == 0


def test_people_of_two_sides_get_no_code_together_and_unknown_ones_none(hub):
    hub.said("users", "add", "Ana Pacheco", "--role", "outreach")
    hub.said("users", "add", "Omar Diaz", "--role", "officer", "--agency", "SFPD")
    assert "different sides" in hub("enrol", "Ana Pacheco", "Omar Diaz")[1]
    assert "Nobody of this name" in hub("enrol", "Somebody")[1]
    assert "no such role" in hub("users", "add", "Eva", "--role", "boss")[1]
    hub.said("users", "end", "Omar Diaz")
    assert "(ended)" in hub.said("users")
    assert "Nobody of this name" in hub("enrol", "Omar Diaz")[1]


def test_a_laptop_is_revoked_drained_and_readmitted_only_where_that_can_be(hub, door):
    brought_in(hub, door, 2)
    assert "lead-hub wipe 1" in hub.said("revoke", "1")
    assert hub("readmit", "1")[0] == 1
    assert hub("revoke", "7")[0] == 1
    hub.said("drain", "2")
    assert hub("drain", "2")[0] == 1
    hub.said("revoke", "2")
    assert "revoked" in hub.said("devices")


def test_a_laptop_that_was_being_retired_is_still_when_it_was_stopped_as_a_copy_and_is_readmitted(hub, door):
    brought_in(hub, door, 2)
    hub.said("drain", "1")
    with opened(hub.folder, hub.clock) as held, held.database.owning() as connection:
        for number in (1, 2):
            suspend_device(connection, number)
    assert "still being retired" in hub.said("readmit", "1")
    assert "retired" not in hub.said("readmit", "2")
    told = hub.said("devices")
    assert re.search(r"1 +draining", told)
    assert re.search(r"2 +active", told)


def test_a_laptop_for_somebody_who_has_ended_meanwhile_is_not_let_in_with_nobody_on_it(hub, door):
    hub.said("users", "add", "Ana Pacheco", "--role", "outreach")
    laptop = Laptop(1)
    code = re.search(r"code +(\S+)", hub.said("enrol", "Ana Pacheco"))[1]
    words = door(laptop).enrol(laptop.request(code)).fingerprint.split()
    hub.said("users", "end", "Ana Pacheco")
    assert "A laptop of somebody who has ended" in hub.said("confirm")
    status, told = hub("confirm", *words)
    assert (status, "no longer expected" in told) == (1, True)
    assert "0 laptops, 1 waiting" in hub.said("devices")
    hub.said("confirm", "--refuse", *words)


def test_a_laptop_is_ordered_to_fetch_anew_what_it_holds(hub, door):
    (laptop,) = brought_in(hub, door, 1)
    assert "fetches anew" in hub.said("resync", "1")
    (order,) = door(laptop).pull(PULL).orders
    assert order.kind == "resync"
    hub.said("drain", "1")
    assert "no such laptop" in hub("resync", "1")[1]


def test_a_file_that_is_not_there_is_said_in_words(hub, tmp_path):
    status, told = hub("bundle", str(tmp_path / "none.cmsync"), str(tmp_path / "answer.cmsync"))
    assert status == 1
    assert "no such file" in told
    assert "none.cmsync" in told
    assert "no such file" in hub("restore-check", str(tmp_path / "none.leadhub"))[1]


@pytest.mark.survives(81)
def test_a_wipe_of_more_than_three_laptops_needs_two_administrators_and_a_day(hub, door, clock):
    laptops = brought_in(hub, door, 5)
    codes = {}
    for name in ("Eva", "Omar"):
        told = hub.said("users", "add", name, "--role", "administrator")
        codes[name] = re.search(r"Approval code: (\S+)", told)[1]
    assert hub("wipe", "1", given="no\n")[0] == 1
    hub.said("wipe", "1", "2", given="yes\n")
    # Two are ordered; two more within the day would be four.
    assert hub("wipe", "3", "4", "--by", "Eva", given="4FXP-QKA2-72AX\n")[0] == 1
    assert hub("wipe", "3", "4", "--by", "Ana Pacheco", given="x\n")[0] == 1
    asked = hub.said("wipe", "3", "4", "--by", "Eva", given=codes["Eva"] + "\n")
    number = re.search(r"--approve (\d+)", asked)[1]
    assert hub("wipe", "--approve", number, "--by", "Eva", given=codes["Eva"] + "\n")[0] == 1
    hub.said("wipe", "--approve", number, "--by", "Omar", given=codes["Omar"] + "\n")
    door.parts.look_after()
    assert door(laptops[2]).pull(PULL).orders == ()
    clock.advance(timedelta(hours=24, seconds=1))
    door.parts.look_after()
    with pytest.raises(Refused) as caught:
        door(laptops[2]).pull(PULL)
    assert caught.value.refusal.order.kind == "wipe"
    assert door(laptops[4]).pull(PULL).orders == ()
    assert "was approved" in hub.said("status")


@pytest.mark.survives(81)
def test_a_wipe_that_was_asked_for_can_be_withdrawn(hub, door, clock):
    brought_in(hub, door, 4)
    told = hub.said("users", "add", "Eva", "--role", "administrator")
    code = re.search(r"Approval code: (\S+)", told)[1]
    asked = hub.said("wipe", "1", "2", "3", "4", "--by", "Eva", given=code + "\n")
    number = re.search(r"--approve (\d+)", asked)[1]
    hub.said("wipe", "--withdraw", number)
    assert hub("wipe", "--withdraw", number)[0] == 1
    clock.advance(timedelta(days=2))
    door.parts.look_after()
    assert hub.said("devices").count("active") == 4


@pytest.mark.survives(81)
def test_a_laptop_nobody_knows_is_not_wiped_and_stops_no_other_wipe(hub, door, clock, database_url):
    laptops = brought_in(hub, door, 4)
    codes = {}
    for name in ("Eva", "Omar"):
        told = hub.said("users", "add", name, "--role", "administrator")
        codes[name] = re.search(r"Approval code: (\S+)", told)[1]
    assert "no such laptop" in hub("wipe", "1", "99", given="yes\n")[1]
    assert hub("wipe", "1", "2", "3", "99", "--by", "Eva", given=codes["Eva"] + "\n")[0] == 1
    asked = hub.said("wipe", "1", "2", "3", "4", "--by", "Eva", given=codes["Eva"] + "\n")
    number = re.search(r"--approve (\d+)", asked)[1]
    hub.said("wipe", "--approve", number, "--by", "Omar", given=codes["Omar"] + "\n")
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM lead.device WHERE dev = 2")
    clock.advance(timedelta(hours=24, seconds=1))
    door.parts.look_after()
    for one in (laptops[0], laptops[3]):
        with pytest.raises(Refused) as caught:
            door(one).pull(PULL)
        assert caught.value.refusal.order.kind == "wipe"
    assert "laptop 2: It was to be wiped" in hub.said("status")


class BrokenDatabase:
    """Fails as nobody expected."""

    def owning(self):
        raise ZeroDivisionError


def test_upkeep_that_fails_in_a_way_nobody_expected_is_noted_and_goes_on(hub, clock, caplog):
    caplog.set_level("INFO", "lead_desktop.hub")
    with opened(hub.folder, clock) as held:
        Parts(QuietCore(), BrokenDatabase(), held.authority, Settings(), clock).look_after()
    (record,) = caplog.records
    assert record.lead == {"event": "upkeep_failed", "kind": "ZeroDivisionError"}


@pytest.mark.survives(84)
def test_a_clock_that_is_set_while_the_hub_runs_is_told(hub, door, clock):
    door.parts.look_after()
    clock.set_wall(clock.now() + timedelta(days=365))
    door.parts.look_after()
    assert "clock was set by more than five minutes" in hub.said("status")


@pytest.mark.survives(84)
def test_a_hub_whose_clock_is_behind_is_not_started_and_says_how_it_can_be(hub, door, clock):
    brought_in(hub, door, 1)
    clock.set_wall(clock.now() - timedelta(days=365))
    status, told = hub("serve")
    assert status == 1
    assert "a day behind" in told
    assert "--clock-is-right" in told


def test_status_says_in_words_what_needs_a_person(hub, door):
    hub.said("users", "add", "Ana Pacheco", "--role", "outreach")
    code = re.search(r"code +(\S+)", hub.said("enrol", "Ana Pacheco"))[1]
    first, second = Laptop(1), Laptop(2)
    door(first).enrol(first.request(code))
    with pytest.raises(Refused):
        door(second).enrol(second.request(code))
    told = hub.said("status")
    assert "1  waiting to be let in" in told
    assert "A used enrolment code was tried again." in told
    assert "0 waiting" in hub.said("quarantine")
    assert "step 2" in hub.said("migrate")


def test_work_in_quarantine_is_listed_by_its_reason_and_can_be_closed(hub, database_url):
    with psycopg.connect(database_url) as connection:
        connection.execute(
            'INSERT INTO lead.quarantine(dev, dseq, body, chain, code, recv_at) VALUES (3, 118, \'{"v":"Maria"}\','
            " '', 'role', 1764000000000)"
        )
    told = hub.said("quarantine")
    assert "laptop 3  operation 118  role" in told
    assert "Maria" not in told
    assert "No such operation waits" in hub("quarantine", "--accept", "3", "118")[1]
    hub.said("quarantine", "--refuse", "3", "118", "--by", "Eva", "--note", "by mistake")
    assert hub("quarantine", "--refuse", "3", "118")[0] == 1
    assert "0 waiting" in hub.said("quarantine")


def test_work_in_quarantine_can_be_let_in(hub, clock):
    with opened(hub.folder, clock) as held:
        officer = FullLaptop(Hub(held.database, clock), Worker("officer")).join()
        officer.new(Person)
        officer.push()
    assert "Let in as number 2" in hub.said("quarantine", "--accept", "1", "1", "--by", "Eva")
    assert "0 waiting" in hub.said("quarantine")


def test_a_round_on_a_stick_is_taken_in_and_answered(hub, door, tmp_path, clock):
    (laptop,) = brought_in(hub, door, 1)
    with opened(hub.folder, clock) as held:
        epoch = door(laptop).health().epoch
        header = BundleHeader(kind="push", bundle="b", uid=laptop.uid, epoch=epoch, first=0, last=0, at=1)
        body = PushBundle(pushes=(), pull=PULL.model_copy(update={"epoch": epoch}))
        data = sealed(header, body, laptop.sign, point(held.authority.sealing))
        answers = held.authority.answers.public_key().public_bytes_raw()
    (tmp_path / "round.lead").write_bytes(data)
    hub.said("bundle", str(tmp_path / "round.lead"), str(tmp_path / "answer.lead"))
    reply = opened_bundle((tmp_path / "answer.lead").read_bytes(), ReplyBundle, answers, laptop.seal)
    assert (reply.to, reply.refusal) == ("b", None)
    assert reply.pull.epoch == epoch
    assert hub("bundle", str(tmp_path / "round.lead"), str(tmp_path / "answer.lead"))[0] == 1
    (tmp_path / "cut.lead").write_bytes(data[:-1])
    code, told = hub("bundle", str(tmp_path / "cut.lead"), str(tmp_path / "other.lead"))
    assert code == 1
    assert "could not be read" in told


def test_a_backup_is_restored_beside_the_hub_checked_and_gone_again(hub, door, tmp_path, database_url):
    brought_in(hub, door, 1)
    told = hub.said("backup", str(tmp_path / "kept"))
    assert "Move it to a safe place" in told
    (file,) = (tmp_path / "kept").iterdir()
    assert b"Ana" not in file.read_bytes()
    assert file.stat().st_mode & 0o077 == 0
    assert "This backup is whole" in hub.said("restore-check", str(file))
    with psycopg.connect(database_url) as connection:
        left = connection.execute("SELECT count(*) FROM pg_database WHERE datname LIKE 'lead_check%'").fetchone()
    assert left == (0,)
    cut = tmp_path / "cut"
    for at in (0, 10, 100, len(file.read_bytes()) - 1):
        cut.write_bytes(file.read_bytes()[:at])
        assert "cannot be read" in hub("restore-check", str(cut))[1]
    bent = bytearray(file.read_bytes())
    bent[len(bent) // 2] ^= 1
    cut.write_bytes(bent)
    assert "cannot be read" in hub("restore-check", str(cut))[1]


def test_a_backup_of_a_damaged_database_is_found_out(hub, door, tmp_path, database_url):
    brought_in(hub, door, 1)
    with psycopg.connect(database_url) as connection:
        connection.execute("DELETE FROM lead.op WHERE seq = 1")
    hub.said("backup", str(tmp_path / "kept"))
    (file,) = (tmp_path / "kept").iterdir()
    code, told = hub("restore-check", str(file))
    assert code == 1
    assert "order_has_gaps" in told


def heads(connection):
    """The last participant number and the last device number that may have been given out."""
    return connection.execute("SELECT n.last, d.last FROM number_head n, device_head d").fetchone()


@pytest.mark.survives(80)
def test_a_restored_hub_has_its_keys_and_people_and_a_new_timeline(hub, door, tmp_path, database_url, clock):
    (laptop,) = brought_in(hub, door, 1)
    before = door(laptop).health().epoch
    hub.said("backup", str(tmp_path / "kept"))
    (file,) = (tmp_path / "kept").iterdir()
    key = str(hub.folder / "keys" / "backup.key")
    with scratch_database(database_url, clock) as url:
        again = Terminal(tmp_path / "again", url, clock)
        assert "Start it" in again.said("restore", str(file), "--key", key)
        assert "something here already" in again("restore", str(file), "--key", key)[1]
        with opened(again.folder, clock, url) as held:
            parts = Parts(QuietCore(hub=Hub(held.database, clock)), held.database, held.authority, Settings(), clock)
            with listening(parts, held.authority) as port:
                answers = held.authority.answers.public_key().public_bytes_raw()
                asked = laptop.at(port, held.authority.pin, clock, answers)
                assert asked.pull(PULL).to == 0
                assert asked.health().epoch != before
                laptop.close()
            with held.database.owning() as connection:
                assert heads(connection) == (100_000, 1_001)


@pytest.mark.survives(80)
def test_after_a_failover_a_new_timeline_is_begun_only_when_somebody_means_it(hub, door, database_url):
    laptop = Laptop(1)
    before = door(laptop).health().epoch
    assert hub("new-timeline", given="no\n")[0] == 1
    assert door(laptop).health().epoch == before
    hub.said("new-timeline", given="yes\n")
    assert door(laptop).health().epoch != before
    with psycopg.connect(database_url, options="-c search_path=lead") as connection:
        assert heads(connection) == (100_000, 1_000)


def test_a_folder_whose_path_is_too_long_for_a_private_socket_is_refused(tmp_path):
    deep = tmp_path / ("d" * 60) / ("e" * 60)
    with pytest.raises(FolderTooDeep):
        Embedded(deep / "postgres")
    assert not deep.exists()


def test_a_backup_that_cannot_be_restored_leaves_no_half_restored_hub(hub, tmp_path, database_url, clock):
    hub.said("backup", str(tmp_path / "kept"))
    (file,) = (tmp_path / "kept").iterdir()
    key = str(hub.folder / "keys" / "backup.key")
    again = Terminal(tmp_path / "again", database_url, clock)
    assert "something here already" in again("restore", str(file), "--key", key)[1]
    assert not again.folder.exists()
    assert "cannot be read" in again("restore", str(file), "--key", str(hub.folder / "keys" / "server.key"))[1]
    assert not again.folder.exists()


@pytest.fixture
def open_folder():
    """Lend a folder that PostgreSQL's own user can reach; pytest keeps its folders to itself."""
    with tempfile.TemporaryDirectory(prefix="lead-hub-", ignore_cleanup_errors=True) as name:
        yield Path(name) / "hub"


def test_serve_makes_a_hub_with_a_postgres_of_its_own_and_stops_it_again(open_folder):
    folder = open_folder
    command = [sys.executable, "-m", "lead_desktop.hub.command", "--data", str(folder), "serve", "--port", "0"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    with subprocess.Popen([*command, "--host", "localhost"], **pipes) as running:
        try:
            told = ""
            while "The hub serves" not in told:
                line = running.stdout.readline()
                assert line, told + running.stderr.read()
                told += line
            assert '"event": "started"' in running.stderr.readline()
            running.send_signal(signal.SIGTERM)
            assert running.wait(30) == 0
        finally:
            running.kill()
        assert '"event": "stopped"' in running.stderr.read()
    assert "A new hub in" in told
    assert not (folder / "postgres" / "postmaster.pid").exists()
