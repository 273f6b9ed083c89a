import logging
import threading

import pytest

from lead_desktop.errors import LeadError, NotFound
from lead_desktop.ui.jobs import Jobs


@pytest.fixture
def jobs(qapp):
    made = Jobs()
    yield made
    made.close()


def answer(qtbot, job):
    with qtbot.waitSignal(job.finished, timeout=5000) as waiting:
        pass
    return waiting.args[0]


def test_work_is_done_on_another_thread_and_answered_on_this_one(qtbot, jobs):
    heard = []
    job = jobs.run(threading.get_ident)
    job.finished.connect(lambda worker: heard.append((worker, threading.get_ident())))
    with qtbot.waitSignal(job.ended):
        pass
    assert heard[0][0] != heard[0][1] == threading.get_ident()


def test_writing_work_keeps_its_order(qtbot, jobs):
    done = []
    for n in range(50):
        last = jobs.run(done.append, n)
    with qtbot.waitSignal(last.finished):
        pass
    assert done == list(range(50))
    assert not jobs.busy()


def test_long_work_aside_does_not_hold_up_writing(qtbot, jobs):
    gate = threading.Event()
    slow = jobs.aside(gate.wait)
    assert answer(qtbot, jobs.run(sum, (1, 2))) == 3
    gate.set()
    assert answer(qtbot, slow) is True


def test_an_error_of_ours_arrives_as_it_is(qtbot, jobs):
    def work():
        raise NotFound

    job = jobs.run(work)
    with qtbot.waitSignal(job.went_wrong) as waiting:
        pass
    assert isinstance(waiting.args[0], NotFound)


def test_an_unexpected_error_becomes_our_sentence_and_its_text_is_never_logged(qtbot, jobs, caplog):
    def work():
        raise ValueError("Consuelo Zyxw")

    job = jobs.run(work)
    with caplog.at_level(logging.ERROR), qtbot.waitSignal(job.went_wrong) as waiting:
        pass
    assert waiting.args[0].words() == LeadError().words()
    assert "ValueError" in caplog.text
    assert "test_jobs.py:" in caplog.text
    assert "Consuelo" not in caplog.text


def test_long_work_tells_how_far_it_is(qtbot, jobs):
    def work(total, steps):
        for n in range(total):
            steps(n + 1, total)
        return "done"

    heard = []
    job = jobs.run_in_steps(work, 3)
    job.progressed.connect(lambda done, total: heard.append((done, total)))
    assert answer(qtbot, job) == "done"
    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_a_cancelled_job_that_waited_is_never_begun(qtbot, jobs):
    gate, begun = threading.Event(), []
    jobs.run(gate.wait)
    job = jobs.run(begun.append, 1)
    job.cancel()
    gate.set()
    with qtbot.waitSignal(job.ended):
        pass
    assert begun == []


def test_running_work_learns_that_it_should_stop(qtbot, jobs):
    begun = threading.Event()

    def work(steps):
        begun.set()
        while not steps.stopped():
            pass

    job = jobs.run_in_steps(work)
    begun.wait(5)
    with qtbot.assertNotEmitted(job.finished), qtbot.waitSignal(job.ended):
        job.cancel()


def test_closing_ends_both_threads_and_takes_no_more_work(qapp):
    before = threading.active_count()
    jobs = Jobs()
    job = jobs.run(sum, (1, 2))
    jobs.close()
    jobs.close()
    assert threading.active_count() == before
    assert not jobs.busy()
    with pytest.raises(RuntimeError):
        jobs.run(sum, (1,))
    job.deleteLater()


def test_closing_finishes_every_write_that_was_asked_for(qapp):
    jobs, done, gate = Jobs(), [], threading.Event()
    jobs.run(gate.wait)
    for n in range(5):
        jobs.run(done.append, n)
    gate.set()
    jobs.close()
    assert done == [0, 1, 2, 3, 4]


def test_the_end_waits_for_nobody_who_does_not_answer_outside(qtbot):
    jobs, gate, touched = Jobs(), threading.Event(), []

    def work(steps):
        with steps.outside():
            gate.wait(20)
        if not steps.stopped():
            touched.append("ours")

    job = jobs.hub(work)
    qtbot.waitUntil(job.outside.is_set)
    jobs.close()
    assert not gate.is_set()
    gate.set()
    jobs._hub._thread.join(5)
    assert not jobs._hub._thread.is_alive()
    assert touched == []


def test_the_end_waits_for_what_was_begun_on_the_disk(qtbot):
    jobs, begun, done = Jobs(), threading.Event(), []

    def work(steps):
        begun.set()
        done.extend(n * n for n in range(200_000))

    jobs.hub(work)
    qtbot.waitUntil(begun.is_set)
    jobs.close()
    assert len(done) == 200_000
