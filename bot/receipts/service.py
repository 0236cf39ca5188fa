"""The facade: issue a receipt, read one, check one against the books."""

from collections.abc import Callable
from datetime import datetime

from bot.receipts import repository, tokens
from bot.receipts.errors import NotGenuine
from bot.receipts.keys import PublicKey, SigningKeys
from bot.receipts.models import Checked, Facts, Receipt, Statement, Verdict, facts_of, to_second
from bot.receipts.ports import OrganisationNames
from bot.storage.database import Database
from bot.tickets.desk import code_of
from bot.tickets.errors import TicketNotFound
from bot.tickets.models import Ticket


class ReceiptService:
    """`verify_url` is the public address of the page that checks receipts, without a fragment."""

    def __init__(
        self,
        database: Database,
        keys: SigningKeys,
        *,
        names: OrganisationNames,
        verify_url: str,
        now: Callable[[], datetime],
    ) -> None:
        self._database = database
        self._keys = keys
        self._names = names
        self._verify_url = verify_url
        self._now = now

    @property
    def public_keys(self) -> tuple[PublicKey, ...]:
        """The one that signs first."""
        return self._keys.public

    @property
    def verify_url(self) -> str:
        return self._verify_url

    def issue(self, ticket: Ticket) -> Receipt:
        """For the ticket as a change has just left it (`bot.tickets.desk.Changed.ticket`). Touches no database."""
        return self._issue(facts_of(ticket))

    async def issue_for(self, organisation: str, code: str) -> Receipt:
        """As the ticket stands now; `code` as people type it. Raises `bot.tickets.errors.TicketNotFound`."""
        async with self._database.transaction() as connection:
            facts = await repository.facts(connection, organisation, code_of(code))
        if facts is None:
            raise TicketNotFound
        return self._issue(facts)

    def read(self, text: str) -> Receipt:
        """What the text or link says, if it was signed here. Raises `NotGenuine`."""
        statement, sealed = tokens.unseal(text, self._keys)
        return Receipt(statement, sealed, self._link(sealed))

    async def check(self, text: str) -> Checked:
        """Whether it was signed here, and whether the books say the same."""
        try:
            receipt = self.read(text)
        except NotGenuine:
            return Checked(Verdict.NOT_GENUINE)
        said = receipt.statement.facts
        async with self._database.transaction() as connection:
            now = await repository.facts(connection, said.organisation, said.code)
            recorded = await repository.hash_at(connection, said.organisation, said.code, said.sequence)
        if now is None or recorded != said.head:
            return Checked(Verdict.DISAGREES, receipt, now)
        if now.sequence > said.sequence:
            return Checked(Verdict.MOVED_ON, receipt, now)
        # The same entry is the last one, so that everything else must be the same too.
        return Checked(Verdict.CURRENT if now == said else Verdict.DISAGREES, receipt, now)

    def _issue(self, facts: Facts) -> Receipt:
        statement = Statement(facts, self._names(facts.organisation), to_second(self._now()))
        sealed = tokens.seal(statement, self._keys)
        return Receipt(statement, sealed, self._link(sealed))

    def _link(self, sealed: str) -> str:
        return f"{self._verify_url}#{sealed}"
