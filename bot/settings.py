"""Typed settings: environment variables `LACHAN_<SECTION>__<FIELD>`, or the same lines in a file `.env`.

One section a concern, and `LACHAN_MODE` above them. Every field is listed with its description in `.env.example`; a test
compares the two.
"""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# The project's folder: where `policies/`, `nlu/` and `var/` lie unless told otherwise.
ROOT = Path(__file__).resolve().parent.parent


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Paths(_Section):
    policies: Path = Field(ROOT / "policies", description="Folder with one folder an organisation")
    nlu: Path = Field(ROOT / "nlu", description="The Rasa project: config.yml, domain/, data/, components/")
    var: Path = Field(ROOT / "var", description="Everything made at run time: models, caches")

    @property
    def models(self) -> Path:
        return self.var / "models"

    @property
    def index(self) -> Path:
        return self.var / "index"

    @property
    def language(self) -> Path:
        return self.var / "language"

    @property
    def secrets(self) -> Path:
        return self.var / "secrets"


class Storage(_Section):
    url: SecretStr = Field(
        SecretStr(""),
        description="sqlite+aiosqlite:///file or postgresql+asyncpg://user:password@host/database[?schema=name]; "
        "empty: lachan.db under var",
    )


class Secrets(_Section):
    keys: SecretStr = Field(
        SecretStr(""),
        description="Keys of encrypted fields: id:base64,id:base64 of 32 bytes each; the first encrypts, all decrypt; "
        "empty in development: made once",
    )
    index_key: SecretStr = Field(
        SecretStr(""),
        description="Key of look-ups in encrypted fields: base64 of 32 bytes, never to be changed; "
        "empty in development: made once",
    )
    receipt_key: SecretStr = Field(
        SecretStr(""), description="Key that signs receipts: base64 of 32 bytes; empty in development: made once"
    )
    receipt_old_keys: str = Field(
        "", description="Public keys that signed receipts before, as /receipts/key shows them, with commas between"
    )


class Web(_Section):
    host: str = Field("127.0.0.1", description="Address that `lachan serve` listens on")
    port: int = Field(8000, ge=1, le=65535, description="Port that `lachan serve` listens on")
    public_url: str = Field(
        "http://127.0.0.1:8000",
        description="Address under which people reach this service; links in messages begin with it",
    )
    turns_per_minute: int = Field(30, ge=1, description="Messages one web conversation may send in a minute")
    sessions_per_minute: int = Field(
        60, ge=1, description="New web conversations one network address may open in a minute"
    )
    body_limit: int = Field(65_536, ge=1_024, description="Largest request body in bytes; a larger one gets 413")


class Logs(_Section):
    level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field("INFO", description="Least severe level that is logged")
    format: Literal["console", "json"] = Field("console", description="`console` for people, `json` for machines")


class Settings(BaseSettings):
    """All settings. Building one reads the environment and `.env`, nothing else."""

    model_config = SettingsConfigDict(
        env_prefix="LACHAN_", env_nested_delimiter="__", env_file=".env", extra="ignore", frozen=True
    )

    mode: Literal["development", "production"] = Field(
        "development", description="`production` refuses what is only fit for trying out, such as keys made by itself"
    )
    paths: Paths = Paths()
    storage: Storage = Storage()
    secrets: Secrets = Secrets()
    web: Web = Web()
    logs: Logs = Logs()

    @property
    def database_url(self) -> str:
        """The configured database, or the SQLite file under `var`. May hold a password."""
        return self.storage.url.get_secret_value() or f"sqlite+aiosqlite:///{self.paths.var / 'lachan.db'}"
