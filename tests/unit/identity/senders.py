"""Senders that do as they are told, and the messages they are given."""

import asyncio

from bot.identity.contacts import Contact, ContactKind
from bot.identity.errors import SendingError
from bot.identity.messages import Message, MessageKind
from bot.identity.models import Method
from bot.storage.ids import new_id

CODE = "428571"
LINK = "https://desk.example/k/AbCdEfGhIjKlMnOpQrStUvWx"


class ToldSender:
    """Raises the errors it was given, one a message, then sends."""

    def __init__(self, method: Method = Method.OTP_EMAIL, *errors: SendingError) -> None:
        self.method = method
        self.errors = [*errors]
        self.sent: list[Message] = []
        self.arrived = asyncio.Event()

    async def send(self, message: Message) -> None:
        if self.errors:
            raise self.errors.pop(0)
        self.sent.append(message)
        self.arrived.set()


def a_message(
    to: Contact | None = None, kind: MessageKind = MessageKind.CODE, name: str = "Medring", body: str = ""
) -> Message:
    return Message(
        id=new_id(),
        organisation="medring",
        organisation_name=name,
        conversation="talk-1",
        kind=kind,
        recipient=to or Contact(ContactKind.EMAIL, "lan.nguyen@example.com"),
        subject="Mã xác nhận của Medring",
        body=body or f"Mã xác nhận của anh/chị: {CODE}\n\nKhông phải tôi: {LINK}\n",
        short=f"Medring: ma xac nhan {CODE}. Khong phai toi: {LINK}",
        code=CODE,
        link=LINK,
    )


def a_phone_message(kind: MessageKind = MessageKind.CODE) -> Message:
    return a_message(Contact(ContactKind.PHONE, "+84912345678"), kind)
