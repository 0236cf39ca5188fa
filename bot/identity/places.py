"""Where something is asked for."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Place:
    """One conversation on one channel, with one organisation."""

    organisation: str
    channel: str
    conversation: str = field(repr=False)
