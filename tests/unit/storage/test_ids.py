import re
import time

from bot.storage.ids import new_id


def test_ids_have_26_characters_of_an_alphabet_without_look_alikes() -> None:
    assert all(re.fullmatch(r"[0-7][0-9A-HJKMNP-TV-Z]{25}", new_id()) for _ in range(200))


def test_ids_are_unique() -> None:
    assert len({new_id() for _ in range(20_000)}) == 20_000


def test_a_later_millisecond_sorts_later() -> None:
    made = []
    for _ in range(5):
        now = time.time_ns() // 1_000_000
        made.append(new_id())
        while time.time_ns() // 1_000_000 <= now + 1:
            pass
    assert made == sorted(made)


def test_the_time_can_be_read_from_the_first_ten_characters() -> None:
    before = time.time_ns() // 1_000_000
    digits = new_id()[:10]
    after = time.time_ns() // 1_000_000

    milliseconds = 0
    for digit in digits:
        milliseconds = milliseconds * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(digit)
    assert before <= milliseconds <= after
