"""The facade that the dialogue, the channels and the other nouns call."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from bot.identity.challenging import Challenging
from bot.identity.codes import Codes
from bot.identity.contacts import Contact, ContactKind, read_contact
from bot.identity.disowning import Disowning
from bot.identity.errors import KindNotServed, UnusableContact
from bot.identity.messages import Content, MessageKind
from bot.identity.models import Disowned, DisownedKind, Proof, Purpose, SharedContact
from bot.identity.outcomes import Outcome, Sent
from bot.identity.places import Place
from bot.identity.ports import CustomerDirectory, Dispatch, Links
from bot.identity.proving import Proving
from bot.identity.repository.deliveries import DeliveryRows
from bot.identity.repository.sealing import Sealing
from bot.identity.site_keys import SiteKey
from bot.identity.site_tokens import SiteTokens
from bot.identity.telegram_contacts import TelegramContacts
from bot.storage.database import Database
from bot.storage.encryption import Keyring

NOTICE_LIFE = timedelta(days=3)
"""How long a notice is tried before it is given up."""
_NO_SITES: Mapping[str, SiteKey] = MappingProxyType({})


class IdentityService:
    """Every method joins the caller's transaction. Only `accept_telegram_contact` asks the directory, which may be on
    the network.

    `links` makes the public address of a "Không phải tôi" page from its token; the page must act on a button (POST) and
    not on being opened, for mail scanners open every link. `on_queued` rings the delivery worker.
    """

    def __init__(
        self,
        database: Database,
        keyring: Keyring,
        *,
        dispatch: Dispatch,
        directory: CustomerDirectory,
        links: Links,
        now: Callable[[], datetime],
        site_keys: Mapping[str, SiteKey] = _NO_SITES,
        on_queued: Callable[[], None] = lambda: None,
        codes: Codes | None = None,
    ) -> None:
        codes = codes or Codes(keyring)
        self._database = database
        self._dispatch = dispatch
        self._links = links
        self._on_queued = on_queued
        self._now = now
        self._sealing = Sealing(keyring)
        self._deliveries = DeliveryRows(self._sealing)
        self._proving = Proving(database, self._sealing, now)
        self._disowning = Disowning(database, self._sealing, codes, now)
        self._challenging = Challenging(database, self._sealing, codes, self._proving, self._disowning, links, now)
        self._telegram = TelegramContacts(database, self._sealing, directory, self._proving)
        self._site_tokens = SiteTokens(database, self._sealing, site_keys, self._proving, now)

    async def begin(self, organisation: str, conversation: str, channel: str, contact: str, purpose: Purpose) -> Sent:
        """Asks for a code to the contact that the text `contact` gives. The answer is the same whether or not it is on
        record.

        Raises `UnusableContact`, `KindNotServed`, `TooManyTries`, `TooManyCodes`, `CodeTooSoon`.
        """
        found = read_contact(contact)
        if found is None:
            raise UnusableContact
        if not self._dispatch.reaches(organisation, found.kind):
            raise KindNotServed(found.kind is ContactKind.PHONE)
        sent = await self._challenging.ask(Place(organisation, channel, conversation), found, purpose)
        self._on_queued()
        return sent

    async def resend(self, conversation: str) -> Sent:
        """A new code for the same contact and purpose; the older one is worth nothing from now on, and no count starts
        anew.

        Raises `NothingToResend`, `TooManyTries`, `TooManyCodes`, `CodeTooSoon`.
        """
        sent = await self._challenging.ask_again(conversation)
        self._on_queued()
        return sent

    async def answer(self, conversation: str, code: str) -> Outcome:
        """`code` is what the person typed, digits and all around them."""
        return await self._challenging.answer(conversation, code)

    async def proof_for(self, conversation: str, purpose: Purpose) -> Proof | None:
        """The strongest proof that is enough for the purpose, now good for another quarter of an hour; None: nothing is
        enough.
        """
        return await self._proving.for_purpose(conversation, purpose)

    async def proofs(self, conversation: str) -> tuple[Proof, ...]:
        """Valid ones, the strongest first, one a contact. Looking does not prolong them."""
        return await self._proving.valid(conversation)

    async def contacts(self, conversation: str) -> tuple[Contact, ...]:
        """What this conversation has proved, the strongest first."""
        return tuple(proof.contact for proof in await self._proving.valid(conversation))

    async def accept_telegram_contact(self, organisation: str, conversation: str, shared: SharedContact) -> Outcome:
        return await self._telegram.accept(Place(organisation, "telegram", conversation), shared)

    async def accept_site_token(self, organisation: str, conversation: str, channel: str, token: str) -> Outcome:
        return await self._site_tokens.accept(Place(organisation, channel, conversation), token)

    async def disown(self, token: str) -> Disowned | None:
        """ "Không phải tôi": ends the request that the token's message belongs to. Whatever this returns, the reader is
        shown `wording.DISOWNED`.
        """
        return await self._disowning.use(token)

    async def disowned(self, conversation: str) -> list[Disowned]:
        """What was refused in this conversation, oldest first. A ticket that rests on its proofs must wait for staff."""
        return await self._disowning.events(conversation)

    async def tell_old_contact(self, organisation: str, conversation: str, old: Contact) -> None:
        """Queues the notice that somebody wants to replace this contact, with its own "Không phải tôi"."""
        async with self._database.transaction() as connection:
            token = await self._disowning.new_token(
                connection, organisation, conversation, self._sealing.subject(old), DisownedKind.CONTACT_CHANGE
            )
            content = Content(link=self._links(token))
            await self._queue(organisation, conversation, old, MessageKind.CONTACT_CHANGE, content)

    async def notify(
        self, organisation: str, conversation: str, contact: Contact, *, subject: str, body: str, short: str
    ) -> None:
        """Queues a message in the caller's words; `short` is for text messages."""
        await self._queue(
            organisation,
            conversation,
            contact,
            MessageKind.NOTICE,
            Content(subject=subject, body=body, short=short),
        )

    def subject_of(self, contact: Contact) -> str:
        """The blind index that proofs have, to find a person's rows by."""
        return self._sealing.subject(contact)

    async def _queue(
        self, organisation: str, conversation: str, recipient: Contact, kind: MessageKind, content: Content
    ) -> None:
        now = self._now()
        async with self._database.transaction() as connection:
            await self._deliveries.add(
                connection,
                organisation=organisation,
                conversation=conversation,
                challenge=None,
                kind=kind,
                recipient=recipient,
                content=content,
                now=now,
                expires_at=now + NOTICE_LIFE,
            )
        self._on_queued()
