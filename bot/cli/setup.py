"""`lachan prepare`: make once what the first question would wait for."""

from typing import Annotated

import typer

from bot.cli.output import stderr


def prepare(
    quiet: Annotated[bool, typer.Option("--quiet", help="Chỉ nói khi có việc phải làm")] = False,
) -> None:
    """Chuẩn bị dữ liệu ngôn ngữ và chỉ mục của các chính sách (làm một lần)."""
    from bot.bootstrap import knowledge_desk, load_settings
    from bot.knowledge.errors import KnowledgeError

    settings = load_settings()
    first = not settings.paths.index.is_dir()
    if first or not quiet:
        stderr.print("Đang chuẩn bị dữ liệu ngôn ngữ và chỉ mục chính sách…")
    desk = knowledge_desk(settings)
    for slug in desk.organisations():
        try:
            desk.warm_up(slug)
        except KnowledgeError as error:
            # One broken policy must not keep the others, or the whole set-up, from working.
            stderr.print(f"lachan: {error}", style="yellow", markup=False, highlight=False)
