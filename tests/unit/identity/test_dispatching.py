"""Which sender gets a message, and who is next."""

import pytest

from bot.identity.contacts import Contact, ContactKind
from bot.identity.dispatching import Dispatcher, Routes
from bot.identity.errors import RecipientRefused, SenderMisconfigured, SenderUnavailable
from bot.identity.models import Method
from tests.unit.identity.senders import ToldSender, a_message, a_phone_message


async def test_the_kind_of_contact_decides() -> None:
    mail, text = ToldSender(), ToldSender(Method.OTP_SMS)
    dispatcher = Dispatcher(Routes((mail,), (text,)))
    assert await dispatcher.send(a_message()) is Method.OTP_EMAIL
    assert await dispatcher.send(a_phone_message()) is Method.OTP_SMS
    assert (len(mail.sent), len(text.sent)) == (1, 1)


async def test_the_organisation_decides() -> None:
    ours, theirs = ToldSender(), ToldSender()
    dispatcher = Dispatcher(Routes((ours,)), {"medring": Routes((theirs,))})
    await dispatcher.send(a_message())
    assert (len(ours.sent), len(theirs.sent)) == (0, 1)


async def test_who_has_no_zalo_gets_a_text_message() -> None:
    zalo, text = ToldSender(Method.OTP_ZALO, RecipientRefused("zns-118")), ToldSender(Method.OTP_SMS)
    assert await Dispatcher(Routes(phone=(zalo, text))).send(a_phone_message()) is Method.OTP_SMS


async def test_a_failure_that_may_pass_is_what_is_told() -> None:
    zalo = ToldSender(Method.OTP_ZALO, SenderUnavailable("zns-133", 60))
    text = ToldSender(Method.OTP_SMS, SenderMisconfigured("http_403"))
    with pytest.raises(SenderUnavailable) as caught:
        await Dispatcher(Routes(phone=(zalo, text))).send(a_phone_message())
    assert caught.value.retry_after == 60


async def test_the_last_failure_is_told_when_none_will_pass() -> None:
    zalo = ToldSender(Method.OTP_ZALO, RecipientRefused("zns-118"))
    text = ToldSender(Method.OTP_SMS, SenderMisconfigured("http_403"))
    with pytest.raises(SenderMisconfigured, match="http_403"):
        await Dispatcher(Routes(phone=(zalo, text))).send(a_phone_message())


async def test_nothing_can_be_sent_without_a_sender() -> None:
    dispatcher = Dispatcher(Routes(email=(ToldSender(),)))
    assert dispatcher.reaches("medring", ContactKind.EMAIL)
    assert not dispatcher.reaches("medring", ContactKind.PHONE)
    assert not dispatcher.reaches("medring", ContactKind.ACCOUNT)
    with pytest.raises(SenderMisconfigured):
        await dispatcher.send(a_message(Contact(ContactKind.ACCOUNT, "medring:1")))
