"""What `create_app` is handed: `bot.bootstrap` makes one, tests make one with a dialogue of their own."""

from collections.abc import Mapping
from typing import Protocol

from bot.channels.web.desk import DeskPages
from bot.conversations.service import ConversationService
from bot.knowledge.models import Organisation


class Services(Protocol):
    """`initialize` and `shutdown` are called once each, around the life of the app; `ready` is cheap and never raises.

    `organisations` maps slugs to what is served, in the order of the start page. It may change while the app runs: a page
    is rendered anew when its organisation is another object.
    """

    @property
    def organisations(self) -> Mapping[str, Organisation]: ...
    @property
    def conversations(self) -> ConversationService: ...
    @property
    def desk_pages(self) -> DeskPages | None:
        """None where there is no desk behind the chat."""
        ...

    async def initialize(self) -> None: ...
    async def shutdown(self) -> None: ...
    async def ready(self) -> bool: ...
