""" "Không phải tôi": what it ends, and what it does not tell."""

from bot.identity.contacts import read_contact
from bot.identity.messages import MessageKind
from bot.identity.models import DisownedKind, Purpose, RefusalReason
from bot.identity.outcomes import Proved, Refused
from tests.unit.identity.world import CONVERSATION, LAN, LAN_PHONE, LINK, World


async def test_every_code_message_carries_its_own_link(world: World) -> None:
    await world.begin()
    await world.begin(LAN_PHONE, conversation="by-phone")
    await world.worker.run_due()
    bodies = {letter.body for letter in await world.mailbox.letters()}
    for token in world.codes.tokens:
        assert sum(f"{LINK}{token}" in body for body in bodies) == 1
    assert all("Không phải tôi" in body or "Khong phai toi" in body for body in bodies)


async def test_it_ends_the_code(world: World) -> None:
    await world.begin()
    code = await world.code()
    event = await world.service.disown(world.codes.tokens[-1])
    assert event is not None
    assert (event.organisation, event.conversation, event.kind) == ("medring", CONVERSATION, DisownedKind.CODE)
    assert await world.service.answer(CONVERSATION, code or "") == Refused(RefusalReason.NOT_VALID)


async def test_it_ends_what_was_proved_by_that_contact_in_that_conversation(world: World) -> None:
    await world.prove()
    token = world.codes.tokens[-1]
    await world.prove(LAN_PHONE)
    world.clock.forward(minutes=1)
    await world.prove(conversation="her own")
    await world.service.disown(token)

    assert [contact.value for contact in await world.service.contacts(CONVERSATION)] == ["+84912345678"]
    assert [contact.value for contact in await world.service.contacts("her own")] == [LAN]


async def test_tickets_can_ask_for_it(world: World) -> None:
    await world.begin()
    assert await world.service.disowned(CONVERSATION) == []
    world.clock.forward(hours=20)
    await world.service.disown(world.codes.tokens[-1])
    (event,) = await world.service.disowned(CONVERSATION)
    contact = read_contact(LAN)
    assert contact is not None
    assert event.subject == world.service.subject_of(contact)
    assert event.at == world.clock()


async def test_the_conversation_gets_no_further_code_for_that_contact_and_cannot_tell(world: World) -> None:
    first = await world.begin()
    await world.code()
    await world.service.disown(world.codes.tokens[-1])
    world.clock.forward(minutes=1)
    again = await world.service.resend(CONVERSATION)
    await world.worker.run_due()

    assert again.sentence == first.sentence
    assert len(await world.mailbox.letters()) == 1
    world.clock.forward(minutes=1)
    assert isinstance(await world.prove(LAN_PHONE), Proved)
    assert isinstance(await world.prove(conversation="her own"), Proved)


async def test_before_the_message_is_sent_it_keeps_it_from_being_sent(world: World) -> None:
    await world.begin()
    await world.service.disown(world.codes.tokens[-1])
    assert await world.code() is None


async def test_a_link_works_once_and_unknown_ones_do_nothing(world: World) -> None:
    await world.begin()
    token = world.codes.tokens[-1]
    assert await world.service.disown(token) is not None
    for other in (token, "a" * 24, "", "x" * 5_000, token.swapcase(), f"{token}'--"):
        assert await world.service.disown(other) is None


async def test_the_old_contact_hears_of_a_change_and_can_stop_everything(world: World) -> None:
    await world.prove(LAN_PHONE, Purpose.CHANGE_CONTACT)
    old = read_contact(LAN)
    assert old is not None
    await world.service.tell_old_contact("medring", CONVERSATION, old)
    await world.worker.run_due()
    letter = (await world.mailbox.letters())[0]
    assert (letter.kind, letter.to) == (MessageKind.CONTACT_CHANGE, LAN)
    assert LINK + world.codes.tokens[-1] in letter.body

    event = await world.service.disown(world.codes.tokens[-1])
    assert event is not None and event.kind is DisownedKind.CONTACT_CHANGE
    assert await world.service.proof_for(CONVERSATION, Purpose.OWN_TICKETS) is None
    world.clock.forward(minutes=1)
    await world.begin(LAN_PHONE)
    await world.worker.run_due()
    assert len([one for one in await world.mailbox.letters() if one.kind is MessageKind.CODE]) == 1
