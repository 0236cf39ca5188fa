"""How long one question, one understanding and one turn take, in this process; medians and 95th percentiles in milliseconds."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import numpy as np
from rich.console import Console
from rich.table import Table

from bot.bootstrap import conversation_service, dialogue_engine, knowledge_desk, load_settings
from bot.bootstrap import desk as desk_of
from bot.cli.dialogue import ensure_model
from tests.evaluation import sets

ORGANISATION = "medring"


def run() -> None:
    settings = load_settings()
    desk = knowledge_desk(settings)
    questions = [q.text for q in sets.questions(ORGANISATION)]
    desk.warm_up(ORGANISATION)
    table = Table("what", "times", "median ms", "p95 ms", "bar", title="Speed")
    _row(table, "policy question (desk.ask)", [_timed(lambda q=q: desk.ask(ORGANISATION, q)) for q in questions], "25")
    asyncio.run(_dialogue(table, questions))
    Console().print(table)


async def _dialogue(table: Table, questions: list[str]) -> None:
    settings = load_settings()
    desk = knowledge_desk(settings)
    made = desk_of(settings, desk)
    engine = dialogue_engine(settings, desk, made, ensure_model(settings))
    await made.initialize()
    await engine.initialize()
    desk.warm_up(ORGANISATION)
    conversations = conversation_service(engine, made)
    conversation = await conversations.start(ORGANISATION, "web")

    understanding = [await _timed_async(lambda q=q: engine.understand(q)) for q in questions]
    _row(table, "understand", understanding, "8 (30 with the encoder)")
    greetings = [await _timed_async(lambda: conversations.say(conversation.id, "chào bạn")) for _ in range(50)]
    _row(table, "turn: greeting", greetings, "8")
    turns = [await _timed_async(lambda q=q: conversations.say(conversation.id, q)) for q in questions]
    _row(table, "turn: policy question", turns, "60")
    await engine.shutdown()
    await made.shutdown()


def _timed(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return (time.perf_counter() - start) * 1000


async def _timed_async(call: Callable[[], Awaitable[object]]) -> float:
    start = time.perf_counter()
    await call()
    return (time.perf_counter() - start) * 1000


def _row(table: Table, what: str, times: list[float], bar: str) -> None:
    table.add_row(what, str(len(times)), f"{np.median(times):.1f}", f"{np.percentile(times, 95):.1f}", bar)
