"""State machines of hypothesis whose steps are coroutines: the machine runs in a thread, its steps on the test's own loop."""

import asyncio
from collections.abc import Coroutine
from itertools import count
from typing import Any, ClassVar, TypeVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

from tests.unit.tickets.world import World

T = TypeVar("T")
_SETTINGS = settings(
    deadline=None, database=None, derandomize=True, print_blob=False, suppress_health_check=list(HealthCheck)
)


class AsyncMachine(RuleBasedStateMachine):
    """Each run has an organisation of its own, so that runs share a database without meeting."""

    world: ClassVar[World]
    loop: ClassVar[asyncio.AbstractEventLoop]
    numbers: ClassVar[Any]

    def __init__(self) -> None:
        super().__init__()
        self.org = f"org-{next(self.numbers)}"
        self.desk = self.world.service

    def do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(timeout=60)


async def run(machine: type[AsyncMachine], world: World, *, examples: int, steps: int) -> None:
    bound = type(
        machine.__name__,
        (machine,),
        {"world": world, "loop": asyncio.get_running_loop(), "numbers": count()},
    )
    chosen = settings(_SETTINGS, max_examples=examples, stateful_step_count=steps)
    await asyncio.to_thread(run_state_machine_as_test, bound, settings=chosen)
