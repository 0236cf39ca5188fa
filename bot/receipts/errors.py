"""What can go wrong with a receipt.

ReceiptError
├── NotGenuine         no receipt that this installation signed: forged, altered, copied badly, or of somebody else
└── InvalidSigningKey  the signing key is missing, malformed, or meant for development only

`str(error)` is a Vietnamese sentence to show; none holds a key or what was taken for a receipt.
"""

from bot.receipts import wording


class ReceiptError(Exception):
    """Base of this package's errors."""


class NotGenuine(ReceiptError):
    def __init__(self) -> None:
        super().__init__(wording.NOT_GENUINE)


class InvalidSigningKey(ReceiptError):
    """The message names the setting and says how to make a key."""
