"""Plays one scenario and checks what it expects. The shape of a scenario is in `_TURN_KEYS`, `_EXPECT_KEYS` and `_facts`."""

import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import text as sql

from bot.bootstrap.desk import Desk
from bot.conversations.errors import ConversationError
from bot.conversations.models import Author, Message
from bot.conversations.service import ConversationService
from bot.language.text import strip_accents
from bot.tickets.models import Actor, Ticket
from bot.tickets.states import Role, Status

_TICKET = re.compile(r"\b[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
_SPAN = re.compile(r"(\d+)([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b0\d{3} ?\d{3} ?\d{3}\b")
_LINK = re.compile(r"/not-me/([\w.~-]+)")
_STAFF = Actor(Role.STAFF, "hoa")
_TURN_KEYS = {"say", "press", "press_old", "code", "wait", "staff", "not_me", "new", "expect"}
_EXPECT_KEYS = {"says", "not_says", "text", "not_text", "buttons", "not_buttons", "tickets", "open", "proofs", "absent"}


class Apologised(Exception):
    """A turn failed and the person heard an apology: wrong in every scenario, in those of a gap too."""


class MovableClock(Protocol):
    now: datetime

    def forward(self, span: timedelta) -> None: ...


class Behind(Protocol):
    open: str | None


class Player:
    def __init__(
        self, service: ConversationService, desk: Desk, clock: MovableClock, behind: Behind, file: Path
    ) -> None:
        self._service, self._desk, self._clock, self._behind, self._file = service, desk, clock, behind, file
        self._accents = True
        self._organisation = self._conversation = self._ticket = ""
        self._buttons: dict[str, list[str]] = {}
        self._shown: list[str] = []
        self._contacts: set[str] = set()
        self._log: list[str] = []

    async def play(self, scenario: dict[str, Any], *, accents: bool) -> None:
        self._accents, self._organisation = accents, scenario["org"]
        if "at" in scenario:
            self._clock.now = datetime.fromisoformat(str(scenario["at"]))
        await self._start(scenario.get("channel", "web"))
        try:
            for turn in scenario["turns"]:
                assert not turn.keys() - _TURN_KEYS, f"unknown keys in {turn}"
                await self._turn(turn)
            await self._expect(scenario.get("expect", {}), [])
            verified = await self._desk.tickets.verify(self._organisation)
            assert verified.broken is None
        except (AssertionError, ConversationError, Apologised) as error:
            error.add_note("\n".join(self._log))
            raise

    async def _start(self, channel: str) -> None:
        self._conversation = (await self._service.start(self._organisation, channel)).id
        self._buttons, self._shown, self._behind.open = {}, [], None

    async def _turn(self, turn: dict[str, Any]) -> None:
        if "wait" in turn:
            self._clock.forward(_span(turn["wait"]))
        if "new" in turn:
            await self._start(turn["new"])
        for act in turn.get("staff", ()):
            await getattr(self, f"_staff_{act}")()
        if turn.get("not_me"):
            await self._not_me()
        replies = await self._heard(turn)
        # What the turn queued goes out at once, as the worker of a running service would send it.
        await self._desk.deliveries.run_due()
        await self._expect(turn.get("expect", {}), replies)

    async def _heard(self, turn: dict[str, Any]) -> list[Message]:
        try:
            if "say" in turn:
                said = str(turn["say"]).replace("{ticket}", self._ticket)
                self._contacts.update(_CONTACT.findall(said))
                messages = await self._say(said if self._accents else strip_accents(said))
            elif "code" in turn:
                messages = await self._say(await self._code(turn["code"]))
            elif "press" in turn or "press_old" in turn:
                messages = await self._press(turn)
            else:
                return []
        except ConversationError as error:
            # What a channel shows then; its name stands where a response's would.
            self._log.append(f"      ! {error}")
            return [Message(0, Author.BOT, str(error), self._clock.now, name=type(error).__name__)]
        replies = [message for message in messages if message.author is Author.BOT]
        self._log += [f"  bot [{r.name}] {r.text} {[b.title for b in r.buttons]}" for r in replies]
        if any(reply.failed for reply in replies):
            raise Apologised
        for reply in replies:
            for button in reply.buttons:
                self._buttons.setdefault(button.title, []).append(button.id)
        self._shown = [button.title for reply in replies for button in reply.buttons] or self._shown
        for code in _TICKET.findall(" ".join(r.text for r in replies if r.name != "ticket_receipt")):
            self._ticket = code if code != "XD-7K4M-92QF" else self._ticket
        return replies

    async def _say(self, text: str) -> list[Message]:
        self._log.append(f"> {text[:200]}")
        return await self._service.say(self._conversation, text)

    async def _press(self, turn: dict[str, Any]) -> list[Message]:
        title = str(turn.get("press") or turn["press_old"]).replace("{ticket}", self._ticket)
        self._log.append(f"> @{title}")
        if "press" in turn:
            assert title in self._shown, f"no button “{title}” among {self._shown}"
        return await self._service.press(self._conversation, self._buttons[title][-1 if "press" in turn else 0])

    async def _code(self, which: bool | str) -> str:
        code = await self._desk.latest_code(self._conversation)
        if which == "wrong":
            return f"{(int(code or '0') + 1) % 1_000_000:06d}"
        assert code is not None, "no code was sent"
        return code

    async def _not_me(self) -> None:
        """The newest message's link "Không phải tôi" is followed."""
        await self._desk.deliveries.run_due()
        assert self._desk.mailbox is not None
        letters = await self._desk.mailbox.letters(self._organisation)
        links = [found[1] for letter in letters for found in [_LINK.search(letter.body)] if found]
        assert links, "no message holds a link"
        assert await self._desk.identity.disown(links[0]) is not None

    async def _staff_acknowledge(self) -> None:
        await self._desk.tickets.acknowledge(self._organisation, self._ticket, _STAFF)

    async def _staff_start(self) -> None:
        await self._desk.tickets.start(self._organisation, self._ticket, _STAFF)

    async def _staff_complete(self) -> None:
        await self._desk.tickets.complete(self._organisation, self._ticket, _STAFF, "Đã làm xong.")

    async def _staff_ask(self) -> None:
        await self._desk.tickets.ask_person(
            self._organisation, self._ticket, _STAFF, question="Anh/chị nhớ ngày nào không?"
        )

    async def _staff_suspect(self) -> None:
        await self._desk.tickets.suspect(self._organisation, self._ticket, _STAFF, "Nghi có người dùng số này.")

    # --- what is expected --------------------------------------------------------------------------------------------

    async def _expect(self, expected: dict[str, Any], replies: list[Message]) -> None:
        assert not expected.keys() - _EXPECT_KEYS, f"unknown keys in {expected}"
        names, text = [reply.name for reply in replies], "\n".join(reply.text for reply in replies)
        rest = iter(names)
        for name in expected.get("says", ()):
            assert any(name == said for said in rest), f"{name} is not in its place among {names}"
        assert not set(expected.get("not_says", ())) & set(names), names
        for part in expected.get("text", ()):
            assert self._has(text, part.replace("{ticket}", self._ticket)), f"“{part}” was not said"
        for part in expected.get("not_text", ()):
            assert not self._has(text, part.replace("{ticket}", self._ticket)), f"“{part}” was said"
        titles = [button.title for reply in replies for button in reply.buttons]
        assert not set(expected.get("buttons", ())) - set(titles), titles
        assert not set(expected.get("not_buttons", ())) & set(titles), titles
        if "open" in expected:
            step = None if expected["open"] == "none" else expected["open"]
            assert self._behind.open == step, f"open is {self._behind.open}"
        if "tickets" in expected:
            await self._expect_tickets(expected["tickets"])
        if "proofs" in expected:
            async with self._desk.database.transaction() as connection:
                rows = await connection.execute(sql("SELECT method FROM identity_proofs WHERE revoked_at IS NULL"))
                assert sorted(rows.scalars()) == sorted(expected["proofs"])
        if not replies:
            self._expect_absent([*expected.get("absent", ()), *self._contacts])

    async def _expect_tickets(self, expected: list[dict[str, Any]]) -> None:
        """All of the organisation's, oldest first."""
        found = await self._desk.tickets.listing(self._organisation, tuple(Status))
        found.sort(key=lambda ticket: ticket.number)
        assert len(found) == len(expected), f"{len(found)} tickets: {[(t.kind.value, t.status.value) for t in found]}"
        for ticket, wanted in zip(found, expected, strict=True):
            facts = _facts(ticket)
            for name, value in wanted.items():
                part = name.removesuffix("_has")
                fits = self._has(facts[part], value) if part != name else self._same(facts[part], value)
                assert fits, f"{name} of {ticket.code}: {facts[part]!r}, not {value!r}"

    def _expect_absent(self, values: list[str]) -> None:
        content = b"".join(path.read_bytes() for path in self._file.parent.glob("lachan.db*"))
        for value in values:
            for spelling in (value, strip_accents(value), value.replace(" ", "")):
                assert spelling.encode() not in content, f"“{spelling}” stands in the database in clear"

    def _same(self, found: Any, wanted: Any) -> bool:
        """In the run without accents, what the person wrote is kept without them."""
        return bool(found == wanted) or (
            not self._accents and strip_accents(repr(found)) == strip_accents(repr(wanted))
        )

    def _has(self, text: str, part: str) -> bool:
        return part in text or (not self._accents and strip_accents(part) in strip_accents(text))


def _facts(ticket: Ticket) -> dict[str, Any]:
    request = ticket.request
    assert request is not None
    complaint, behalf = request.complaint, request.representative
    return {
        "kind": ticket.kind.value,
        "status": ticket.status.value,
        "channel": ticket.channel,
        "holds": sorted(hold.value for hold in ticket.holds),
        "scope": list(request.scope),
        "corrections": [[one.field, one.old, one.new] for one in request.corrections],
        "about": complaint.about if complaint else "",
        "wanted": complaint.wanted if complaint else "",
        "name": request.name,
        "words": request.words,
        "represented": [behalf.represented, behalf.basis] if behalf else [],
        "contact": ticket.contact.value if ticket.contact else "",
        "proof": ticket.proof.method if ticket.proof else "",
        "linked": bool(ticket.linked),
        "received": f"{ticket.clock.received_at:%Y-%m-%d %H:%M}",
        "only_given": ticket.of_given_only,
    }


def _span(text: str) -> timedelta:
    parts = _SPAN.findall(text)
    assert parts, f"no span: {text}"
    return timedelta(**{_UNITS[unit]: int(number) for number, unit in parts})
