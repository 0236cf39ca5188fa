"""The edge to Rasa: everything of it that we use is imported here, once, with its environment set and its warnings
silenced.

Importing this module takes seconds and 500 MB, because Rasa imports TensorFlow. Only `runtime`, `in_process` and the
like do, and they are imported when a dialogue starts, not when the program does.
"""

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import structlog


@contextmanager
def quiet() -> Iterator[None]:
    """Without the warnings of Rasa and of the libraries it pins. For imports, training and loading, not for
    messages.
    """
    # Recorded, not only ignored: sanic puts a filter of its own before ours.
    with warnings.catch_warnings(record=True):
        warnings.simplefilter("ignore")
        yield


@contextmanager
def _lean() -> Iterator[None]:
    """Without two things that importing Rasa does on the way and nobody needs.

    TensorFlow Lite imports jax if it can (0.8 s); webexteamssdk, imported for a channel, asks git for our
    repository's version.
    """
    ceiling = os.environ.get("GIT_CEILING_DIRECTORIES")
    os.environ["GIT_CEILING_DIRECTORIES"] = str(Path(structlog.__file__).parents[2])
    absent = "jax" not in sys.modules
    if absent:
        sys.modules["jax"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        if absent:
            del sys.modules["jax"]
        if ceiling is None:
            del os.environ["GIT_CEILING_DIRECTORIES"]
        else:
            os.environ["GIT_CEILING_DIRECTORIES"] = ceiling


def _prepare() -> None:
    os.environ["RASA_TELEMETRY_ENABLED"] = "false"
    os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
    # Read when the first library with OpenMP is loaded, and TensorFlow comes before the encoder, which is slow with
    # more.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    # No training cache in the current directory: a model is cached as a whole, by content (`training`).
    os.environ.setdefault("RASA_MAX_CACHE_SIZE", "0")
    if not structlog.is_configured():
        # Unconfigured, structlog prints every debug event of Rasa to stdout, people's messages included.
        structlog.configure(
            logger_factory=structlog.stdlib.LoggerFactory(),
            wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
            processors=[structlog.processors.KeyValueRenderer()],
        )


_prepare()
with quiet(), _lean():
    from rasa.core.actions.action import RemoteAction
    from rasa.core.agent import Agent
    from rasa.core.channels.channel import OutputChannel, UserMessage
    from rasa.core.nlg.generator import ResponseVariationFilter
    from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator
    from rasa.core.tracker_store import TrackerStore
    from rasa.shared.core import events
    from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
    from rasa.shared.core.domain import Domain
    from rasa.shared.core.trackers import DialogueStateTracker
    from rasa.shared.exceptions import RasaException
    from rasa.utils.endpoints import ClientResponseError, EndpointConfig

__all__ = [
    "ACTION_LISTEN_NAME",
    "ACTION_SESSION_START_NAME",
    "Agent",
    "ClientResponseError",
    "DialogueStateTracker",
    "Domain",
    "EndpointConfig",
    "OutputChannel",
    "RasaException",
    "RemoteAction",
    "ResponseVariationFilter",
    "TemplatedNaturalLanguageGenerator",
    "TrackerStore",
    "UserMessage",
    "events",
    "import_components",
    "quiet",
    "silence_logs",
]


def silence_logs() -> None:
    """Rasa's own reports: warnings and worse only, and none of failed actions, which come to us as `TurnFailed`.

    Its tracebacks can hold what a person wrote.
    """
    for name in ("rasa", "rasa_sdk", "apscheduler", "matplotlib", "tensorflow"):
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger("rasa.core.processor").setLevel(logging.CRITICAL)


def import_components(nlu_dir: Path) -> None:
    """Let Rasa find `nlu.components`, which a model names by module: the folder that holds `nlu/` joins the import
    path.
    """
    root = str(nlu_dir.resolve().parent)
    if root not in sys.path:
        sys.path.append(root)
