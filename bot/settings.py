"""Typed settings: environment variables `LACHAN_<SECTION>__<FIELD>`, or the same lines in a file `.env`.

One section a concern. Every field is listed with its description in `.env.example`; a test compares the two.
"""

from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
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


class Web(_Section):
    host: str = Field("127.0.0.1", description="Address that `lachan serve` listens on")
    port: int = Field(8000, ge=1, le=65535, description="Port that `lachan serve` listens on")
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

    paths: Paths = Paths()
    web: Web = Web()
    logs: Logs = Logs()
