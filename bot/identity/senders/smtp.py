"""E-mail by SMTP (RFC 5321), one connection a message."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum

import aiosmtplib

from bot.identity.errors import RecipientRefused, SenderMisconfigured, SenderUnavailable, SendingError
from bot.identity.messages import Message
from bot.identity.models import Method
from bot.language.text import squash

_TIMEOUT = 20.0  # seconds, for the whole exchange
# A mailbox that is missing, elsewhere, or not allowed to get mail from us (RFC 5321 §4.2.3).
_NO_MAILBOX = (550, 551, 553, 556)


class Tls(StrEnum):
    NONE = "none"
    """For a mail server on the same machine."""
    STARTTLS = "starttls"
    IMPLICIT = "implicit"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    """`sender` is the address in From. `tls_context` replaces the system's certificates."""

    host: str
    port: int
    sender: str
    tls: Tls = Tls.STARTTLS
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    timeout: float = _TIMEOUT
    tls_context: ssl.SSLContext | None = field(default=None, repr=False)


class SmtpSender:
    method = Method.OTP_EMAIL

    def __init__(self, server: SmtpServer, now: Callable[[], datetime]) -> None:
        self._server = server
        self._now = now

    async def send(self, message: Message) -> None:
        server = self._server
        try:
            await aiosmtplib.send(
                self._mail(message),
                hostname=server.host,
                port=server.port,
                username=server.username,
                password=server.password,
                # None would take STARTTLS when offered, and let whoever sits in between leave the offer out.
                start_tls=server.tls is Tls.STARTTLS,
                use_tls=server.tls is Tls.IMPLICIT,
                tls_context=server.tls_context,
                timeout=server.timeout,
            )
        except (aiosmtplib.SMTPException, OSError, ValueError) as error:
            # Not chained: the server's answer repeats the address.
            raise _mapped(error) from None

    def _mail(self, message: Message) -> EmailMessage:
        mail = EmailMessage(policy=SMTP)
        mail["From"] = Address(squash(message.organisation_name), addr_spec=self._server.sender)
        mail["To"] = Address(addr_spec=message.recipient.value)
        mail["Subject"] = squash(message.subject)
        mail["Date"] = format_datetime(self._now())
        # The same for every try, so that a mail that was taken twice shows once.
        mail["Message-ID"] = f"<{message.id}@{self._server.sender.rpartition('@')[2]}>"
        # Keeps absence notes from coming back (RFC 3834).
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body, cte="quoted-printable")
        return mail


def _mapped(error: Exception) -> SendingError:
    if isinstance(error, aiosmtplib.SMTPRecipientsRefused):
        error = error.recipients[0]
    if isinstance(error, aiosmtplib.SMTPAuthenticationError):
        return SenderMisconfigured(f"smtp_{error.code}")
    if isinstance(error, aiosmtplib.SMTPResponseException):
        reason = f"smtp_{error.code}"
        if isinstance(error, aiosmtplib.SMTPRecipientRefused) and error.code in _NO_MAILBOX:
            return RecipientRefused(reason)
        return SenderUnavailable(reason) if error.code < 500 else SenderMisconfigured(reason)
    if isinstance(error, aiosmtplib.SMTPNotSupported | ssl.SSLCertVerificationError):
        return SenderMisconfigured(type(error).__name__)
    if isinstance(error, ValueError):
        # An address that no header can hold.
        return RecipientRefused("bad_address")
    return SenderUnavailable(type(error).__name__)
