"""Operations on their way up."""

from lead_desktop.domain.person import Person


def test_what_one_laptop_pushes_another_pulls(laptop):
    one, two = laptop(), laptop("outreach")
    rid = one.new(Person, {2: {"first": "Ana"}})
    one.set(Person, rid, 2, {"first": "Ana María"})
    (answer,) = one.push()
    assert [(r.n, r.outcome) for r in answer.results] == [(1, "applied"), (2, "applied")]
    two.pull()
    assert two.heads
