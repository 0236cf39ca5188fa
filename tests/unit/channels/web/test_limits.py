"""Token buckets, and what counts as one network."""

import pytest

from bot.channels.web.limits import RateLimit, Slots, network


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_burst_may_spend_the_minute_and_then_waits() -> None:
    clock = Clock()
    limit = RateLimit(6, clock)
    assert [limit.spend("a") for _ in range(6)] == [0] * 6
    assert limit.spend("a") == 10
    clock.now += 4
    assert limit.spend("a") == 6
    clock.now += 6
    assert limit.spend("a") == 0
    assert limit.spend("a") == 10


def test_being_refused_costs_nothing() -> None:
    clock = Clock()
    limit = RateLimit(1, clock)
    assert limit.spend("a") == 0
    for _ in range(100):
        assert limit.spend("a") > 0
    clock.now += 60
    assert limit.spend("a") == 0


def test_keys_do_not_share() -> None:
    limit = RateLimit(1, Clock())
    assert limit.spend("a") == 0
    assert limit.spend("b") == 0


def test_memory_stays_bounded() -> None:
    clock = Clock()
    limit = RateLimit(60, clock, keys=10)
    for n in range(1_000):
        limit.spend(str(n))
    assert len(limit) <= 10
    clock.now += 120
    limit.spend("x")
    assert len(limit) == 1


def test_slots_are_given_back() -> None:
    slots = Slots(1)
    with slots.hold("a"):
        assert not slots.free("a")
        assert slots.free("b")
    assert slots.free("a")


@pytest.mark.parametrize(
    ("address", "key"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        (None, "unknown"),
        ("testclient", "unknown"),
    ],
)
def test_a_household_is_one_network(address: str | None, key: str) -> None:
    assert network(address) == key
