"""`lachan tickets`: what staff can do before there is a console, and what the chain says."""

import asyncio
import json
from base64 import b64encode
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from bot.cli.tickets import STEPS, Step, app
from bot.storage.database import Database
from bot.tickets import tables
from bot.tickets.kinds import TicketKind
from bot.tickets.models import Ticket
from tests.unit.tickets.world import INDEX_KEY, KEYS, ORG, OTHER_ORG, PHONE, World

runner = CliRunner()


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    """The commands work on the test's database, with the keys of its world."""
    ((name, key),) = KEYS
    monkeypatch.setenv("LACHAN_STORAGE__URL", database_url)
    monkeypatch.setenv("LACHAN_SECRETS__KEYS", f"{name}:{b64encode(key).decode()}")
    monkeypatch.setenv("LACHAN_SECRETS__INDEX_KEY", b64encode(INDEX_KEY).decode())
    monkeypatch.setenv("LACHAN_PATHS__VAR", str(tmp_path))


@pytest.fixture
def on_desk(database_url: str) -> Callable[[Callable[[World], Awaitable[Any]]], Any]:
    """Runs something on a desk of its own loop, as another process would."""

    def run(work: Callable[[World], Awaitable[Any]]) -> Any:
        async def on_its_own() -> Any:
            database = Database(database_url)
            await database.initialize()
            try:
                return await work(World(database))
            finally:
                await database.shutdown()

        return asyncio.run(on_its_own())

    return run


def run(*arguments: str) -> Result:
    return runner.invoke(app, list(arguments))


def records(result: Result) -> list[dict[str, Any]]:
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def ticket(on_desk: Callable[..., Any]) -> Ticket:
    return on_desk(lambda world: world.open())  # type: ignore[no-any-return]


def test_a_ticket_is_carried_out_from_the_command_line(ticket: Ticket) -> None:
    for step, *options in (
        ("acknowledge", "--text", "Chị Lan phụ trách."),
        ("start",),
        ("wait", "--text", "Công ty Vận Chuyển"),
        ("resume",),
        ("ask", "--text", "Số nào ạ?", "--note", "gấp"),
        ("add", "--text", "số cũ"),
    ):
        (changed,) = records(run("act", ticket.code.lower(), step, "--by", "lan", "--json", *options))
    (done,) = records(run("act", ticket.code, "complete", "--by", "lan", "--text", "Đã xóa hết.", "--json"))

    assert changed["status"] == "in_progress"
    assert done["status"] == "completed"
    assert [notice["to"] for notice in done["notices"]] == ["person"]
    assert "Đã xóa hết." in done["notices"][0]["text"]
    assert run("verify").exit_code == 0


def test_a_refusal_needs_ground_and_reason_and_says_what_there_is(ticket: Ticket) -> None:
    without = run("act", ticket.code, "refuse", "--by", "lan", "--reason", "vì thế")
    refused = run(
        "act", ticket.code, "refuse", "--by", "lan", "--ground", "rights_of_others", "--reason", "lộ người khác"
    )

    assert without.exit_code == 2
    assert "rights_of_others" in without.stderr
    assert refused.exit_code == 0
    assert f"{ticket.code}  medring  xóa dữ liệu: không thực hiện được" in refused.stdout
    assert "Lý do: lộ người khác" in refused.stdout


def test_an_extension_and_a_part_are_told(ticket: Ticket) -> None:
    extended = run("act", ticket.code, "extend", "--by", "lan", "--reason", "nhiều", "--days", "5")
    run("act", ticket.code, "acknowledge", "--by", "lan")
    run("act", ticket.code, "start", "--by", "lan")
    part = run(
        *("act", ticket.code, "complete-partly", "--by", "lan", "--ground", "retention_duty"),
        *("--reason", "hóa đơn", "--text", "đã xóa phần còn lại", "--law", "Luật Kế toán 2015"),
    )

    # The test's clock stands in March 2026, long before the command's.
    assert extended.exit_code == 2 and "đã qua" in extended.stderr
    assert part.exit_code == 0 and "Luật Kế toán 2015" in part.stdout


def test_doubts_are_raised_and_lifted(ticket: Ticket) -> None:
    suspected = run("act", ticket.code, "suspect", "--by", "lan", "--note", "giọng lạ")
    unknown = run("act", ticket.code, "confirm", "--by", "lan", "--hold", "x", "--note", "ổn")
    confirmed = run("act", ticket.code, "confirm", "--by", "lan", "--hold", "contact_suspected", "--note", "ổn")

    assert "bị giữ: nghi ngờ liên hệ" in suspected.stdout
    assert unknown.exit_code == 2 and "contact_suspected" in unknown.stderr
    assert confirmed.exit_code == 0 and "bị giữ" not in confirmed.stdout


def test_two_tickets_are_merged(ticket: Ticket, on_desk: Callable[..., Any]) -> None:
    other = on_desk(lambda world: world.open(separate=True, turn="khác"))

    merged = run("act", other.code, "merge", "--by", "lan", "--into", ticket.code)

    assert merged.exit_code == 0
    assert f"Phiếu {other.code} trùng với phiếu {ticket.code}" in merged.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("act", "XD-7K4M-92QF", "start", "--by", "lan"), "không tìm thấy phiếu"),
        (("act", "'; DROP TABLE tickets", "start", "--by", "lan"), "không tìm thấy phiếu"),
        (("act", "{code}", "start", "--by", "lan"), "không thể bắt đầu thực hiện"),
        (("act", "{code}", "start", "--by", "lan@example.com"), "tên ngắn"),
        (("act", "{code}", "merge", "--by", "lan"), "không tìm thấy phiếu"),
        (("act", "{code}", "fly", "--by", "lan"), "fly"),
        (("act", "{code}", "start"), "--by"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_exit_code_2(
    ticket: Ticket, arguments: tuple[str, ...], said: str
) -> None:
    result = run(*(argument.format(code=ticket.code) for argument in arguments))

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""
    assert "Traceback" not in result.output


def test_the_list_shows_what_is_due_first_and_nothing_personal(ticket: Ticket, on_desk: Callable[..., Any]) -> None:
    async def more(world: World) -> None:
        await world.open(TicketKind.ACCESS, turn="a")
        await world.open(TicketKind.COMPLAINT, turn="b", organisation=OTHER_ORG)
        await world.completed(TicketKind.OBJECTION, turn="c")

    on_desk(more)

    everywhere, here, all_here = (
        records(run("list", "--json")),
        records(run("list", "--org", ORG, "--json")),
        run("list", "--org", ORG, "--all"),
    )

    assert [one["kind"] for one in everywhere] == ["complaint", "access", "deletion"]
    assert [one["kind"] for one in here] == ["access", "deletion"]
    assert len(all_here.stdout.splitlines()) == 3
    assert "QUÁ HẠN" in all_here.stdout
    assert PHONE.value not in str([everywhere, all_here.stdout])
    assert len(records(run("list", "--limit", "1", "--json"))) == 1


def test_an_empty_desk_says_so() -> None:
    assert "Không có phiếu nào." in run("list").stdout
    assert records(run("verify", "--json")) == [{"tickets": 0, "entries": 0, "broken": None, "fault": None}]


def test_verify_ends_with_1_and_names_the_first_broken_entry(ticket: Ticket, on_desk: Callable[..., Any]) -> None:
    on_desk(lambda world: world.tamper(tables.history, {"actor": "ai đó"}, ticket=ticket.id, sequence=1))

    told, other, as_json = run("verify"), run("verify", "--org", OTHER_ORG), run("verify", "--json")

    assert told.exit_code == 1
    assert f"{ORG} {ticket.code}, mục 1: nội dung mục đã bị sửa." in told.stdout
    assert other.exit_code == 0
    assert as_json.exit_code == 1
    assert json.loads(as_json.stdout)["broken"] == {"organisation": ORG, "code": ticket.code, "entry": 1}


def test_a_database_that_was_not_upgraded_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LACHAN_STORAGE__URL", f"sqlite+aiosqlite:///{tmp_path / 'empty.db'}")

    result = run("list")

    assert result.exit_code == 2
    assert "lachan db upgrade" in result.stderr


def test_every_step_can_be_taken() -> None:
    assert set(STEPS) == set(Step)
