"""A key derivation that costs nothing: these tests open vaults by the dozen, and are not about passphrases."""

import pytest

from lead_desktop.store import doors, slots
from tests.fakes.small_vaults import cheap_derive


@pytest.fixture(autouse=True)
def _cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "derive", cheap_derive)
    monkeypatch.setattr(doors, "derive", cheap_derive)
