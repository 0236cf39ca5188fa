"""Codes, tokens and contacts are in no log, no exception and no `repr`."""

import logging
import traceback

import pytest

from bot.identity.dispatching import Dispatcher, Routes
from bot.identity.errors import CodeTooSoon, IdentityError, RecipientRefused, SenderUnavailable
from bot.identity.models import Method, Purpose
from bot.storage.database import Database
from tests.unit.identity.senders import ToldSender, a_message
from tests.unit.identity.world import CONVERSATION, LAN, LAN_PHONE, World, wrong


async def test_logs_hold_names_of_events_and_ids(database: Database, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    broken = ToldSender(Method.OTP_EMAIL, SenderUnavailable("smtp_451"), RecipientRefused("smtp_550"))
    world = World(database, dispatch=Dispatcher(Routes((broken,), (broken,))))
    await world.import_customers()
    for contact, talk in ((LAN, "a"), (LAN_PHONE, "b"), ("khach.la@example.com", "c")):
        await world.begin(contact, conversation=talk)
    await world.worker.run_due()
    world.clock.forward(seconds=10)
    await world.worker.run_due()
    code = broken.sent[0].code
    await world.service.answer("a", wrong(code))
    await world.service.answer("a", code)
    await world.service.disown(world.codes.tokens[0])

    said = caplog.text
    for event in ("sender_failed", "delivery_postponed", "delivery_sent", "disowned"):
        assert event in said
    secrets = [LAN, "lan.nguyen", "912345678", "khach.la", code, *world.codes.tokens]
    assert [secret for secret in secrets if secret in said] == []


async def test_reprs_show_masks(world: World) -> None:
    sent = await world.begin()
    code = await world.code()
    assert code is not None
    outcome = await world.service.answer(CONVERSATION, code)
    letters = await world.mailbox.letters()
    event = await world.service.disown(world.codes.tokens[-1])
    printed = repr([sent, outcome, letters, event, a_message(), await world.service.proofs(CONVERSATION)])
    for secret in (LAN, "lan.nguyen", code, world.codes.tokens[-1], "MR-1", a_message().code, a_message().link):
        assert secret not in printed
    assert "l•••@e•••.com" in printed


async def test_errors_tell_no_contact_even_in_a_traceback(world: World) -> None:
    await world.begin()
    with pytest.raises(CodeTooSoon) as caught:
        await world.begin()
    # As a log would print it, without the source lines, which are the test's own.
    printed = "".join(traceback.format_exception_only(caught.value)) + repr(caught.value.__dict__)
    assert "lan" not in printed.lower() and CONVERSATION not in printed
    assert isinstance(caught.value, IdentityError)


async def test_purposes_and_reasons_are_no_secrets(world: World) -> None:
    sent = await world.begin(LAN, Purpose.ACCESS)
    assert "on_record_only=True" in repr(sent)
