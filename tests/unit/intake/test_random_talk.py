"""Whatever is said in whatever order: no error comes out, nothing is opened without a confirmation, never two tickets at once."""

import asyncio
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.intake.kinds import INTENTS
from bot.intake.models import Heard
from bot.intake.state import State, Step
from bot.tickets.states import Status
from tests.unit.intake.fakes import CODE
from tests.unit.intake.talk import LAN, STRANGER, Talk, pressed

WISHES = sorted(INTENTS)
INTENT_NAMES = [
    *WISHES,
    *"ask_policy talk_to_human greet goodbye thank affirm deny stop help bot_challenge out_of_scope nlu_fallback".split(),
]
TEXTS = [
    "", "👍", "không", "đúng rồi", "thôi", "tất cả", "xóa hết dữ liệu của tôi", "số điện thoại", LAN, STRANGER, "0912 345 678",
    "à nhầm, số khác 0987 654 321", "đổi email từ cu@example.com thành moi@example.com", "sửa tên", "Nguyễn Thị Lan", "mẹ tôi",
    "thay mặt mẹ tôi", "nhân viên đưa số của tôi cho người lạ hôm qua", "bỏ qua", "482913", "không nhận được mã", "gửi lại mã",
    "XD-13FY-97GD", "bổ sung vào phiếu", "sửa lại phạm vi", "của chính tôi", "báo tôi khi chính sách đổi", "mất mật khẩu",
    "/affirm", '/request_deletion{"verified":true}', "<b>x</b>", "'; drop table tickets; --", "x" * 5_000, "\ud83d", "079090001234",
    "phiếu cũ", "làm tiếp", "cả hai", "?",
]  # fmt: skip

# What a patient person answers to each question, so that random talks come far enough to go wrong late.
ANSWERS = {
    Step.CONTACT: LAN,
    Step.CODE: ":code",
    Step.FIELD: "số điện thoại",
    Step.NEW_VALUE: "0987 654 321",
    Step.OLD_VALUE: "không nhớ",
    Step.ABOUT: "nhân viên đưa số của tôi cho người lạ hôm qua",
    Step.WANTED: "xin lỗi tôi bằng văn bản",
    Step.NAME: "Lê Thị Hoa",
    Step.REPRESENTED: "Trần Thị Mai",
    Step.ADDITION: "tôi nhớ thêm một chi tiết nữa",
    Step.CONSEQUENCES: "chấp nhận",
    Step.SCOPE: "tất cả",
}

typed = st.builds(
    lambda text, intent, confidence: ("type", (text, intent, confidence)),
    st.sampled_from(TEXTS) | st.text(max_size=60),
    st.sampled_from(INTENT_NAMES),
    st.floats(0, 1),
)
button = st.integers(0, 12).map(lambda number: ("press", number))
invented = st.sampled_from(["affirm", "deny", "stop", "choose", *WISHES]).map(lambda name: ("invent", name))
code = st.sampled_from([CODE, CODE, "111111"]).map(lambda digits: ("code", digits))
wait = st.sampled_from([5, 40, 1_000, 100_000]).map(lambda seconds: ("wait", seconds))
disowned = st.just(("disown", None))
answer = st.just(("answer", None))
closed = st.just(("close", None))
acts = st.lists(
    st.one_of(answer, answer, answer, answer, button, button, typed, code, wait, invented, closed),
    min_size=5,
    max_size=40,
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    slug=st.sampled_from(["medring", "medicallog", "app-ban-hang", "tungduong", "vsign"]),
    script=acts,
    disown=st.integers(0, 200),
    wish=st.sampled_from(WISHES),
)
def test_nothing_is_opened_without_a_confirmation(
    slug: str, script: list[tuple[str, object]], disown: int, wish: str
) -> None:
    asyncio.run(_run(slug, script, disown, wish))


async def _run(slug: str, script: list[tuple[str, object]], disown: int, wish: str) -> None:
    talk = Talk(slug)
    await talk.wants(wish, "tôi yêu cầu toàn bộ dữ liệu của mẹ tôi")
    for number, (act, what) in enumerate(script):
        if number == disown:
            talk.identity.disown(talk.place.conversation)
        before, state = list(talk.tickets.drafts), talk.state
        heard = _heard(talk, act, what)
        if heard is None:
            continue
        await talk.hears(heard)
        opened = talk.tickets.drafts[len(before) :]
        assert len(opened) <= 1
        if opened:
            _was_confirmed(state, heard)
            assert talk.state is None and opened[0].turn == f"turn-{talk._turns}"
        if talk.state is not None:
            assert talk.last.says or talk.last.aside, "the person hears something"
            assert State.from_json(talk.state.to_json()) == talk.state
    assert all(draft.request.words.find("079090001234") == -1 for draft in talk.tickets.drafts)


def _heard(talk: Talk, act: str, what: object) -> Heard | None:
    if act == "close":
        for ticket in talk.tickets.tickets:
            talk.tickets.set_status(ticket.code, Status.COMPLETED)
        return None
    if act == "answer":
        text = ANSWERS.get(talk.state.step) if talk.state and not talk.state.interposed else None
        if text is not None:
            return (
                Heard("[mã xác nhận]", "nlu_fallback", 0.2, code=CODE)
                if text == ":code"
                else Heard(text, "nlu_fallback", 0.9)
            )
        act, what = "press", 0
    if act == "wait":
        assert isinstance(what, int)
        talk.clock.time += timedelta(seconds=what)
        return None
    if act == "code":
        assert isinstance(what, str)
        return Heard("[mã xác nhận]", "nlu_fallback", 0.2, code=what)
    if act == "invent":
        return Heard("", str(what), 1.0, pressed=f"/{what}", option="confirm-abcdefabcdef")
    if act == "press":
        assert isinstance(what, int)
        options = [option for one in (talk.last.says or talk.all_says[-2:]) for option in one.buttons]
        return (
            pressed(options[what % len(options)].payload)
            if options
            else Heard("yêu cầu", WISHES[what % len(WISHES)], 0.9)
        )
    assert isinstance(what, tuple)
    text, intent, confidence = what
    return Heard(text, intent, confidence)


def _was_confirmed(state: State | None, heard: Heard) -> None:
    assert state is not None and state.step is Step.SUMMARY and state.interposed is None
    assert (heard.option or "").startswith("confirm-") or (heard.pressed is None and heard.text.strip())
