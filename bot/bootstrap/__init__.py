"""The only place that builds objects from settings. Importing it builds nothing, and loads no Rasa."""

import asyncio
from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import structlog

from bot.knowledge.encoder import load_policy_encoder
from bot.knowledge.errors import KnowledgeError
from bot.knowledge.service import PolicyDesk
from bot.language.prepared import prepare_restorer
from bot.language.restoration import Restorer
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.bootstrap.desk import Desk
    from bot.channels.web.desk import DeskPages
    from bot.conversations.service import ConversationService
    from bot.dialogue.engine import DialogueEngine
    from bot.dialogue.models import Progress
    from bot.knowledge.models import Organisation
    from bot.storage.database import Database
    from bot.storage.encryption import Keyring

log = structlog.get_logger(__name__)


def load_settings() -> Settings:
    """From the environment and `.env`. Raises pydantic's `ValidationError` for a wrong value."""
    return Settings()


def restorer_sources(settings: Settings) -> list[Path]:
    """The texts that the accent restorer learns from, beside the law codes: the examples and the training policies.

    Policies of organisations are left out, so that importing one does not mean counting anew.
    """
    nlu = settings.paths.nlu
    return sorted([*nlu.glob("data/**/*.yml"), *nlu.glob("knowledge/**/*.yaml"), *nlu.glob("knowledge/**/*.txt")])


def restorer(settings: Settings) -> Callable[[], Restorer]:
    """A function that loads the restorer on its first call and remembers it."""
    loaded: list[Restorer] = []

    def load() -> Restorer:
        if not loaded:
            loaded.append(prepare_restorer(settings.paths.language, restorer_sources(settings)))
        return loaded[0]

    return load


def database(settings: Settings) -> "Database":
    """The configured database, not yet open. Raises `bot.storage.errors.InvalidUrl`."""
    from bot.storage.database import Database

    return Database(settings.database_url)


def keyring(settings: Settings) -> "Keyring":
    """The keys of encrypted fields; in development made once under `var/secrets`. Raises `bot.storage.errors.InvalidKeys`."""
    from bot.storage.keys import development_keyring, production_keyring

    keys, index_key = settings.secrets.keys.get_secret_value(), settings.secrets.index_key.get_secret_value()
    if settings.mode == "production":
        return production_keyring(keys, index_key)
    return development_keyring(keys, index_key, settings.paths.secrets)


def knowledge_desk(settings: Settings, policies: Path | None = None) -> PolicyDesk:
    """The desk over `policies`, or over the configured folder."""
    return PolicyDesk(
        policies or settings.paths.policies,
        partial(load_policy_encoder, settings.paths.language),
        restorer(settings),
        settings.paths.index,
    )


def trained_model(
    settings: Settings, force: bool = False, progress: "Callable[[Progress], None] | None" = None
) -> Path:
    """The dialogue model for the present `nlu/`, trained now if it is missing. Raises `bot.dialogue.errors.TrainingFailed`."""
    from bot.dialogue.training import train

    return train(settings.paths.nlu, settings.paths.models, force, progress or (lambda step: None))


def understanding_engine(settings: Settings, model: Path) -> "DialogueEngine":
    """An engine that understands and does nothing: it needs neither policies nor a database."""
    from bot.dialogue.engine import DialogueEngine

    return DialogueEngine(model, settings.paths.nlu, (), lambda slug: slug, phrases={})


def dialogue_engine(settings: Settings, policies: PolicyDesk, desk: "Desk", model: Path) -> "DialogueEngine":
    """The engine over a trained model; `initialize` loads it. `desk` is initialised by the caller."""
    from actions import wording
    from actions.registry import build_actions
    from actions.services import Services as ActionServices
    from bot.dialogue.engine import DialogueEngine

    actions = build_actions(ActionServices(policies, desk.intake, desk.database.transaction, desk.receipt_sentence))
    return DialogueEngine(
        model, settings.paths.nlu, actions, lambda slug: policies.organisation(slug).name, phrases=wording.PHRASES
    )


def desk(settings: Settings, policies: PolicyDesk) -> "Desk":
    """Identity, tickets and intake over the configured database; `initialize` opens it."""
    from bot.bootstrap.desk import build_desk

    return build_desk(settings, database(settings), keyring(settings), policies)


def conversation_service(engine: "DialogueEngine", desk: "Desk") -> "ConversationService":
    from bot.conversations.service import ConversationService
    from bot.conversations.store import MemoryConversationStore

    made = ConversationService(engine, MemoryConversationStore(), gate=desk.gate, after_turn=desk.deliveries.wake)
    desk.notices.chat = made.tell
    return made


class WebServices:
    """What `bot.app.create_app` is handed (`bot.channels.web.ports.Services`)."""

    def __init__(
        self, policies: PolicyDesk, desk: "Desk", engine: "DialogueEngine", conversations: "ConversationService"
    ) -> None:
        self._policies = policies
        self.desk = desk
        self._engine = engine
        self.conversations = conversations
        self._ready = False

    @cached_property
    def organisations(self) -> dict[str, "Organisation"]:
        """Every organisation that can be loaded; one with a broken policy is logged and left out, the others are served."""
        out = {}
        for slug in self._policies.organisations():
            try:
                out[slug] = self._policies.organisation(slug)
            except KnowledgeError as error:
                log.error("organisation_not_served", organisation=slug, problem=str(error))
        return out

    async def initialize(self) -> None:
        await self.desk.initialize()
        await asyncio.gather(self._engine.initialize(), asyncio.to_thread(self._warm_up))
        self._ready = True

    async def shutdown(self) -> None:
        self._ready = False
        await self._engine.shutdown()
        await self.desk.shutdown()

    async def ready(self) -> bool:
        return self._ready

    @cached_property
    def desk_pages(self) -> "DeskPages":
        from bot.channels.web.desk import DeskPages

        return DeskPages(self.desk.receipts, self.desk.refusals, self.desk.answers, self.desk.mailbox)

    def _warm_up(self) -> None:
        for slug in self.organisations:
            self._policies.warm_up(slug)


def web_services(settings: Settings, model: Path) -> WebServices:
    policies = knowledge_desk(settings)
    made = desk(settings, policies)
    engine = dialogue_engine(settings, policies, made, model)
    return WebServices(policies, made, engine, conversation_service(engine, made))
