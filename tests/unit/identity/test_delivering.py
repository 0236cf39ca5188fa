"""The queue between a turn and the senders: retried, given up, never lost, never kept longer than needed."""

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.identity.contacts import Contact, read_contact
from bot.identity.delivering import LEASE
from bot.identity.delivering import log as delivering_log
from bot.identity.dispatching import Dispatcher, Routes
from bot.identity.errors import DirectoryUnavailable, RecipientRefused, SenderMisconfigured, SenderUnavailable
from bot.identity.messages import MessageKind
from bot.identity.models import Customer, Method, Purpose, RefusalReason
from bot.identity.outcomes import Proved, Refused
from bot.storage.database import Database
from bot.storage.encryption import Keyring
from tests.unit.identity.senders import ToldSender
from tests.unit.identity.world import CONVERSATION, LAN, LAN_PHONE, World


def a_world(database: Database, *senders: ToldSender) -> World:
    return World(database, dispatch=Dispatcher(Routes(senders, senders)))


async def states(world: World) -> list[tuple[str, int, bool]]:
    """(state, attempts, whether anything of the message is left) of each message, oldest first."""
    async with world.database.transaction() as connection:
        rows = await connection.exec_driver_sql(
            "SELECT state, attempts, recipient, content FROM identity_deliveries ORDER BY id"
        )
        return [(row[0], row[1], row[2] is not None or row[3] is not None) for row in rows]


async def notify(world: World) -> None:
    contact = read_contact(LAN)
    assert contact is not None
    await world.service.notify("medring", CONVERSATION, contact, subject="Kết quả", body="Đã xong.", short="Da xong.")


async def test_nothing_is_left_of_a_message_that_was_sent_or_dropped(world: World) -> None:
    await world.begin()
    await world.begin("khach.la@example.com", conversation="unknown")
    assert await states(world) == [("queued", 0, True)] * 2
    await world.worker.run_due()
    assert sorted(await states(world)) == [("dropped", 1, False), ("sent", 1, False)]


async def test_a_passing_failure_is_retried_with_the_same_code(database: Database) -> None:
    sender = ToldSender(Method.OTP_EMAIL, SenderUnavailable("smtp_451"), SenderUnavailable("smtp_451"))
    world = a_world(database, sender)
    await world.begin(LAN, Purpose.COMPLAINT)
    for pause in (2, 4):
        assert await world.worker.run_due() == 1
        world.clock.forward(seconds=pause - 0.5)
        assert await world.worker.run_due() == 0
        world.clock.forward(seconds=0.5)
    await world.worker.run_due()
    (message,) = sender.sent
    assert await states(world) == [("sent", 3, False)]
    assert isinstance(await world.service.answer(CONVERSATION, message.code), Proved)


async def test_a_sender_that_says_when_is_asked_then(database: Database) -> None:
    world = a_world(database, ToldSender(Method.OTP_EMAIL, SenderUnavailable("http_429", 120)))
    await notify(world)
    await world.worker.run_due()
    world.clock.forward(seconds=119)
    assert await world.worker.run_due() == 0
    world.clock.forward(seconds=1)
    assert await world.worker.run_due() == 1


@pytest.mark.parametrize("error", [RecipientRefused("smtp_550"), SenderMisconfigured("smtp_535")])
async def test_a_lasting_failure_is_not_retried(
    database: Database, error: RecipientRefused | SenderMisconfigured
) -> None:
    world = a_world(database, ToldSender(Method.OTP_EMAIL, error))
    await notify(world)
    await world.worker.run_due()
    assert await states(world) == [("failed", 1, False)]


async def test_a_code_that_ran_out_is_not_sent(database: Database) -> None:
    sender = ToldSender(Method.OTP_EMAIL, SenderUnavailable("ConnectError"))
    world = a_world(database, sender)
    await world.begin(LAN, Purpose.COMPLAINT)
    await world.worker.run_due()
    world.clock.forward(minutes=5)
    await world.worker.run_due()
    assert sender.sent == []
    assert await states(world) == [("dropped", 2, False)]


async def test_a_code_that_was_replaced_meanwhile_is_not_sent(database: Database) -> None:
    sender = ToldSender(Method.OTP_EMAIL, SenderUnavailable("ConnectError"))
    world = a_world(database, sender)
    await world.begin(LAN, Purpose.COMPLAINT)
    await world.worker.run_due()
    world.clock.forward(seconds=30)
    await world.service.resend(CONVERSATION)
    await world.worker.run_due()
    assert len(sender.sent) == 1
    assert isinstance(await world.service.answer(CONVERSATION, sender.sent[0].code), Proved)


async def test_the_way_it_went_is_what_it_proves_by(database: Database) -> None:
    zalo, text = ToldSender(Method.OTP_ZALO), ToldSender(Method.OTP_SMS)
    world = a_world(database, zalo, text)
    await world.begin(LAN_PHONE, Purpose.COMPLAINT)
    await world.worker.run_due()
    outcome = await world.service.answer(CONVERSATION, zalo.sent[0].code)
    assert isinstance(outcome, Proved) and outcome.proof.method is Method.OTP_ZALO


async def test_a_code_can_be_typed_before_its_sender_has_reported_back(database: Database) -> None:
    class Quick(ToldSender):
        async def send(self, message):  # type: ignore[no-untyped-def]
            self.outcome = await world.service.answer(CONVERSATION, message.code)

    sender = Quick(Method.OTP_SMS)
    world = a_world(database, sender)
    await world.begin(LAN_PHONE, Purpose.COMPLAINT)
    await world.worker.run_due()
    assert isinstance(sender.outcome, Proved)


async def test_a_worker_that_died_is_replaced_after_its_lease(database: Database) -> None:
    class Dies(ToldSender):
        async def send(self, message):  # type: ignore[no-untyped-def]
            raise RuntimeError("killed")

    await notify(a_world(database, ToldSender()))
    world = a_world(database, Dies())
    await world.worker.run_due()
    sender = ToldSender()
    successor = a_world(database, sender)
    assert await successor.worker.run_due() == 0
    successor.clock.forward(seconds=LEASE.total_seconds())
    assert await successor.worker.run_due() == 1
    assert [message.subject for message in sender.sent] == ["Kết quả"]


async def test_an_outage_of_the_directory_delays_and_tells_nobody(database: Database) -> None:
    class Down:
        down = True

        async def find(self, organisation: str, contact: Contact) -> Customer | None:
            if self.down:
                raise DirectoryUnavailable("ConnectError")
            return Customer("MR-1", "Lan", (contact,))

    directory, sender = Down(), ToldSender()
    world = World(database, dispatch=Dispatcher(Routes((sender,))), directory=directory)
    await world.begin()
    await world.worker.run_due()
    assert await world.service.answer(CONVERSATION, "123456") == Refused(RefusalReason.NOT_VALID)
    assert sender.sent == []
    directory.down = False
    world.clock.forward(seconds=2)
    await world.worker.run_due()
    assert isinstance(await world.service.answer(CONVERSATION, sender.sent[0].code), Proved)


async def test_a_message_whose_key_is_gone_does_not_stop_the_others(database: Database) -> None:
    lost = World(database, keyring=Keyring([("old", b"z" * 32)], b"b" * 32))
    await notify(lost)
    sender = ToldSender()
    world = a_world(database, sender)
    await notify(world)
    await world.worker.run_due()
    assert len(sender.sent) == 1
    assert sorted(state for state, *_ in await states(world)) == ["failed", "sent"]


async def test_the_worker_wakes_up_by_itself(database: Database) -> None:
    sender = ToldSender()
    world = a_world(database, sender)
    running = asyncio.create_task(world.worker.run())
    try:
        await notify(world)
        await asyncio.wait_for(sender.arrived.wait(), 10)
    finally:
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
    assert sender.sent[0].kind is MessageKind.NOTICE


class Said(logging.Handler):
    """Rings when a log says it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.heard = asyncio.Event()

    def emit(self, record: logging.LogRecord) -> None:
        if record.getMessage() == self.words:
            self.heard.set()


async def test_the_worker_outlives_a_database_that_is_away(database: Database) -> None:
    sender = ToldSender()
    world = a_world(database, sender)
    await notify(world)
    await database.shutdown()
    said = Said("deliveries_stopped error=NotInitialized")
    delivering_log.addHandler(said)
    running = asyncio.create_task(world.worker.run())
    try:
        await asyncio.wait_for(said.heard.wait(), 10)
        await database.initialize()
        world.worker.wake()
        await asyncio.wait_for(sender.arrived.wait(), 10)
    finally:
        delivering_log.removeHandler(said)
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running


async def test_a_notice_is_given_up_after_three_days(database: Database) -> None:
    world = a_world(database, ToldSender(Method.OTP_EMAIL, *[SenderUnavailable("x")] * 1_000))
    await notify(world)
    tried = 0
    end = world.clock() + timedelta(days=3)
    while world.clock() < end:
        tried += await world.worker.run_due()
        world.clock.forward(hours=6)
    await world.worker.run_due()
    assert await states(world) == [("dropped", tried + 1, False)]
    assert tried == 12
