"""Shared by all tests: the environment that the project runs in, its prepared language data, and databases."""

import os

# Before anything imports a library that reads them.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("OMP_NUM_THREADS", "1")

import pytest

from bot.bootstrap import knowledge_desk
from bot.knowledge.service import PolicyDesk
from bot.settings import Settings

pytest_plugins = ["tests.unit.databases"]


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The defaults: real policies, real data, caches under var/."""
    return Settings(_env_file=None)  # type: ignore[call-arg]


@pytest.fixture(scope="session")
def desk(settings: Settings) -> PolicyDesk:
    """The real desk over the five sample organisations."""
    return knowledge_desk(settings)
