import json

from bot.dialogue.rasa_edge import DialogueStateTracker, Domain, events, quiet
from bot.dialogue.records import MemoryRecords
from bot.dialogue.tracker_store import ShortTrackerStore

DOMAIN_YAML = """
version: "3.1"
intents: [inform]
slots:
  kind: {type: text, mappings: [{type: custom}]}
  field: {type: text, mappings: [{type: custom}]}
forms:
  request_form: {required_slots: [field]}
"""
with quiet():
    DOMAIN = Domain.from_yaml(DOMAIN_YAML)


def _turn(text: str) -> list[object]:
    return [
        events.UserUttered(text, {"name": "inform", "confidence": 0.9}),
        events.BotUttered("vâng"),
        events.ActionExecuted("action_listen"),
    ]


async def _saved(*made: object) -> tuple[DialogueStateTracker, list[dict[str, object]]]:
    records = MemoryRecords()
    store = ShortTrackerStore(records, keep=3)
    store.domain = DOMAIN
    start = [
        events.ActionExecuted("action_session_start"),
        events.SessionStarted(),
        events.ActionExecuted("action_listen"),
    ]
    await store.save(DialogueStateTracker.from_events("c", [*start, *made], DOMAIN.slots, domain=DOMAIN))
    tracker = await store.retrieve("c")
    assert tracker is not None
    return tracker, json.loads(await records.load("c") or "")


async def test_only_the_last_turns_are_kept_behind_a_session_start() -> None:
    tracker, kept = await _saved(*(event for n in range(10) for event in _turn(f"tin {n}")))

    assert [e["text"] for e in kept if e["event"] == "user"] == ["tin 7", "tin 8", "tin 9"]
    assert [e["event"] for e in kept[:2]] == ["action", "session_started"]
    assert tracker.latest_message is not None
    assert tracker.latest_message.text == "tin 9"


async def test_slots_set_before_the_cut_keep_their_last_value() -> None:
    old = [*_turn("a"), events.SlotSet("kind", "deletion"), *_turn("b"), events.SlotSet("kind", "access")]
    tracker, _ = await _saved(*old, *(event for n in range(5) for event in _turn(f"tin {n}")))

    assert tracker.get_slot("kind") == "access"


async def test_a_slot_emptied_after_the_cut_stays_empty() -> None:
    late = [event for n in range(5) for event in _turn(f"tin {n}")]
    tracker, _ = await _saved(*_turn("a"), events.SlotSet("kind", "deletion"), *late, events.SlotSet("kind", None))

    assert tracker.get_slot("kind") is None


async def test_a_form_begun_before_the_cut_is_still_active() -> None:
    form = [events.ActiveLoop("request_form"), events.SlotSet("requested_slot", "field")]
    tracker, _ = await _saved(*_turn("a"), *form, *(event for n in range(6) for event in _turn(f"tin {n}")))

    assert tracker.active_loop_name == "request_form"
    assert tracker.get_slot("requested_slot") == "field"


async def test_memory_holds_a_bounded_number_of_conversations() -> None:
    records = MemoryRecords(limit=2)
    for name in ("a", "b", "a", "c"):
        await records.save(name, "[]")

    assert [await records.load(name) for name in ("a", "b", "c")] == ["[]", None, "[]"]
