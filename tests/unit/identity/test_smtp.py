"""The SMTP sender against a real server on this machine: plain, STARTTLS, implicit TLS, and its refusals."""

import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from bot.identity.contacts import Contact, ContactKind
from bot.identity.errors import RecipientRefused, SenderMisconfigured, SenderUnavailable, SendingError
from bot.identity.senders.smtp import SmtpSender, SmtpServer, Tls
from tests.unit.identity.senders import CODE, LINK, a_message
from tests.unit.identity.world import Clock

HOST = "127.0.0.1"


class Handler:
    """Keeps what it takes, or answers RCPT with what it is told."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.to: list[str] = []
        self.encrypted: list[bool] = []
        self.answer = "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return f"{self.answer} {address}"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content or b"", policy=policy.default)  # type: ignore[arg-type]
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        self.to += envelope.rcpt_tos
        self.encrypted.append(server.transport.get_extra_info("ssl_object") is not None)
        return "250 taken"


class Server:
    def __init__(self, handler: Handler, settings: SmtpServer) -> None:
        self.handler = handler
        self.settings = settings

    async def send(self, **changes: object) -> None:
        sender = SmtpSender(replace(self.settings, **changes), Clock())  # type: ignore[arg-type]
        await sender.send(a_message())


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """(the server's, a client's that trusts it), made now for 127.0.0.1."""
    from ipaddress import ip_address

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder: Path = tmp_path_factory.mktemp("certificate")
    pem = made.public_bytes(serialization.Encoding.PEM)
    (folder / "cert.pem").write_bytes(pem)
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    return server, ssl.create_default_context(cadata=pem.decode())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def serve(certificate: tuple[ssl.SSLContext, ssl.SSLContext]) -> Iterator[Callable[..., Server]]:
    running: list[Controller] = []
    ours, trusting = certificate

    def start(tls: Tls = Tls.NONE, password: str | None = None) -> Server:
        def login(
            server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: LoginPassword
        ) -> AuthResult:
            return AuthResult(success=given.password == (password or "").encode(), handled=False)

        handler, port = Handler(), free_port()
        options: dict[str, object] = {}
        if tls is Tls.STARTTLS:
            options = {"tls_context": ours, "require_starttls": True}
        if tls is Tls.IMPLICIT:
            options = {"ssl_context": ours}
        if password is not None:
            options |= {"authenticator": login, "auth_required": True, "auth_require_tls": tls is Tls.STARTTLS}
        controller = Controller(handler, hostname=HOST, port=port, enable_SMTPUTF8=True, **options)
        controller.start()
        running.append(controller)
        settings = SmtpServer(HOST, port, "desk@medring.example", tls=tls, tls_context=trusting)
        return Server(handler, settings)

    yield start
    for controller in running:
        controller.stop()


@pytest.mark.parametrize("tls", [*Tls])
async def test_a_mail_arrives_as_it_was_written(serve: Callable[..., Server], tls: Tls) -> None:
    server = serve(tls)
    await server.send()
    (mail,) = server.handler.mails
    assert server.handler.to == ["lan.nguyen@example.com"]
    assert server.handler.encrypted == [tls is not Tls.NONE]
    assert mail["Subject"] == "Mã xác nhận của Medring"
    assert mail["From"] == "Medring <desk@medring.example>"
    assert mail["To"] == "lan.nguyen@example.com"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime == Clock().time
    assert mail["Message-ID"].endswith("@medring.example>")
    text = mail.get_content()
    assert f"Mã xác nhận của anh/chị: {CODE}" in text
    assert LINK in text


async def test_it_signs_in(serve: Callable[..., Server]) -> None:
    server = serve(Tls.STARTTLS, password="hoa mai")
    await server.send(username="desk", password="hoa mai")
    assert len(server.handler.mails) == 1
    with pytest.raises(SenderMisconfigured, match="535"):
        await server.send(username="desk", password="hoa sen")


async def test_starttls_that_is_not_offered_is_not_done_without(serve: Callable[..., Server]) -> None:
    server = serve(Tls.NONE)
    with pytest.raises(SendingError):
        await server.send(tls=Tls.STARTTLS)
    assert server.handler.mails == []


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.IMPLICIT])
async def test_a_server_that_nobody_vouches_for_gets_nothing(serve: Callable[..., Server], tls: Tls) -> None:
    server = serve(tls)
    with pytest.raises(SendingError):
        await server.send(tls_context=ssl.create_default_context())
    assert server.handler.mails == []


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        ("550 5.1.1 no mailbox", RecipientRefused),
        ("553 5.1.3 bad address", RecipientRefused),
        ("554 5.7.1 relay denied for", SenderMisconfigured),
        ("530 5.7.0 sign in first", SenderMisconfigured),
        ("450 4.2.1 busy", SenderUnavailable),
        ("421 4.3.2 going down", SenderUnavailable),
    ],
)
async def test_refusals_are_told_without_the_address(
    serve: Callable[..., Server], answer: str, error: type[SendingError]
) -> None:
    server = serve()
    server.handler.answer = answer
    with pytest.raises(error) as caught:
        await server.send()
    assert caught.value.reason == f"smtp_{answer[:3]}"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    assert "lan.nguyen" not in str(caught.value) + repr(caught.value)


async def test_nobody_there_is_an_outage() -> None:
    sender = SmtpSender(SmtpServer(HOST, free_port(), "desk@medring.example", tls=Tls.NONE), Clock())
    with pytest.raises(SenderUnavailable):
        await sender.send(a_message())


async def test_a_name_or_an_address_cannot_add_a_header(serve: Callable[..., Server]) -> None:
    server = serve()
    sender = SmtpSender(server.settings, Clock())
    await sender.send(a_message(name="Med\r\nBcc: thief@example.com\r\nring"))
    (mail,) = server.handler.mails
    assert mail["Bcc"] is None
    assert server.handler.to == ["lan.nguyen@example.com"]
    with pytest.raises(RecipientRefused):
        await sender.send(a_message(Contact(ContactKind.EMAIL, "lan@example.com\nBcc: thief@example.com")))


async def test_an_address_with_letters_of_ones_own_is_written_to(serve: Callable[..., Server]) -> None:
    server = serve()
    await SmtpSender(server.settings, Clock()).send(a_message(Contact(ContactKind.EMAIL, "lan@công-ty.example")))
    assert len(server.handler.to) == 1


async def test_long_lines_arrive_whole(serve: Callable[..., Server]) -> None:
    server = serve()
    body = "Đây là một đoạn dài. " * 100 + "\n.\nhết\n"
    await SmtpSender(server.settings, Clock()).send(a_message(body=body))
    assert server.handler.mails[0].get_content().replace("\r\n", "\n") == body


def test_the_password_is_not_printed() -> None:
    assert "hoa mai" not in repr(SmtpServer(HOST, 25, "desk@medring.example", password="hoa mai"))
