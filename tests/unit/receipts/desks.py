"""A receipt desk over a ticket desk."""

from bot.receipts.keys import SigningKeys
from bot.receipts.service import ReceiptService
from tests.unit.tickets.world import World

VERIFY = "https://quyen.example.com/receipts/verify"
SEED = bytes(range(32))
_NAMES = {"medring": "Medring", "vsign": "VSign"}


def desk(world: World, keys: SigningKeys | None = None, **names: str) -> ReceiptService:
    """`names` are those of organisations that are called otherwise by now."""
    return ReceiptService(
        world.database,
        keys or SigningKeys(SEED),
        names=lambda slug: {**_NAMES, **names}[slug],
        verify_url=VERIFY,
        now=world.clock,
    )
