"""Notices are handed on once, to the right people, with the right words."""

import pytest

from bot.identity.contacts import Contact, read_contact
from bot.tickets.sending import NoticeSender
from tests.unit.tickets.world import STAFF, World


class Post:
    def __init__(self) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.broken = False

    async def notify(
        self, organisation: str, conversation: str, contact: Contact, *, subject: str, body: str, short: str
    ) -> None:
        if self.broken:
            raise RuntimeError
        self.sent.append((contact.value, subject, body))


async def receipt(organisation: str, code: str) -> str:
    return f"Biên nhận của {code}"


def staff(organisation: str) -> Contact | None:
    return read_contact("privacy@medring.example.com")


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def sender(world: World, post: Post) -> NoticeSender:
    return NoticeSender(world.database, world.service, post, receipt, staff)


async def test_opening_tells_staff_and_a_change_tells_the_person_with_a_receipt(
    world: World, post: Post, sender: NoticeSender
) -> None:
    ticket = await world.open()
    await sender.run_due()
    assert [to for to, _, _ in post.sent] == ["privacy@medring.example.com"]
    await world.service.acknowledge(ticket.organisation, ticket.code, STAFF)
    await sender.run_due()
    to, subject, body = post.sent[-1]

    assert to == ticket.contact.value
    assert ticket.code in subject
    assert f"Biên nhận của {ticket.code}" in body


async def test_a_notice_is_handed_on_once(world: World, post: Post, sender: NoticeSender) -> None:
    await world.open()

    assert await sender.run_due() == 1
    assert await sender.run_due() == 0


async def test_the_conversation_hears_it_too_while_it_is_open(world: World, sender: NoticeSender) -> None:
    heard: list[tuple[str, str]] = []

    async def chat(conversation: str, text: str, /) -> bool:
        heard.append((conversation, text))
        return True

    sender.chat = chat
    ticket = await world.open()
    await world.service.acknowledge(ticket.organisation, ticket.code, STAFF)
    await sender.run_due()

    assert [conversation for conversation, _ in heard] == [ticket.conversation]


async def test_what_could_not_be_handed_on_waits_for_the_next_look(
    world: World, post: Post, sender: NoticeSender
) -> None:
    await world.open()
    post.broken = True
    assert await sender.run_due() == 0
    post.broken = False
    world.clock.forward(hours=1)

    assert await sender.run_due() == 1
