"""`lachan db …`: bring the database to the newest revision, compare it with what the program expects."""

import typer

from bot.cli.output import fail, stderr, stdout

app = typer.Typer(help="Cơ sở dữ liệu: nâng cấp, kiểm tra.", no_args_is_help=True)


@app.command("upgrade")
def upgrade() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu tới bản mới nhất; chạy lại bao nhiêu lần cũng được."""
    from bot.bootstrap import load_settings
    from bot.storage.errors import StorageError
    from bot.storage.upgrading import upgrade as upgrade_database

    done: list[str] = []
    try:
        upgrade_database(load_settings().database_url, done.append)
    except StorageError as error:
        fail(str(error))
    for step in done:
        stdout.print(f"Đã nâng cấp: {step}", markup=False, highlight=False)
    if not done:
        stdout.print("Cơ sở dữ liệu đã ở bản mới nhất, không có gì phải làm.")


@app.command("check")
def check() -> None:
    """So cơ sở dữ liệu với những gì chương trình cần; thoát với mã 1 nếu khác."""
    from bot.bootstrap import load_settings
    from bot.storage.errors import StorageError
    from bot.storage.upgrading import check as differences_of

    try:
        differences = differences_of(load_settings().database_url)
    except StorageError as error:
        fail(str(error))
    for difference in differences:
        stdout.print(f"✗ {difference}", markup=False, highlight=False)
    if differences:
        stderr.print("Hãy chạy `lachan db upgrade`.", markup=False, highlight=False)
        raise typer.Exit(1)
    stdout.print("✓ Cơ sở dữ liệu khớp với chương trình.")
