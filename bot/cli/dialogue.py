"""`lachan train`, `understand`, `chat`: the dialogue from the terminal."""

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from bot.cli.output import emit, fail, given_or_stdin, stderr, stdout

if TYPE_CHECKING:
    from bot.bootstrap.desk import Desk
    from bot.conversations.models import Message
    from bot.dialogue.models import Progress as Step
    from bot.dialogue.models import Understanding
    from bot.settings import Settings


def train(
    force: Annotated[bool, typer.Option("--force/--cached", help="Huấn luyện lại dù đã có mô hình")] = True,
) -> None:
    """Huấn luyện mô hình hội thoại từ nlu/."""
    from bot.bootstrap import load_settings

    stdout.print(str(ensure_model(load_settings(), force)))


def understand(
    messages: Annotated[list[str] | None, typer.Argument(help="Tin nhắn; không có thì đọc từ stdin")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In mỗi dòng một đối tượng JSON")] = False,
) -> None:
    """Cho biết một tin nhắn muốn gì: ý định, độ chắc chắn, các thực thể."""
    from bot.bootstrap import load_settings, understanding_engine

    settings = load_settings()
    engine = understanding_engine(settings, ensure_model(settings))

    async def run() -> None:
        await engine.initialize()
        for message in given_or_stdin(messages or []):
            understood = await engine.understand(message)
            if as_json:
                emit(_understanding(understood))
            else:
                stdout.print(
                    f"{understood.intent}  {understood.confidence:.2f}  {message}", markup=False, highlight=False
                )
        await engine.shutdown()

    asyncio.run(run())


def chat(
    org: Annotated[str, typer.Option("--org", help="Mã tổ chức")],
    channel: Annotated[str, typer.Option("--channel", help="Kênh được giả lập")] = "web",
    as_json: Annotated[bool, typer.Option("--json", help="In mỗi dòng một đối tượng JSON")] = False,
) -> None:
    """Trò chuyện ngay tại đây. Mỗi dòng là một tin nhắn; @Tên nút bấm nút đó; :code gõ mã xác nhận mới nhất."""
    from bot.bootstrap import conversation_service, desk, dialogue_engine, knowledge_desk, load_settings
    from bot.conversations.errors import ConversationError
    from bot.knowledge.errors import KnowledgeError
    from bot.storage.errors import StorageError

    settings = load_settings()
    policies = knowledge_desk(settings)
    try:
        policies.warm_up(org)
        made = desk(settings, policies)
    except (KnowledgeError, StorageError) as error:
        fail(str(error))
    engine = dialogue_engine(settings, policies, made, ensure_model(settings))
    conversations = conversation_service(engine, made)

    async def run() -> None:
        # What is queued is sent when it is asked for, not beside: a script then sees the same every time.
        await made.initialize(work=False)
        await engine.initialize()
        conversation = await conversations.start(org, channel)
        buttons: dict[str, str] = {}
        for line in _lines(interactive=not as_json):
            try:
                if line.startswith("@"):
                    messages = await conversations.press(conversation.id, _button(buttons, line[1:]))
                elif line == ":code":
                    messages = await conversations.say(conversation.id, await _code(made, conversation.id))
                else:
                    messages = await conversations.say(conversation.id, line)
            except ConversationError as error:
                fail(str(error))
            replies = [message for message in messages if message.author == "bot"]
            shown = {button.title: button.id for reply in replies for button in reply.buttons}
            buttons = shown or buttons
            _show(line, replies, as_json)
        await engine.shutdown()
        await made.shutdown()

    asyncio.run(run())


async def _code(desk: "Desk", conversation: str) -> str:
    code = await desk.latest_code(conversation)
    if code is None:
        fail("chưa có mã xác nhận nào được gửi trong cuộc trò chuyện này.")
    return code


def ensure_model(settings: "Settings", force: bool = False) -> Path:
    """The trained model's path; trains with a progress bar on stderr when there is none."""
    from bot.bootstrap import trained_model
    from bot.dialogue.errors import TrainingFailed

    try:
        with _progress_bar() as progress:
            return trained_model(settings, force, progress)
    except TrainingFailed as error:
        fail(str(error))


@contextmanager
def _progress_bar() -> "Iterator[Callable[[Step], None]]":
    columns = (
        TextColumn("{task.description:<36}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f}%"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=stderr, transient=True) as bar:
        task = bar.add_task("Chuẩn bị mô hình", total=1.0, visible=False)

        def show(step: "Step") -> None:
            bar.update(task, description=step.label, completed=step.fraction, visible=step.step != "done")

        yield show


def _lines(interactive: bool) -> Iterator[str]:
    if interactive and sys.stdin.isatty():
        stderr.print("Gõ tin nhắn rồi Enter; @Tên nút để bấm nút; Ctrl-D để dừng.")
        while True:
            try:
                line = input("> ")
            except EOFError:
                return
            if line.strip():
                yield line
    else:
        yield from given_or_stdin([])


def _button(buttons: dict[str, str], title: str) -> str:
    if title not in buttons:
        have = f" Các nút đang có: {', '.join(buttons)}." if buttons else " Hiện không có nút nào."
        fail(f"không có nút “{title}”.{have}")
    return buttons[title]


def _show(line: str, replies: "Sequence[Message]", as_json: bool) -> None:
    if as_json:
        said = [{"text": r.text, "buttons": [{"title": b.title} for b in r.buttons]} for r in replies]
        emit({"user": line, "replies": said})
        return
    for reply in replies:
        stdout.print(reply.text, markup=False, highlight=False)
        if reply.buttons:
            stdout.print(
                "  ".join(f"[{button.title}]" for button in reply.buttons), style="cyan", markup=False, highlight=False
            )
        stdout.print()


def _understanding(understood: "Understanding") -> dict[str, Any]:
    """The JSON of design §5."""
    entities = [{"entity": e.entity, "value": e.value, "start": e.start, "end": e.end} for e in understood.entities]
    return {
        "text": understood.text,
        "intent": understood.intent,
        "confidence": round(understood.confidence, 4),
        "entities": entities,
    }
