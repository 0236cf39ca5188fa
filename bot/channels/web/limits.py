"""Rate limits kept in memory: a token bucket a key. Buckets that are full again are forgotten, so memory stays bounded."""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class RateLimit:
    """`per_minute` events a key, refilled evenly; a burst may spend the whole minute at once."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic, keys: int = 50_000) -> None:
        self._capacity = float(per_minute)
        self._rate = per_minute / 60
        self._clock = clock
        self._keys = keys
        # key → (tokens left, when they were counted), least recently used first.
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, key: str) -> int:
        """Take one event: 0 when it is allowed, else the whole seconds after which the next one will be."""
        now = self._clock()
        tokens, counted = self._buckets.pop(key, (self._capacity, now))
        tokens = min(self._capacity, tokens + (now - counted) * self._rate)
        allowed = tokens >= 1
        self._buckets[key] = (tokens - 1 if allowed else tokens, now)
        self._forget(now)
        return 0 if allowed else max(1, math.ceil((1 - tokens) / self._rate))

    def _forget(self, now: float) -> None:
        """Drop from the oldest end what has refilled, and more when there are too many keys."""
        while self._buckets:
            key, (tokens, counted) = next(iter(self._buckets.items()))
            refilled = tokens + (now - counted) * self._rate >= self._capacity
            if not refilled and len(self._buckets) <= self._keys:
                return
            del self._buckets[key]

    def __len__(self) -> int:
        return len(self._buckets)


class Slots:
    """How many things of one key are open at once."""

    def __init__(self, each: int) -> None:
        self._each = each
        self._open: dict[str, int] = {}

    def free(self, key: str) -> bool:
        return self._open.get(key, 0) < self._each

    @contextmanager
    def hold(self, key: str) -> Iterator[None]:
        self._open[key] = self._open.get(key, 0) + 1
        try:
            yield
        finally:
            self._open[key] -= 1
            if not self._open[key]:
                del self._open[key]


def network(address: str | None) -> str:
    """The key of a network address: an IPv4 address as it is, an IPv6 address by its /64, which one household holds."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.ipv4_mapped:
            return str(ip.ipv4_mapped)
        return str(ipaddress.IPv6Network((ip, 64), strict=False))
    return str(ip)
