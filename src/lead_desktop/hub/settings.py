"""What may be set about a hub: a small text file in its data folder, read when the hub starts."""

import platform
import tomllib
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lead_desktop.errors import LeadError
from lead_desktop.hub.authority import write_private
from lead_desktop.i18n import N_

FILE = "hub.toml"
PORT = 8765
Count = Annotated[int, Field(ge=1, le=10_000_000)]


class SettingsDamaged(LeadError):
    """The settings file is missing, no TOML, or says something that is not a setting."""

    code = "hub_settings_damaged"
    message = N_("The file hub.toml in the hub's data folder is missing or says something that the hub does not know.")


class Settings(BaseModel):
    """The settings of one hub. Limits are those of security 3.11 and rulings (burst 600 requests)."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    programme: str = Field(default="LEAD", max_length=200)
    listen: str = "0.0.0.0"  # noqa: S104 - laptops come from other computers; every request is signed
    port: int = Field(default=PORT, ge=0, le=65535)
    url: str = Field(default="", pattern=r"^(https://[^/\s]+)?$")
    names: tuple[str, ...] = ()
    database_url: str = ""
    pooler: bool = False
    """Whether a pooler of transactions (PgBouncer) stands before PostgreSQL."""
    requests_per_minute: Count = 600
    chunks_per_minute: Count = 2_000
    megabytes_per_minute: Count = 20
    enrolments_per_hour: Count = 10
    refusals_per_minute: Count = 120
    connections: Count = 10
    """To PostgreSQL, by one hub process."""


def write_settings(folder: Path, host: str = "", port: int = PORT, database_url: str = "") -> Settings:
    """Write the settings of a new hub; host: the name or address by which laptops reach it."""
    host = host or platform.node() or "localhost"
    names = [host] if host == "localhost" else [host, "localhost"]
    lines = [
        "# Settings of this hub; read when it starts. docs/hub.md says what else may stand here.",
        f"port = {port}",
        f'url = "https://{host}:{port}"',
        f"names = [{', '.join(_quoted(one) for one in names)}]",
    ]
    if database_url:
        lines.append(f"database_url = {_quoted(database_url)}")
    write_private(folder / FILE, ("\n".join(lines) + "\n").encode())
    return read_settings(folder)


def read_settings(folder: Path) -> Settings:
    """Read the settings; raises SettingsDamaged."""
    try:
        return Settings.model_validate(tomllib.loads((folder / FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, ValidationError):
        raise SettingsDamaged from None


def with_database(text: str, database_url: str) -> str:
    """Return a settings file that names another database; the embedded one when the address is empty."""
    kept = [line for line in text.splitlines() if not line.startswith(("database_url", "pooler"))]
    return "\n".join([*kept, *([f"database_url = {_quoted(database_url)}"] if database_url else []), ""])


def _quoted(text: str) -> str:
    """Return a TOML string; a JSON string is one."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
