"""`lachan tickets …`: check the histories, list what is open, act on a ticket from the command line."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from bot.cli.output import emit, fail, stdout

if TYPE_CHECKING:
    from bot.tickets.desk import Changed
    from bot.tickets.models import Actor, Ticket
    from bot.tickets.service import TicketService

app = typer.Typer(help="Phiếu yêu cầu: kiểm tra, liệt kê, xử lý.", no_args_is_help=True)
T = TypeVar("T")

Org = Annotated[str | None, typer.Option("--org", help="Mã tổ chức; mặc định là mọi tổ chức")]
AsJson = Annotated[bool, typer.Option("--json", help="Mỗi kết quả là một dòng JSON")]


class Step(StrEnum):
    ACKNOWLEDGE = "acknowledge"
    START = "start"
    ASK = "ask"
    WAIT = "wait"
    RESUME = "resume"
    EXTEND = "extend"
    COMPLETE = "complete"
    COMPLETE_PARTLY = "complete-partly"
    REFUSE = "refuse"
    ADD = "add"
    SUSPECT = "suspect"
    CONFIRM = "confirm"
    MERGE = "merge"


@dataclass(frozen=True, slots=True)
class Given:
    """The options of `act`; `place` is organisation, code and actor."""

    place: "tuple[str, str, Actor]"
    reason: str
    ground: str
    law: str
    text: str
    note: str
    days: int | None
    hold: str
    into: str


STEPS: "dict[Step, Callable[[TicketService, Given], Awaitable[Changed | list[Changed]]]]" = {
    Step.ACKNOWLEDGE: lambda desk, given: desk.acknowledge(*given.place, given.text, note=given.note),
    Step.START: lambda desk, given: desk.start(*given.place, note=given.note),
    Step.ASK: lambda desk, given: desk.ask_person(*given.place, given.text, note=given.note),
    Step.WAIT: lambda desk, given: desk.wait_for_third_party(*given.place, given.text, note=given.note),
    Step.RESUME: lambda desk, given: desk.resume(*given.place, note=given.note),
    Step.EXTEND: lambda desk, given: desk.extend(*given.place, reason=given.reason, amount=given.days, note=given.note),
    Step.COMPLETE: lambda desk, given: desk.complete(*given.place, given.text, note=given.note),
    Step.COMPLETE_PARTLY: lambda desk, given: desk.complete_partly(
        *given.place, ground=given.ground, reason=given.reason, result=given.text, law=given.law, note=given.note
    ),
    Step.REFUSE: lambda desk, given: desk.refuse(
        *given.place, ground=given.ground, reason=given.reason, law=given.law, note=given.note
    ),
    Step.ADD: lambda desk, given: desk.add_information(*given.place[:2], given.text, actor=given.place[2]),
    Step.SUSPECT: lambda desk, given: desk.suspect(*given.place, given.note),
    Step.CONFIRM: lambda desk, given: desk.confirm(*given.place, given.hold, given.note),
    Step.MERGE: lambda desk, given: desk.merge(*given.place, given.into, note=given.note),
}


@app.command("verify")
def verify(org: Org = None, as_json: AsJson = False) -> None:
    """Kiểm tra chuỗi lịch sử của mọi phiếu; thoát với mã 1 và mục hỏng đầu tiên nếu có."""
    from bot.tickets.wording import broken as broken_text

    checked = _run(lambda service: service.verify(org))
    found = checked.broken
    if as_json:
        place = {"organisation": found.organisation, "code": found.code, "entry": found.sequence} if found else None
        emit({"tickets": checked.tickets, "entries": checked.entries, "broken": place, "fault": found and found.fault})
    elif found is None:
        stdout.print(f"✓ {checked.tickets} phiếu, {checked.entries} mục lịch sử, không có mục nào hỏng.")
    else:
        said = broken_text(found.organisation, found.code, found.sequence, found.fault)
        stdout.print(f"✗ {said}", markup=False, highlight=False)
    if found is not None:
        raise typer.Exit(1)


@app.command("list")
def list_(
    org: Org = None,
    every: Annotated[bool, typer.Option("--all", help="Cả phiếu đã đóng")] = False,
    limit: Annotated[int, typer.Option("--limit", min=1, help="Số phiếu tối đa")] = 200,
    as_json: AsJson = False,
) -> None:
    """Liệt kê phiếu, phiếu đến hạn trước đứng trước. Không in thông tin cá nhân nào."""
    from bot.tickets.states import OPEN, Status

    found = _run(lambda service: service.listing(org, list(Status) if every else OPEN, limit))
    for ticket in found:
        _print(ticket, as_json)
    if not found and not as_json:
        stdout.print("Không có phiếu nào.")


@app.command("act")
def act(
    code: Annotated[str, typer.Argument(help="Mã phiếu")],
    step: Annotated[Step, typer.Argument(help="Việc cần làm")],
    by: Annotated[str, typer.Option("--by", help="Tên ngắn của nhân viên, được ghi vào lịch sử")],
    reason: Annotated[str, typer.Option("--reason", help="Lý do cho người yêu cầu đọc")] = "",
    ground: Annotated[str, typer.Option("--ground", help="Căn cứ pháp lý, theo bot/tickets/grounds.toml")] = "",
    law: Annotated[str, typer.Option("--law", help="Luật buộc lưu giữ, khi căn cứ cần")] = "",
    text: Annotated[str, typer.Option("--text", help="Lời nhắn, câu hỏi, kết quả hoặc tên bên thứ ba")] = "",
    note: Annotated[str, typer.Option("--note", help="Ghi chú nội bộ, người yêu cầu không đọc được")] = "",
    days: Annotated[int | None, typer.Option("--days", min=1, help="Số ngày gia hạn; mặc định là tối đa")] = None,
    hold: Annotated[str, typer.Option("--hold", help="Điều đã kiểm tra xong, khi confirm")] = "",
    into: Annotated[str, typer.Option("--into", help="Phiếu nhận gộp, khi merge")] = "",
    as_json: AsJson = False,
) -> None:
    """Làm một việc với phiếu, rồi in trạng thái mới và những gì sẽ được báo cho ai."""
    from bot.tickets.desk import staff

    async def work(desk: "TicketService") -> "list[Changed]":
        place = (await desk.organisation_of(code), code, staff(by))
        done = await STEPS[step](desk, Given(place, reason, ground, law, text, note, days, hold, into))
        return done if isinstance(done, list) else [done]

    for changed in _run(work):
        _print(changed.ticket, as_json, changed)


def _print(ticket: "Ticket", as_json: bool, changed: "Changed | None" = None) -> None:
    """Nothing of the ticket itself is personal here; what the person is told may be, and is printed only after an action."""
    from bot.tickets.wording_notices import notice_text

    told = [(notice.audience, notice_text(notice)) for notice in changed.notices] if changed else []
    if as_json:
        record = _record(ticket)
        emit(record if changed is None else {**record, "notices": [{"to": whom, "text": said} for whom, said in told]})
        return
    stdout.print(_line(ticket), markup=False, highlight=False)
    for whom, said in told:
        stdout.print(f"→ {whom}: {said}", markup=False, highlight=False)


def _record(ticket: "Ticket") -> dict[str, Any]:
    return {
        "organisation": ticket.organisation,
        "code": ticket.code,
        "kind": ticket.kind,
        "status": ticket.status,
        "received_at": ticket.clock.received_at.isoformat(),
        "acknowledge_by": ticket.clock.acknowledge_by.isoformat(),
        "complete_by": ticket.clock.complete_by.isoformat(),
        "holds": sorted(ticket.holds),
        "channel": ticket.channel,
        "method": ticket.proof.method if ticket.proof else None,
    }


def _line(ticket: "Ticket") -> str:
    from bot.tickets.deadlines import hanoi_day, overdue
    from bot.tickets.wording import HOLD, STATUS

    due = f"hạn {hanoi_day(ticket.clock.complete_by):%d/%m/%Y}"
    if ticket.is_open and overdue(ticket.clock.complete_by, datetime.now(UTC)):
        due += " (QUÁ HẠN)"
    held = f", bị giữ: {'; '.join(HOLD[hold] for hold in sorted(ticket.holds))}" if ticket.holds else ""
    return f"{ticket.code}  {ticket.organisation}  {ticket.kind.label}: {STATUS[ticket.status]}, {due}{held}"


def _run(work: "Callable[[TicketService], Awaitable[T]]") -> T:
    """Ends the command with one sentence when the database or the ticket says no."""
    from bot.bootstrap import database, keyring, load_settings
    from bot.storage.errors import StorageError
    from bot.tickets.calendar import load_calendar
    from bot.tickets.deadlines import Deadlines
    from bot.tickets.errors import TicketError
    from bot.tickets.grounds import load_grounds
    from bot.tickets.periods import load_periods
    from bot.tickets.service import TicketService

    async def run() -> T:
        settings = load_settings()
        opened = database(settings)
        # Promises make a first date sooner; none of these commands sets one.
        deadlines = Deadlines(load_periods(), load_calendar())
        desk = TicketService(
            opened, keyring(settings), lambda slug: deadlines, load_grounds(), lambda: datetime.now(UTC)
        )
        await opened.initialize()
        try:
            return await work(desk)
        finally:
            await opened.shutdown()

    try:
        return asyncio.run(run())
    except (StorageError, TicketError) as error:
        fail(str(error))
