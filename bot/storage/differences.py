"""Alembic's differences between a database and the tables of the program, as Vietnamese sentences."""

from collections.abc import Iterable
from typing import Any

_WORDS = {
    "add_table": "thiếu bảng",
    "remove_table": "thừa bảng",
    "add_column": "thiếu cột",
    "remove_column": "thừa cột",
    "add_index": "thiếu chỉ mục",
    "remove_index": "thừa chỉ mục",
    "add_constraint": "thiếu ràng buộc",
    "remove_constraint": "thừa ràng buộc",
    "add_fk": "thiếu khóa ngoại",
    "remove_fk": "thừa khóa ngoại",
    "modify_type": "khác kiểu",
    "modify_nullable": "khác về cho phép trống",
    "modify_default": "khác giá trị mặc định",
    "modify_comment": "khác ghi chú",
}


def describe(differences: Iterable[Any]) -> list[str]:
    """`differences` as `alembic.autogenerate.compare_metadata` gives them: tuples, or lists of tuples for one column."""
    out = []
    for difference in differences:
        out += describe(difference) if isinstance(difference, list) else [_sentence(*difference)]
    return out


def _sentence(kind: str, *about: Any) -> str:
    word = _WORDS.get(kind, kind)
    if kind.startswith("modify_"):
        _, table, column, _, found, wanted = about
        return f"{word}: {table}.{column} là {found!r}, cần {wanted!r}"
    if kind in ("add_column", "remove_column"):
        _, table, column = about
        return f"{word} {table}.{column.name}"
    item = about[0]
    table = getattr(item, "table", None)
    return f"{word} {item.name}" if table is None else f"{word} {item.name} (bảng {table.name})"
