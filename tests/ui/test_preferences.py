import json
import stat

import pytest
from hypothesis import given, strategies as st

from lead_desktop.ui import preferences
from lead_desktop.ui.preferences import NAME, Preferences, load, save


def test_what_was_saved_comes_back_and_is_private(tmp_path):
    wanted = Preferences("es", "dark", 125, 5, 1400, 900)
    assert save(tmp_path, wanted)
    assert load(tmp_path) == wanted
    assert stat.S_IMODE((tmp_path / NAME).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 4000, b" " * 5000, b'{"language": 5, "theme": ["x"], "width": -1}'],
)
def test_a_damaged_file_gives_the_defaults(tmp_path, content):
    (tmp_path / NAME).write_bytes(content)
    assert load(tmp_path) == Preferences()


def test_an_unknown_value_gives_its_default_and_the_rest_stays(tmp_path):
    (tmp_path / NAME).write_text(json.dumps({"language": "es", "theme": "pink", "text_size": True, "last_search": "x"}))
    assert load(tmp_path) == Preferences(language="es")


@given(st.dictionaries(st.sampled_from([*Preferences.__slots__, "other"]), st.none() | st.integers() | st.text()))
def test_whatever_stands_in_the_file_what_is_loaded_is_allowed(tmp_path_factory, found):
    folder = tmp_path_factory.mktemp("prefs")
    (folder / NAME).write_text(json.dumps(found))
    loaded = load(folder)
    assert all(preferences._allowed(name, getattr(loaded, name)) for name in Preferences.__slots__)


def test_a_folder_that_is_not_there_is_no_reason_to_stop(tmp_path):
    assert not save(tmp_path / "gone", Preferences())
    assert load(tmp_path / "gone") == Preferences()
