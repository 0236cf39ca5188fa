"""What can go wrong between us and an organisation's systems.

SystemsError
├── InvalidWebhook        `[webhook]` of an organisation.toml cannot work
├── NotDelivered          no system took the instruction; it is tried again
└── AnswerRefused
    ├── NotSigned         no signature, a wrong one, too old, from the future, or for an organisation without systems
    ├── MalformedAnswer   the message names the field
    ├── UnknownInstruction
    └── AnswerConflict    another answer has this id, or the instruction is done already

`str(error)` is a Vietnamese sentence to show; none holds a secret, or what was sent.
"""

from bot.systems import wording


class SystemsError(Exception):
    """Base of this package's errors."""


class InvalidWebhook(SystemsError):
    """The message names the file and the key."""


class NotDelivered(SystemsError):
    """`reason` is a word or number for the log; `retry_after` seconds, if the other side said so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        self.reason, self.retry_after = reason, retry_after
        super().__init__(f"{wording.NOT_DELIVERED} ({reason})")


class AnswerRefused(SystemsError):
    """Nothing was done."""


class NotSigned(AnswerRefused):
    """Which of the causes it was is for the log alone, as `reason`."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(wording.NOT_SIGNED)


class MalformedAnswer(AnswerRefused):
    def __init__(self, problem: str) -> None:
        super().__init__(wording.malformed(problem))


class UnknownInstruction(AnswerRefused):
    def __init__(self) -> None:
        super().__init__(wording.UNKNOWN_INSTRUCTION)


class AnswerConflict(AnswerRefused):
    """The message says which."""
