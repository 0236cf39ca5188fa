"""What a finder returns."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found in a text. `start` and `end` are offsets into the text exactly as it was given."""

    entity: str
    value: str
    """The normalised form, in which two spellings of one thing are equal."""
    start: int
    end: int
