"""A round carried on a stick, from the page: a sealed file for the hub, and the hub's answer from one."""

from lead_desktop.domain.person import Person
from lead_desktop.store.standing import read_device
from lead_desktop.wire import bundle
from tests.fakes.desks import walk_in
from tests.fakes.desks_meeting import HUB_KEY, HUB_SEAL
from tests.ui.sync.meeting import point


def answered(mine, data):
    """What the hub does with a file: the very calls of a network, and its answers sealed to the laptop."""
    device = read_device(mine.desk.vault.reader)
    head = bundle.header_of(data)
    held = bundle.opened(data, bundle.PushBundle, device.sign_key.public_key().public_bytes_raw(), HUB_SEAL)
    pushed = tuple(mine.hub.push(7, one) for one in held.pushes)
    pulled = mine.hub.pull(7, held.pull)
    chunks = {part.sha: mine.hub.chunks[part.sha] for fill in pulled.fill for part in fill.chunks}
    reply = bundle.ReplyBundle(to=head.bundle, pushed=pushed, pull=pulled, chunks=chunks)
    header = head.model_copy(update={"kind": "reply", "bundle": "answer-1"})
    return bundle.sealed(header, reply, HUB_KEY, point(device.seal_key))


def test_a_round_is_carried_there_and_back(mine, colleague, tmp_path):
    walk_in(colleague.desk, "Xochitl Vigil")
    colleague.sync()
    walk_in(mine.desk, "María Luz Ortega")
    mine.go("sync")
    mine.files.path = tmp_path / "out"
    mine.press("writeBundle")
    written = tmp_path / "out.cmsync"
    assert "The file holds 5 changes." in mine.texts()
    assert b"Luz" not in written.read_bytes()
    assert mine.runner.standing().waiting == 5
    mine.files.path = tmp_path / "answer.cmsync"
    mine.files.path.write_bytes(answered(mine, written.read_bytes()))
    mine.press("readBundle")
    assert "records arrived" in mine.texts()
    assert mine.state == "Everything is sent"
    assert {one.record.shown_name() for one in mine.desk.reading.of_type(Person)} == {
        "Xochitl Vigil",
        "María Luz Ortega",
    }


def test_a_file_that_is_not_the_hubs_answer_is_said_and_changes_nothing(mine, tmp_path):
    walk_in(mine.desk)
    mine.go("sync")
    mine.files.path = tmp_path / "photo.cmsync"
    mine.files.path.write_bytes(b"\x89PNG" * 100)
    mine.press("readBundle")
    assert "not the hub's answer" in mine.texts()
    assert mine.runner.standing().waiting > 0


def test_without_a_chosen_file_nothing_happens(mine):
    mine.go("sync")
    mine.press("writeBundle")
    mine.press("readBundle")
    assert len(mine.files.asked) == 2
    assert not mine.jobs.busy()
