"""What can go wrong with the intake.

IntakeError
├── UnreadableState   a state of another version, or none at all: the intake begins anew
└── InvalidRules      `organisations.toml` does not hold what it should

What a person can do wrong is no error here: they are told, and asked again.
"""


class IntakeError(Exception):
    """Base of this package's errors."""


class UnreadableState(IntakeError):
    def __init__(self) -> None:
        super().__init__("Không đọc được phần đang làm dở.")


class InvalidRules(IntakeError):
    """The message is a Vietnamese sentence that begins with the name of the file."""
