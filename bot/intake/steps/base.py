"""What all steps share."""

from typing import ClassVar

from bot.intake.case import Case
from bot.intake.models import Heard, Say
from bot.intake.moves import Move
from bot.intake.reading.hygiene import LONGEST
from bot.intake.state import Step
from bot.language.personal_data import redact
from bot.language.text import nfc


class StepHandler:
    """The machine calls `needed` in the order of the plan; for the first step that is, `prepare`, then `ask`. A message goes to
    `hear`; where that finds nothing, the message may be an interruption; where it is none, it goes to `guess`.
    """

    step: ClassVar[Step]
    limit: ClassVar[int] = LONGEST
    """Characters of an answer."""
    is_story: ClassVar[bool] = False
    """The answer is whole sentences, which may look like anything else."""

    async def needed(self, case: Case) -> bool:
        raise NotImplementedError

    async def prepare(self, case: Case) -> Move | None:
        """What can be settled without asking."""
        return None

    async def ask(self, case: Case) -> tuple[Say, ...]:
        raise NotImplementedError

    async def ask_simply(self, case: Case) -> tuple[Say, ...]:
        """After two misses."""
        return await self.ask(case)

    async def hear(self, case: Case, heard: Heard) -> Move | None:
        """What is certainly an answer: a button, a contact, a code, a word from the list."""
        return None

    async def guess(self, case: Case, heard: Heard) -> Move | None:
        """What may be an answer if it is nothing else; never called for buttons."""
        return None

    async def accept(self, case: Case, text: str) -> Move | None:
        """The person said that this text is the answer. None: it cannot be, whatever they say."""
        return None


def kept_text(text: str) -> str:
    """Free text as it may be stored: without card and identity numbers."""
    return redact(nfc(text)).text.strip()
