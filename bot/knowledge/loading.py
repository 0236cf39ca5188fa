"""Read `policies/<slug>/`: `organisation.toml` beside `policy.md`.

`policy.md` is Markdown with a YAML head (title, version, effective_date, language, official, source). Only headings,
paragraphs and lists carry meaning; their words are kept as they stand.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from pydantic import ValidationError

from bot.knowledge.errors import InvalidPolicy, UnknownOrganisation
from bot.knowledge.models import Block, Organisation, Policy, Section
from bot.knowledge.schema import OrganisationFile, PolicyHead
from bot.language.text import slugify

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?")
_HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)


def organisations(directory: Path) -> tuple[str, ...]:
    """The slugs under `directory`, sorted: every folder that holds an `organisation.toml`."""
    if not directory.is_dir():
        return ()
    return tuple(sorted(p.parent.name for p in directory.glob("*/organisation.toml")))


def load_organisation(directory: Path, slug: str) -> Organisation:
    """Load one organisation with its policy.

    Raises `UnknownOrganisation` for a slug that is not there (or is no slug at all, so a path cannot be smuggled in) and
    `InvalidPolicy` for a file that does not hold what it should.
    """
    folder = directory / slug
    if not SLUG.fullmatch(slug) or not (folder / "organisation.toml").is_file():
        raise UnknownOrganisation(slug, organisations(directory))
    path = folder / "organisation.toml"
    try:
        parsed = OrganisationFile.model_validate(tomllib.loads(_read(path)))
    except tomllib.TOMLDecodeError as error:
        raise InvalidPolicy(str(path), f"không phải TOML hợp lệ ({error})") from error
    except ValidationError as error:
        raise InvalidPolicy(str(path), _first_problem(error)) from error
    if parsed.slug != slug:
        raise InvalidPolicy(str(path), f"slug là “{parsed.slug}” nhưng thư mục là “{slug}”")
    return parsed.to_organisation(load_policy(folder / "policy.md", slug))


def load_policy(path: Path, slug: str) -> Policy:
    """Parse one `policy.md`. Raises `InvalidPolicy` when it is missing, has no head, or has no section."""
    text = unicodedata.normalize("NFC", _read(path)).replace("\r\n", "\n")
    head = _HEAD.match(text)
    if head is None:
        raise InvalidPolicy(str(path), "thiếu phần đầu giữa hai dòng “---” (title, version, effective_date)")
    try:
        meta = PolicyHead.model_validate(yaml.safe_load(head.group(1)) or {})
    except ValidationError as error:
        raise InvalidPolicy(str(path), _first_problem(error)) from error
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that no calendar has
        raise InvalidPolicy(str(path), "phần đầu không phải YAML hợp lệ") from error
    sections = tuple(parse_sections(text[head.end() :]))
    if not any(section.blocks for section in sections):
        raise InvalidPolicy(str(path), "không có mục nào có nội dung; mỗi mục bắt đầu bằng “## Tên mục”")
    return Policy(
        organisation=slug,
        title=meta.title,
        version=meta.version,
        effective_date=meta.effective_date,
        sections=sections,
        official=meta.official,
        language=meta.language,
        source=meta.source,
    )


def parse_sections(markdown: str) -> Iterator[Section]:
    """Sections in the order of the text. Words before the first heading belong to the section of the document's title."""
    tree = SyntaxTreeNode(MarkdownIt("commonmark").parse(markdown))
    used: set[str] = set()
    titles: list[tuple[int, str]] = []
    title, level, blocks = "", 1, []  # type: tuple[str, int, list[Block]]

    def section() -> Section:
        path = tuple(t for depth, t in titles[:-1] if depth > 1)
        return Section(title, level, _anchor(title, used), tuple(blocks), path)

    for node in tree.children:
        if node.type == "heading":
            if title or blocks:
                yield section()
            title, level, blocks = _text(node), int(node.tag[1]), []
            while titles and titles[-1][0] >= level:
                titles.pop()
            titles.append((level, title))
        else:
            blocks.extend(_blocks(node, 0))
    if title or blocks:
        yield section()


def _blocks(node: SyntaxTreeNode, depth: int) -> Iterator[Block]:
    if node.type in ("bullet_list", "ordered_list"):
        start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
        for number, item in enumerate(node.children, start):
            marker = f"{number}{item.markup}" if node.type == "ordered_list" else "-"
            first = True
            for child in item.children:
                if child.type == "paragraph":
                    yield Block(_text(child), depth + 1, marker if first else "")
                    first = False
                else:
                    yield from _blocks(child, depth + 1)
    elif node.type in ("paragraph", "code_block", "fence"):
        if text := _text(node):
            yield Block(text, depth)
    else:
        for child in node.children:
            yield from _blocks(child, depth)


def _text(node: SyntaxTreeNode) -> str:
    """The words a reader sees: markup gone, soft line breaks as blanks."""
    if node.type in ("text", "code_inline", "code_block", "fence", "html_inline"):
        return node.content
    if node.type in ("softbreak", "hardbreak"):
        return " "
    return re.sub(r"\s+", " ", "".join(_text(child) for child in node.children)).strip()


def _anchor(title: str, used: set[str]) -> str:
    base = slugify(title) or "noi-dung"
    anchor, number = base, 2
    while anchor in used:
        anchor, number = f"{base}-{number}", number + 1
    used.add(anchor)
    return anchor


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise InvalidPolicy(str(path), "không có tệp này") from error
    except UnicodeDecodeError as error:
        raise InvalidPolicy(str(path), "không phải văn bản UTF-8") from error
    except OSError as error:
        raise InvalidPolicy(str(path), f"không đọc được ({error.strerror})") from error


def _first_problem(error: ValidationError) -> str:
    problem: Any = error.errors()[0]
    return f"khóa “{'.'.join(map(str, problem['loc']))}”: {problem['msg']}"
