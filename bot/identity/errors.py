"""What can go wrong with identity.

IdentityError
├── RequestRefused
│   ├── UnusableContact     no e-mail address and no mobile number of Viet Nam
│   ├── KindNotServed       the organisation sends no codes to contacts of this kind
│   ├── CodeTooSoon         the last code is younger than 30 seconds
│   ├── TooManyCodes        three within the hour
│   ├── TooManyTries        no guesses are left today
│   └── NothingToResend     no code was asked for in this conversation
├── SendingError
│   ├── RecipientRefused    this recipient cannot be reached this way
│   ├── SenderUnavailable   not now; `retry_after` when the other side said when
│   └── SenderMisconfigured no message can go out until somebody changes a setting
├── DirectoryUnavailable    the organisation's customer look-up did not answer as agreed
├── ImportRefused           a customer file with bad lines; nothing of it was taken
├── InvalidSetting          a key or address that cannot work
└── UnknownRepresentation   no such representation waits for a check

`str(error)` is a Vietnamese sentence to show, and never holds a contact, a code or what another system answered.
"""

from datetime import datetime, timedelta

from bot.identity import wording


class IdentityError(Exception):
    """Base of this package's errors."""


class RequestRefused(IdentityError):
    """The person cannot have this now. Says the same whether or not anybody knows the contact."""


class UnusableContact(RequestRefused):
    def __init__(self) -> None:
        super().__init__(wording.UNUSABLE_CONTACT)


class KindNotServed(RequestRefused):
    def __init__(self, phone: bool) -> None:
        super().__init__(wording.PHONE_NOT_SERVED if phone else wording.EMAIL_NOT_SERVED)


class CodeTooSoon(RequestRefused):
    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(wording.code_too_soon(wait))


class TooManyCodes(RequestRefused):
    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(wording.too_many_codes(wait))


class TooManyTries(RequestRefused):
    def __init__(self) -> None:
        super().__init__(wording.LOCKED)


class NothingToResend(RequestRefused):
    def __init__(self) -> None:
        super().__init__(wording.NOTHING_TO_RESEND)


class SendingError(IdentityError):
    """`reason` is a word or a number for the log, such as an SMTP status; never what the other side wrote."""

    sentence = wording.NOT_SENT

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{self.sentence} ({reason})")


class RecipientRefused(SendingError):
    sentence = wording.RECIPIENT_REFUSED


class SenderUnavailable(SendingError):
    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """`retry_after` is in seconds."""
        self.retry_after = retry_after
        super().__init__(reason)


class SenderMisconfigured(SendingError):
    sentence = wording.SENDER_MISCONFIGURED


class DirectoryUnavailable(IdentityError):
    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"{wording.DIRECTORY_UNAVAILABLE} ({reason})")


class ImportRefused(IdentityError):
    """`problems` are sentences that begin with the number of their line."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__(wording.import_refused(problems))


class InvalidSetting(IdentityError):
    """The message says what is wrong in one sentence."""


class UnknownRepresentation(IdentityError):
    def __init__(self) -> None:
        super().__init__(wording.UNKNOWN_REPRESENTATION)


def wait_until(moment: datetime, now: datetime) -> timedelta:
    """At least a second, so that no sentence says "0 giây"."""
    return max(moment - now, timedelta(seconds=1))
