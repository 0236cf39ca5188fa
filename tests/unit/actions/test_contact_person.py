from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, time
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import office_hours
from actions.contact_person import ContactPerson
from actions.services import Services
from bot.knowledge.models import Contact, OfficeHours

Said = Callable[..., Tracker]
ZONE = "Asia/Ho_Chi_Minh"
WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
HOURS = (
    OfficeHours(WEEKDAYS, time(8), time(12)),
    OfficeHours(WEEKDAYS, time(13, 30), time(17)),
    OfficeHours(("sat",), time(8), time(12)),
)


async def test_contacts_hours_and_presence_are_given(
    services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    await ContactPerson(services).run(dispatcher, said("gặp người"), {})

    assert dispatcher.messages[0]["text"].split("\n") == [
        "Anh/chị liên hệ người phụ trách của Công ty Acme:",
        "• Bộ phận: Ban dữ liệu",
        "• Điện thoại: 1900 1234",
        "• Email: rieng-tu@acme.vn",
        "• Giờ làm việc: thứ Hai – thứ Sáu 08:00–12:00, 13:30–17:00",
        "Bây giờ đang trong giờ làm việc.",
    ]


async def test_an_organisation_without_contacts_is_said_to_have_none(
    desk: Any, services: Services, dispatcher: CollectingDispatcher, said: Said
) -> None:
    desk.acme = replace(desk.acme, contact=Contact())
    await ContactPerson(services).run(dispatcher, said("gặp người"), {})

    assert "không nêu cách liên hệ" in dispatcher.messages[0]["text"]


@pytest.mark.parametrize(
    ("utc", "sentence"),
    [
        (datetime(2026, 3, 2, 1, 0), "Bây giờ đang trong giờ làm việc."),  # Monday 08:00
        (datetime(2026, 3, 2, 0, 59), "Bây giờ ngoài giờ làm việc; mở lại lúc 08:00 hôm nay."),
        (datetime(2026, 3, 2, 5, 0), "Bây giờ ngoài giờ làm việc; mở lại lúc 13:30 hôm nay."),  # noon
        (datetime(2026, 3, 6, 10, 0), "Bây giờ ngoài giờ làm việc; mở lại lúc 08:00 ngày mai."),  # Friday 17:00
        (datetime(2026, 3, 7, 6, 0), "Bây giờ ngoài giờ làm việc; mở lại lúc 08:00 thứ Hai."),  # Saturday 13:00
        (datetime(2026, 3, 1, 18, 0), "Bây giờ ngoài giờ làm việc; mở lại lúc 08:00 hôm nay."),  # Monday 01:00
    ],
)
def test_presence_follows_local_time(utc: datetime, sentence: str) -> None:
    assert office_hours.presence(HOURS, ZONE, utc.replace(tzinfo=UTC)) == sentence


def test_hours_are_grouped_by_days() -> None:
    assert office_hours.describe(HOURS) == "thứ Hai – thứ Sáu 08:00–12:00, 13:30–17:00; thứ Bảy 08:00–12:00"


def test_no_hours_say_nothing() -> None:
    assert office_hours.describe(()) == ""
    assert office_hours.presence((), ZONE, datetime(2026, 3, 2, tzinfo=UTC)) == ""
