"""Migrations on both databases: from nothing, again, at the same time, and what a check tells."""

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, String, Table, inspect, text

from bot.storage import upgrading
from bot.storage.database import Database
from bot.storage.differences import describe
from bot.storage.errors import InvalidUrl, MigrationFailed, Unavailable, UnknownRevision
from bot.storage.metadata import metadata as plain_metadata
from bot.storage.schema import metadata
from bot.storage.upgrading import MIGRATIONS, check, upgrade


def run(url: str, *statements: str) -> None:
    async def execute() -> None:
        database = Database(url)
        await database.initialize()
        try:
            async with database.transaction() as connection:
                for statement in statements:
                    await connection.execute(text(statement))
        finally:
            await database.shutdown()

    asyncio.run(execute())


def tables(url: str) -> set[str]:
    async def names() -> set[str]:
        database = Database(url)
        await database.initialize()
        try:
            async with database.transaction() as connection:
                return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))
        finally:
            await database.shutdown()

    return asyncio.run(names())


def revisions() -> list[str]:
    """From the first to the last."""
    return [script.revision for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions()][::-1]


def test_an_upgrade_from_nothing_makes_what_the_program_expects(empty_url: str) -> None:
    steps: list[str] = []
    upgrade(empty_url, steps.append)

    assert [step.split()[0] for step in steps] == revisions()
    assert steps[0] == "0001 base"
    assert check(empty_url) == []
    assert tables(empty_url) == {*metadata.tables, "alembic_version"}


def test_a_second_upgrade_does_nothing(empty_url: str) -> None:
    upgrade(empty_url)
    before = tables(empty_url)
    steps: list[str] = []
    upgrade(empty_url, steps.append)

    assert steps == []
    assert tables(empty_url) == before


def test_two_upgrades_at_the_same_time_are_harmless(empty_url: str) -> None:
    steps: list[str] = []
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(upgrade, empty_url, steps.append) for _ in range(4)]:
            done.result()

    assert [step.split()[0] for step in steps] == revisions()
    assert check(empty_url) == []


def test_an_upgrade_needs_no_loop_of_its_own(empty_url: str) -> None:
    async def from_async_code() -> list[str]:
        await asyncio.to_thread(upgrade, empty_url)
        return await asyncio.to_thread(check, empty_url)

    assert asyncio.run(from_async_code()) == []


def test_a_check_of_nothing_tells_it_and_makes_nothing(empty_url: str) -> None:
    differences = check(empty_url)

    assert differences
    assert "chưa có tệp" in differences[0] or "đang ở bản trống" in differences[0]
    if empty_url.startswith("sqlite"):
        assert not Path(empty_url.removeprefix("sqlite+aiosqlite:///")).exists()


def test_a_check_tells_what_differs(empty_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(empty_url)
    run(
        empty_url,
        "CREATE TABLE superfluous (id INTEGER PRIMARY KEY)",
        "CREATE TABLE parents (id INTEGER PRIMARY KEY)",
        "CREATE TABLE children (id VARCHAR(5) NOT NULL PRIMARY KEY, name VARCHAR(10), old INTEGER)",
    )
    expected = MetaData(naming_convention=plain_metadata.naming_convention)
    for table in metadata.sorted_tables:
        table.to_metadata(expected)
    Table("parents", expected, Column("id", Integer, primary_key=True))
    Table("missing", expected, Column("id", Integer, primary_key=True))
    children = Table(
        "children",
        expected,
        Column("id", String(5), primary_key=True),
        Column("name", Integer, nullable=False),
        Column("parent_id", Integer, ForeignKey("parents.id")),
    )
    Index("ix_children_name", children.c.name)
    monkeypatch.setattr(upgrading, "metadata", expected)

    kinds = {difference.split(":")[0] for difference in check(empty_url)}

    assert kinds == {
        "thừa bảng superfluous",
        "thiếu bảng missing",
        "thiếu cột children.parent_id",
        "thừa cột children.old",
        "thiếu chỉ mục ix_children_name (bảng children)",
        "thiếu khóa ngoại fk_children_parent_id (bảng children)",
        "khác kiểu",
        "khác về cho phép trống",
    }


def test_a_difference_of_an_unknown_kind_is_told_by_its_name() -> None:
    assert describe([("add_trigger", Table("t", MetaData()))]) == ["add_trigger t"]


def test_a_database_of_a_newer_release_is_left_alone(empty_url: str) -> None:
    upgrade(empty_url)
    run(empty_url, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(UnknownRevision, match="9999"):
        upgrade(empty_url)
    assert any("9999" in difference for difference in check(empty_url))


def test_an_upgrade_that_fails_leaves_nothing_behind(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(upgrading, "MIGRATIONS", _migrations(tmp_path, "raise RuntimeError('stop')"))

    with pytest.raises(RuntimeError, match="stop"):
        upgrade(empty_url)
    assert tables(empty_url) == set()


def test_an_upgrade_may_rebuild_a_table_that_others_refer_to(
    empty_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    rebuild = "with op.batch_alter_table('parents', recreate='always') as table:\n        table.add_column(sa.Column('x', sa.Integer))"
    monkeypatch.setattr(upgrading, "MIGRATIONS", _migrations(tmp_path, "pass"))
    upgrade(empty_url)
    run(empty_url, "INSERT INTO parents VALUES (1)", "INSERT INTO children VALUES (1)")
    if empty_url.startswith("postgresql"):
        rebuild = rebuild.replace(", recreate='always'", "")
    (tmp_path / "migrations" / "versions" / "0002_more.py").write_text(_revision("0002", "0001", rebuild))
    upgrade(empty_url)

    run(empty_url, "UPDATE parents SET x = 1", "INSERT INTO children VALUES (1)")


def test_an_upgrade_that_breaks_references_is_undone_on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upgrading, "MIGRATIONS", _migrations(tmp_path, "op.execute('INSERT INTO children VALUES (7)')"))
    url = f"sqlite+aiosqlite:///{tmp_path}/lachan.db"

    with pytest.raises(MigrationFailed, match="children"):
        upgrade(url)
    assert tables(url) == set()


def test_addresses_that_do_not_work_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(Unavailable):
        upgrade(f"sqlite:///{tmp_path}/file/lachan.db")
    with pytest.raises(InvalidUrl):
        check("mysql://u@h/d")


def test_revisions_are_one_line_and_named_after_their_number() -> None:
    scripts = ScriptDirectory(str(MIGRATIONS))
    line = revisions()

    assert len(scripts.get_heads()) == 1
    assert line == [f"{number:04}" for number in range(1, len(line) + 1)]
    for script in scripts.walk_revisions():
        assert re.fullmatch(rf"{script.revision}_[a-z_]+\.py", Path(script.path).name)


def _migrations(folder: Path, end: str) -> Path:
    """Migrations of a program with a table `parents` and a table `children`, and `end` as its last step."""
    directory = folder / "migrations"
    (directory / "versions").mkdir(parents=True)
    (directory / "env.py").write_text((MIGRATIONS / "env.py").read_text())
    create = (
        "op.create_table('parents', sa.Column('id', sa.Integer, primary_key=True))\n"
        "    op.create_table('children', sa.Column('id', sa.Integer, sa.ForeignKey('parents.id', ondelete='CASCADE')))\n"
        f"    {end}"
    )
    (directory / "versions" / "0001_all.py").write_text(_revision("0001", None, create))
    return directory


def _revision(number: str, before: str | None, body: str) -> str:
    return (
        f"import sqlalchemy as sa\nfrom alembic import op\nrevision = {number!r}\ndown_revision = {before!r}\n\n\n"
        f"def upgrade():\n    {body}\n"
    )
