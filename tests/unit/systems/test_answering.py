"""What becomes of a ticket when the systems answer, and which answers are refused."""

import asyncio
import json
from datetime import timedelta

import pytest

from bot.storage.encryption import Keyring
from bot.systems import signing, wording
from bot.systems.errors import AnswerConflict, MalformedAnswer, NotSigned, UnknownInstruction
from bot.systems.models import Attention, Result
from bot.systems.tables import answers, instructions
from bot.systems.upkeep import KEPT, Upkeep
from bot.tickets.errors import ActionRefused
from bot.tickets.states import Action, Status
from tests.unit.systems.world import SECRET, Connected
from tests.unit.tickets.world import ORG, OTHER_ORG, STAFF, texts


async def test_done_completes_the_ticket_from_wherever_it_stands(world: Connected) -> None:
    ticket, instruction = await world.told()
    taken = await world.answer(instruction, message="Đã xóa ở 3 hệ thống.", reason="job 77")

    assert (taken.code, taken.status, taken.duplicate) == (ticket.code, Status.COMPLETED, False)
    view = await world.service.staff_view(ORG, ticket.code)
    assert [entry.action for entry in view.history] == [Action.OPEN, Action.ACKNOWLEDGE, Action.START, Action.COMPLETE]
    assert view.history[-1].note == wording.history_note(Result.DONE, "job 77")
    told = [text for text in texts(await world.service.claim_notices()) if "Đã xóa ở 3 hệ thống." in text]
    assert len(told) == 1
    assert await world.notes() == []
    assert (await world.service.verify()).broken is None


@pytest.mark.parametrize("status", [Status.ACKNOWLEDGED, Status.IN_PROGRESS, Status.WAITING_FOR_THIRD_PARTY])
async def test_done_completes_what_staff_have_begun(world: Connected, status: Status) -> None:
    ticket, instruction = await world.told()
    await world.service.acknowledge(ORG, ticket.code, STAFF)
    if status is not Status.ACKNOWLEDGED:
        await world.service.start(ORG, ticket.code, STAFF)
    if status is Status.WAITING_FOR_THIRD_PARTY:
        await world.service.wait_for_third_party(ORG, ticket.code, STAFF)
    assert (await world.answer(instruction)).status is Status.COMPLETED


@pytest.mark.parametrize(("result", "attention"), [("cannot", Attention.CANNOT), ("partly", Attention.PARTLY)])
async def test_what_cannot_be_done_is_for_a_person_to_decide(
    world: Connected, result: str, attention: Attention
) -> None:
    ticket, instruction = await world.told()
    taken = await world.answer(instruction, result, reason="Hóa đơn phải giữ 10 năm.")

    assert taken.status is Status.IN_PROGRESS
    (note,) = await world.notes()
    assert (note.code, note.attention, note.detail) == (ticket.code, attention, "Hóa đơn phải giữ 10 năm.")
    assert "căn cứ" in wording.staff_note(note)
    view = await world.service.staff_view(ORG, ticket.code)
    assert "Hóa đơn phải giữ 10 năm." in view.history[-1].note
    # The person is told by who decides, not by a machine.
    assert not [text for text in texts(await world.service.claim_notices()) if "Hóa đơn" in text]


async def test_the_reason_is_stored_encrypted_and_forgotten_once_it_is_seen(world: Connected) -> None:
    _, instruction = await world.told()
    await world.answer(instruction, "cannot", reason="Khách Lê Thị Hoa còn nợ.")
    (row,) = await world.rows(instructions)
    assert "Hoa" not in row.detail

    await world.systems.seen(ORG, instruction)
    (row,) = await world.rows(instructions)
    assert (row.detail, row.attention, row.result) == (None, None, "cannot")


async def test_while_the_person_is_asked_something_done_waits_for_staff(world: Connected) -> None:
    ticket, instruction = await world.told()
    await world.service.acknowledge(ORG, ticket.code, STAFF)
    await world.service.ask_person(ORG, ticket.code, STAFF, "Anh/chị muốn giữ hóa đơn không?")
    taken = await world.answer(instruction, message="Đã xóa hết.")

    assert taken.status is Status.WAITING_FOR_PERSON
    (note,) = await world.notes()
    assert note.attention is Attention.NOT_COMPLETED
    assert note.detail == f"{wording.WAITS_FOR_PERSON}\nĐã xóa hết."


async def test_done_although_the_person_is_in_doubt_waits_for_staff_and_changes_nothing(world: Connected) -> None:
    ticket, instruction = await world.told()
    await world.service.suspect(ORG, ticket.code, STAFF, "số này bị mất")
    before = await world.now(ticket)
    taken = await world.answer(instruction)

    assert taken.status is Status.RECEIVED
    assert await world.now(ticket) == before
    (note,) = await world.notes()
    assert note.attention is Attention.NOT_COMPLETED
    assert "giữ lại" in note.detail


async def test_done_although_it_was_withdrawn_is_told_to_staff(world: Connected) -> None:
    ticket, instruction = await world.told()
    await world.service.refuse(ORG, ticket.code, STAFF, ground="deletion_excluded", reason="không được xóa")
    await world.systems.offer_all()
    await world.worker.run_due()

    assert (await world.answer(instruction)).status is Status.REFUSED
    (note,) = await world.notes()
    assert note.attention is Attention.NOT_COMPLETED
    assert await world.systems.offer_all() == 0


async def test_done_after_staff_were_quicker_needs_nobody(world: Connected) -> None:
    ticket, instruction = await world.told()
    await world.service.acknowledge(ORG, ticket.code, STAFF)
    await world.service.start(ORG, ticket.code, STAFF)
    await world.service.complete(ORG, ticket.code, STAFF)
    assert (await world.answer(instruction)).status is Status.COMPLETED
    assert await world.notes() == []


async def test_cannot_for_a_closed_ticket_needs_nobody(world: Connected) -> None:
    ticket, instruction = await world.told()
    await world.service.refuse(ORG, ticket.code, STAFF, ground="deletion_excluded", reason="không được xóa")
    await world.answer(instruction, "cannot", reason="đã dừng")
    assert await world.notes() == []


async def test_what_could_not_be_done_at_first_may_be_done_later(world: Connected) -> None:
    _, instruction = await world.told()
    await world.answer(instruction, "cannot", reason="máy chủ hỏng")
    assert (await world.answer(instruction)).status is Status.COMPLETED
    assert await world.notes() == []
    with pytest.raises(AnswerConflict, match="đã được trả lời"):
        await world.answer(instruction, "cannot", reason="nhầm")


async def test_the_same_answer_sent_again_does_nothing_new(world: Connected) -> None:
    ticket, instruction = await world.told()
    body = json.dumps({"id": "answer-1", "instruction": instruction, "result": "done"}).encode()
    first = await world.send(body)
    again = await world.send(body)

    assert (first.duplicate, again.duplicate) == (False, True)
    assert again.status is Status.COMPLETED
    assert (await world.now(ticket)).version == 4


async def test_sent_many_times_at_once_it_counts_once(world: Connected) -> None:
    ticket, instruction = await world.told()
    body = json.dumps({"id": "answer-1", "instruction": instruction, "result": "done"}).encode()
    taken = await asyncio.gather(*(world.send(body) for _ in range(8)))

    assert sorted(one.duplicate for one in taken) == [False] + [True] * 7
    assert (await world.now(ticket)).version == 4


async def test_answers_offers_workers_and_staff_at_the_same_time_do_not_wait_for_each_other(world: Connected) -> None:
    told = []
    for turn in range(6):
        conversation = f"web:{turn}"
        told.append(
            await world.told(conversation=conversation, proof=world.proof(conversation=conversation), separate=True)
        )
    work = [world.answer(instruction) for _, instruction in told]
    work += [world.answer(instruction, "cannot", reason="bận") for _, instruction in told[:2]]
    suspicions = [world.service.suspect(ORG, ticket.code, STAFF, "nghi ngờ") for ticket, _ in told[4:]]
    rest = [world.systems.offer_all(), world.worker.run_due(), world.systems.offer_all(), world.worker.run_due()]
    async with asyncio.timeout(20):
        came = await asyncio.gather(*work, *suspicions, *rest, return_exceptions=True)

    # Whoever came too late was told so, and nobody met anything else.
    failures = [one for one in came if isinstance(one, BaseException)]
    assert not [one for one in failures if not isinstance(one, AnswerConflict | ActionRefused)]
    assert (await world.service.verify()).broken is None
    assert len(await world.rows(answers)) == 8 - sum(isinstance(one, AnswerConflict) for one in failures)


async def test_an_id_is_used_for_one_answer(world: Connected) -> None:
    _, instruction = await world.told()
    table = {"id": "answer-1", "instruction": instruction, "result": "cannot", "reason": "bận"}
    await world.send(json.dumps(table).encode())
    with pytest.raises(AnswerConflict, match="id"):
        await world.send(json.dumps(table | {"result": "done"}).encode())
    assert (await world.notes())[0].attention is Attention.CANNOT


async def test_a_replay_with_another_time_is_not_signed(world: Connected) -> None:
    ticket, instruction = await world.told()
    body = json.dumps({"id": "answer-1", "instruction": instruction, "result": "done"}).encode()
    headers = signing.headers(SECRET, body, world.clock())
    later = world.clock() + timedelta(minutes=4)
    with pytest.raises(NotSigned):
        await world.answering.take(ORG, str(int(later.timestamp())), headers[signing.SIGNATURE], body)
    assert (await world.now(ticket)).version == 1


@pytest.mark.parametrize("minutes", [-6, 6])
async def test_a_time_more_than_five_minutes_off_is_refused(world: Connected, minutes: int) -> None:
    ticket, instruction = await world.told()
    body = json.dumps({"id": "answer-1", "instruction": instruction, "result": "done"}).encode()
    headers = signing.headers(SECRET, body, world.clock() + timedelta(minutes=minutes))
    with pytest.raises(NotSigned) as refused:
        await world.answering.take(ORG, headers[signing.TIMESTAMP], headers[signing.SIGNATURE], body)
    assert refused.value.reason == "time"
    near = signing.headers(SECRET, body, world.clock() + timedelta(minutes=minutes * 0.8))
    taken = await world.answering.take(ORG, near[signing.TIMESTAMP], near[signing.SIGNATURE], body)
    assert taken.code == ticket.code


async def test_whoever_does_not_know_the_secret_changes_nothing(world: Connected) -> None:
    ticket, instruction = await world.told()
    body = json.dumps({"id": "answer-1", "instruction": instruction, "result": "done"}).encode()
    said = set()
    for organisation, secret in ((ORG, "x" * 40), (OTHER_ORG, SECRET), ("nobody", SECRET), ("nobody", "0" * 32)):
        with pytest.raises(NotSigned) as refused:
            await world.send(body, organisation, secret)
        said.add(str(refused.value))
    good = signing.headers(SECRET, body, world.clock())
    for timestamp, signature in (
        ("", ""),
        (good[signing.TIMESTAMP], ""),
        (good[signing.TIMESTAMP], good[signing.SIGNATURE].removeprefix("v1=")),
        (good[signing.TIMESTAMP], good[signing.SIGNATURE].upper()),
        ("²", "v1=²"),
    ):
        with pytest.raises(NotSigned) as refused:
            await world.answering.take(ORG, timestamp, signature, body)
        said.add(str(refused.value))
    # Nobody learns whether the organisation has systems.
    assert len(said) == 1
    assert (await world.now(ticket)).version == 1
    assert await world.rows(answers) == []


@pytest.mark.parametrize("timestamp", ["", "abc", "1e9", "-5", "９", "1" * 13])
async def test_a_time_that_is_no_number_of_seconds_is_refused_also_when_it_is_signed(
    world: Connected, timestamp: str
) -> None:
    digest = signing._digest(SECRET, timestamp, b"{}")
    with pytest.raises(NotSigned) as refused:
        await world.answering.take(ORG, timestamp, f"v1={digest}", b"{}")
    assert refused.value.reason == "timestamp"


async def test_an_instruction_sent_back_is_no_answer(world: Connected) -> None:
    await world.told()
    with pytest.raises(MalformedAnswer):
        await world.send(json.dumps(world.other_side.received[0]).encode())


async def test_the_systems_of_one_organisation_do_not_answer_for_another(world: Connected) -> None:
    ticket, instruction = await world.told()
    world.webhooks[OTHER_ORG] = world.webhooks[ORG]
    body = json.dumps({"id": "answer-1", "instruction": instruction, "result": "done"}).encode()
    with pytest.raises(UnknownInstruction):
        await world.send(body, OTHER_ORG)
    with pytest.raises(UnknownInstruction):
        await world.answer("0" * 26)
    assert (await world.now(ticket)).version == 1
    assert await world.rows(answers) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{",
        b"\xff",
        b"[" * 100_000,
        b"{}",
        b'{"id": "answer-1", "instruction": "%s", "result": "deleted"}',
        b'{"id": "answer-1", "instruction": "%s", "result": "cannot"}',
        b'{"id": "answer-1", "instruction": "%s", "result": "cannot", "reason": "  "}',
        b'{"id": "short", "instruction": "%s", "result": "done"}',
        b'{"id": "answer 1!", "instruction": "%s", "result": "done"}',
        b'{"id": "answer-1", "instruction": "\' OR 1=1", "result": "done"}',
        b'{"id": 12345678, "instruction": "%s", "result": "done"}',
        b'{"id": "answer-1", "instruction": "%s", "result": "done", "status": "completed"}',
        b'{"id": "answer-1", "instruction": "%s", "result": "done", "message": ["a"]}',
        b'{"id": "answer-1", "instruction": "%s", "result": "done", "message": "\\ud83d"}',
        b'{"id": "answer-1", "instruction": "%s", "result": "done", "message": "' + b"x" * 4_001 + b'"}',
    ],
)
async def test_an_answer_that_cannot_be_read_is_told_what_is_wrong_and_changes_nothing(
    world: Connected, body: bytes
) -> None:
    ticket, instruction = await world.told()
    with pytest.raises(MalformedAnswer, match="Nội dung trả lời không đúng"):
        await world.send(body.replace(b"%s", instruction.encode()))
    assert (await world.now(ticket)).version == 1
    assert await world.rows(answers) == []


async def test_a_hostile_message_stays_text(world: Connected) -> None:
    ticket, instruction = await world.told()
    await world.answer(instruction, message="Xong <script> '; DROP TABLE tickets; --")
    said = (await world.service.staff_view(ORG, ticket.code)).history[-1].told["result"]
    assert said == "Xong <script> '; DROP TABLE tickets; --"


async def test_while_a_secret_is_replaced_both_are_good(world: Connected) -> None:
    _, instruction = await world.told()
    new = "n" * 40
    world.webhooks[ORG] = type(world.webhooks[ORG])(ORG, "https://he-thong.example.com/lachan", (new, SECRET))
    await world.answer(instruction, "cannot", reason="chờ")
    body = json.dumps({"id": "answer-99", "instruction": instruction, "result": "done"}).encode()
    assert (await world.send(body, secret=new)).status is Status.COMPLETED


async def test_what_systems_wrote_goes_with_the_ticket_and_is_readable_under_a_new_key(world: Connected) -> None:
    ticket, instruction = await world.told()
    await world.answer(instruction, "cannot", reason="còn nợ")
    renewed = Keyring([("new", b"n" * 32), ("test", b"k" * 32)], b"i" * 32)
    upkeep = Upkeep(world.database, renewed, world.clock)
    assert (await upkeep.renew_keys(), await upkeep.renew_keys()) == (1, 0)
    (row,) = await world.rows(instructions)
    assert renewed.is_current(row.detail)

    await upkeep.forget(OTHER_ORG, [ticket.code])
    assert (await world.rows(instructions))[0].detail is not None
    await upkeep.forget(ORG, [ticket.code])
    assert (await world.rows(instructions))[0].detail is None
    (note,) = await world.notes()
    assert note.detail == ""


async def test_used_ids_are_forgotten_long_after_they_could_be_replayed(world: Connected) -> None:
    _, instruction = await world.told()
    await world.answer(instruction)
    upkeep = Upkeep(world.database, world.keyring, world.clock)
    await upkeep.purge()
    assert len(await world.rows(answers)) == 1
    world.clock.time += KEPT + timedelta(seconds=1)
    await upkeep.purge()
    assert await world.rows(answers) == []
