"""The row of what can be done on a person's page, in rooms of different width."""

from lead_desktop.ui.person.doing import Doing


def words_at(doing, width):
    doing.resize(width, 200)
    return {key: made.text() for key, made in doing._made.items() if not made.isHidden()}


def test_words_go_from_what_is_seldom_done_first_and_come_back_with_the_room(qtbot):
    doing = Doing()
    qtbot.addWidget(doing)
    doing.retranslate()
    doing.show_allowed(dict.fromkeys(doing._made, True))
    doing.show()
    assert all(words_at(doing, 3000).values())
    some = words_at(doing, 700)
    assert some["contact"]
    assert some["supplies"]
    assert not some["edit"]
    assert "Edit" in doing._made["edit"].toolTip()
    assert doing._made["edit"].accessibleName() == "Edit"
    assert [key for key, text in words_at(doing, 120).items() if text] == ["contact"]
    assert all(words_at(doing, 3000).values())
