"""`lachan policies …`: import a company's own document, check what is there."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bot.cli.output import fail, stderr, stdout
from bot.knowledge.errors import KnowledgeError

app = typer.Typer(help="Nhập và kiểm tra chính sách.", no_args_is_help=True)
LARGEST = 10 * 1024 * 1024  # bytes


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="Tệp văn bản, HTML, DOCX hoặc PDF")],
    org: Annotated[str, typer.Option("--org", help="Mã tổ chức: chữ thường không dấu, số, gạch nối")],
    name: Annotated[str, typer.Option("--name", help="Tên tổ chức như khách hàng gọi")],
    into: Annotated[Path | None, typer.Option("--into", help="Thư mục đích; mặc định là policies/")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Thay thế nếu tổ chức đã có")] = False,
) -> None:
    """Nhập một chính sách thật, giữ nguyên từng lời, rồi in ra những gì đã hiểu."""
    from bot.bootstrap import knowledge_desk, load_settings
    from bot.knowledge.importing.service import import_policy, write

    settings = load_settings()
    directory = into or settings.paths.policies
    try:
        imported = import_policy(_read(file), file.name, slug=org, name=name, today=date.today())
        folder = write(imported, directory, replace=replace)
        # So that the first question need not wait for the index.
        knowledge_desk(settings, directory).warm_up(org)
    except KnowledgeError as error:
        fail(str(error))
    organisation = imported.organisation
    stdout.print(f"{organisation.policy.title} → {folder}", markup=False, highlight=False)
    stdout.print(
        f"Phiên bản {organisation.policy.version}, ngày hiệu lực {organisation.policy.effective_date or 'không rõ'}."
    )
    stdout.print(f"{len(organisation.policy.sections)} mục:")
    for section in organisation.policy.sections:
        indent = "  " * section.level
        stdout.print(
            f"{indent}{section.title or '(mở đầu)'}  [{len(section.blocks)} đoạn]", markup=False, highlight=False
        )
    contacts = imported.contacts
    found = [*contacts.emails, *contacts.phones, *contacts.addresses, *contacts.websites]
    stdout.print(f"Liên hệ: {'; '.join(found) if found else 'không tìm thấy'}", markup=False, highlight=False)
    for warning in imported.warnings:
        stderr.print(f"Lưu ý: {warning}", style="yellow", markup=False, highlight=False)


@app.command("check")
def check(
    slugs: Annotated[list[str] | None, typer.Argument(help="Các tổ chức cần kiểm tra; mặc định là tất cả")] = None,
    directory: Annotated[Path | None, typer.Option("--policies", help="Thư mục chính sách khác")] = None,
) -> None:
    """Báo những chỗ có vẻ chưa đúng: mục rỗng, không có liên hệ, không có ngày, tiêu đề trùng…"""
    from bot.bootstrap import load_settings
    from bot.knowledge.checking import check as findings_of
    from bot.knowledge.loading import load_organisation, organisations

    root = directory or load_settings().paths.policies
    wanted = slugs or list(organisations(root))
    if not wanted:
        fail(f"không có tổ chức nào trong {root}.")
    errors = 0
    for slug in wanted:
        try:
            findings = findings_of(load_organisation(root, slug))
        except KnowledgeError as error:
            fail(str(error))
        stdout.print(
            f"{slug}: {'ổn' if not findings else f'{len(findings)} điều cần xem'}", markup=False, highlight=False
        )
        for finding in findings:
            errors += finding.severity == "error"
            place = f" (mục “{finding.section}”)" if finding.section else ""
            stdout.print(
                f"  {'LỖI' if finding.severity == 'error' else 'lưu ý'}: {finding.message}{place}",
                markup=False,
                highlight=False,
            )
    if errors:
        raise typer.Exit(1)


@app.command("list")
def list_() -> None:
    """Liệt kê các tổ chức đang có."""
    from bot.bootstrap import load_settings
    from bot.knowledge.loading import organisations

    for slug in organisations(load_settings().paths.policies):
        stdout.print(slug)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > LARGEST:
            fail(f"{file}: tệp lớn quá 10 MB; một chính sách bằng chữ không thể lớn như vậy.")
        return file.read_bytes()
    except OSError as error:
        fail(f"{file}: không đọc được ({error.strerror}).")
