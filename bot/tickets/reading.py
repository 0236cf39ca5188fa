"""Read a TOML text into a typed dataclass; what is wrong with it becomes one Vietnamese sentence."""

import tomllib
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

T = TypeVar("T")

_PROBLEMS = {
    "missing": "thiếu khóa này",
    "unexpected_keyword_argument": "không có khóa nào tên như vậy",
    "int_type": "phải là số nguyên",
    "bool_type": "phải là true hoặc false",
    "string_type": "phải là chữ trong ngoặc kép",
    "string_too_short": "không được để trống",
    "date_type": "phải là ngày dạng 2026-12-31",
    "dataclass_type": "phải là một bảng",
    "dict_type": "phải là một bảng",
    "tuple_type": "phải là một danh sách",
}


def read_toml(shape: type[T], text: str) -> T:
    """Raises `ValueError` whose text is the sentence, without the name of the file."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"không phải TOML hợp lệ ({error}).") from error
    return read_table(shape, table)


def read_table(shape: type[T], table: object) -> T:
    """As `read_toml`, of a table that is already parsed."""
    try:
        return TypeAdapter(shape).validate_python(table)
    except ValidationError as error:
        raise ValueError(_sentence(error.errors()[0])) from error


def _sentence(problem: ErrorDetails) -> str:
    kind, context = problem["type"], problem.get("ctx", {})
    if kind == "value_error":  # raised by a check of ours, in Vietnamese
        said = str(context["error"])
    elif kind in ("greater_than_equal", "less_than_equal"):
        said = f"phải từ {context['ge']} trở lên" if "ge" in context else f"không được quá {context['le']}"
    elif kind in ("enum", "literal_error"):
        said = f"phải là một trong: {str(context['expected']).replace(' or ', ', ')}"
    else:
        said = _PROBLEMS.get(kind, f"giá trị không đọc được ({problem['msg']})")
    place = ".".join(str(part) for part in problem["loc"] if part != "[key]")
    return f"khóa “{place}”: {said}." if place else f"{said}."
