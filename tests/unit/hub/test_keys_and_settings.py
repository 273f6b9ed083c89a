"""What `init` makes: keys that only their owner may read, a certificate, settings."""

import stat
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from lead_desktop.hub import authority
from lead_desktop.hub.authority import KeysDamaged, certificate_due, load_authority, make_authority, renew_certificate
from lead_desktop.hub.settings import SettingsDamaged, read_settings, write_settings
from tests.fakes.clock import StandingClock

NAMES = ["hub.example", "10.0.0.5"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("hub") / "keys"
    make_authority(place, NAMES, StandingClock())
    return place


def test_every_key_is_there_and_only_its_owner_may_read_it(folder):
    assert {one.name for one in folder.iterdir()} == {
        "authority.key", "authority.pem", "server.key", "server.pem", "answers.key", "sealing.key", "backup.key",
        "backup.pub",
    }  # fmt: skip
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_certificate_is_signed_by_the_authority_for_the_names_of_the_hub(folder):
    held, above = (
        x509.load_pem_x509_certificate((folder / one).read_bytes()) for one in ("server.pem", "authority.pem")
    )
    held.verify_directly_issued_by(above)
    named = held.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert named.get_values_for_type(x509.DNSName) == ["hub.example"]
    assert [str(one) for one in named.get_values_for_type(x509.IPAddress)] == ["10.0.0.5"]


def test_a_renewed_certificate_keeps_the_pin_on_paper(folder):
    clock = StandingClock()
    before = load_authority(folder).pin
    assert not certificate_due(folder, NAMES, clock)
    assert certificate_due(folder, [*NAMES, "other.example"], clock)
    clock.advance(timedelta(days=authority.SERVER_DAYS - authority.RENEW_DAYS))
    assert certificate_due(folder, NAMES, clock)
    renew_certificate(folder, NAMES, clock)
    assert not certificate_due(folder, NAMES, clock)
    assert load_authority(folder).pin == before


def test_secrets_are_the_same_in_every_process_and_another_for_every_purpose(folder):
    one, other = load_authority(folder), load_authority(folder)
    assert one.secret(b"nonces") == other.secret(b"nonces") != one.secret(b"else")
    assert isinstance(one.sealing.curve, ec.SECP384R1)


@pytest.mark.parametrize("name", ["answers.key", "sealing.key", "server.key"])
@pytest.mark.parametrize("how", ["missing", "cut", "another kind"])
def test_a_missing_or_damaged_key_is_said_and_nothing_is_made_anew(tmp_path, name, how):
    place = tmp_path / "keys"
    make_authority(place, NAMES, StandingClock())
    damaged = place / name
    if how == "missing":
        damaged.unlink()
    elif how == "cut":
        damaged.write_bytes(damaged.read_bytes()[:60])
    else:
        damaged.write_bytes((place / ("server.key" if name == "answers.key" else "answers.key")).read_bytes())
    with pytest.raises(KeysDamaged):
        load_authority(place)


def test_settings_are_written_with_the_name_of_the_computer_and_read_back(tmp_path):
    held = write_settings(tmp_path, "hub.example", 9000, 'postgresql://u:p"w@db/lead')
    assert (held.url, held.port, held.names) == ("https://hub.example:9000", 9000, ("hub.example", "localhost"))
    assert held.database_url == 'postgresql://u:p"w@db/lead'
    assert read_settings(tmp_path) == held
    assert stat.S_IMODE((tmp_path / "hub.toml").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "text", ["port = 0x", "port = -1", 'colour = "red"', 'url = "http://plain"', "port = 'a'", "\xff"]
)
def test_settings_that_the_hub_does_not_know_are_refused(tmp_path, text):
    (tmp_path / "hub.toml").write_text(text, encoding="latin-1")
    with pytest.raises(SettingsDamaged):
        read_settings(tmp_path)
