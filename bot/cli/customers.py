"""`lachan customers …`: an organisation's customer records, by which the desk knows whom a contact belongs to."""

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import emit, fail, stderr, stdout

if TYPE_CHECKING:
    from bot.identity.directory_import import Imported
    from bot.settings import Settings

app = typer.Typer(help="Danh sách khách hàng của tổ chức.", no_args_is_help=True)

_MOST_SHOWN = 50  # problems


@app.callback()
def customers() -> None:
    """Keeps `import` a command of its own while it is the only one."""


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Tệp CSV với các cột id, name, phone, email, birth_date…")],
    org: Annotated[str, typer.Option("--org", help="Mã tổ chức")],
    replace: Annotated[bool, typer.Option("--replace", help="Xóa những khách hàng không có trong tệp")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In kết quả dạng JSON")] = False,
) -> None:
    """Nhập danh sách khách hàng; có một dòng sai thì không nhập dòng nào. Nhập lại cùng tệp thì không đổi gì."""
    from bot.bootstrap import load_settings
    from bot.identity import wording
    from bot.identity.errors import ImportRefused
    from bot.knowledge.loading import organisations
    from bot.storage.errors import StorageError

    settings = load_settings()
    known = organisations(settings.paths.policies)
    if org not in known:
        fail(f"không có tổ chức “{org[:80]}”. Các tổ chức đang có: {', '.join(known)}.")
    try:
        done = asyncio.run(_import(settings, _read(file), org, replace))
    except ImportRefused as refused:
        for problem in refused.problems[:_MOST_SHOWN]:
            stderr.print(problem, markup=False, highlight=False)
        if len(refused.problems) > _MOST_SHOWN:
            stderr.print(f"… và {len(refused.problems) - _MOST_SHOWN} lỗi nữa.", markup=False, highlight=False)
        fail("không nhập dòng nào; xin sửa các lỗi trên rồi nhập lại.")
    except StorageError as error:
        fail(str(error))
    if as_json:
        emit(
            {
                "organisation": org,
                "added": done.added,
                "changed": done.changed,
                "unchanged": done.unchanged,
                "removed": done.removed,
            }
        )
    else:
        summary = wording.imported(org, done.added, done.changed, done.unchanged, done.removed)
        stdout.print(summary, markup=False, highlight=False)


async def _import(settings: "Settings", content: bytes, org: str, replace: bool) -> "Imported":
    from datetime import UTC, datetime

    from bot.bootstrap import database, keyring
    from bot.identity.directory_import import CustomerImport

    keys = keyring(settings)
    opened = database(settings)
    await opened.initialize()
    try:
        importer = CustomerImport(opened, keys, lambda: datetime.now(UTC))
        return await importer.run(content, org, replace=replace)
    finally:
        await opened.shutdown()


def _read(file: Path) -> bytes:
    from bot.identity import wording
    from bot.identity.customer_file import LARGEST

    try:
        if file.stat().st_size > LARGEST:
            fail(f"{file}: {wording.TOO_LARGE}")
        return file.read_bytes()
    except OSError as error:
        fail(f"{file}: không đọc được ({error.strerror}).")
