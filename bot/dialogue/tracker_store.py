"""Rasa's memory of a conversation, kept short.

Every action call serialises all events of a tracker and every policy replays them, so a turn grows with the
conversation: 106 ms at turn 200 against 5 ms when only the last turns are kept (facts/rasa.md §2). Nothing is lost
that a later turn needs: a slot's value and an active form are put in front of what is kept.
"""

import json
from collections.abc import Sequence
from typing import Any

from bot.dialogue.rasa_edge import (
    ACTION_LISTEN_NAME,
    ACTION_SESSION_START_NAME,
    DialogueStateTracker,
    Domain,
    TrackerStore,
    events,
)
from bot.dialogue.records import TrackerRecords

KEPT_TURNS = 5


class ShortTrackerStore(TrackerStore):  # type: ignore[misc]
    def __init__(self, records: TrackerRecords, keep: int = KEPT_TURNS) -> None:
        super().__init__(domain=None)
        self.records = records
        self._keep = keep

    async def save(self, tracker: DialogueStateTracker) -> None:
        kept = shortened(tracker, self.domain, self._keep)
        await self.records.save(tracker.sender_id, json.dumps([event.as_dict() for event in kept]))

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        record = await self.records.load(sender_id)
        if record is None:
            return None
        return DialogueStateTracker.from_events(
            sender_id, events.deserialise_events(json.loads(record)), self.domain.slots, domain=self.domain
        )


def shortened(tracker: DialogueStateTracker, domain: Domain, keep: int) -> list[Any]:
    """The last `keep` turns, behind a session start and the state in which they began."""
    everything = list(tracker.events)
    said = [i for i, event in enumerate(everything) if isinstance(event, events.UserUttered)]
    if len(said) <= keep:
        return everything
    cut = said[-keep]
    head = DialogueStateTracker.from_events(tracker.sender_id, everything[:cut], domain.slots, domain=domain)
    return [*_opening(head, domain, everything[cut].timestamp), *everything[cut:]]


def _opening(head: DialogueStateTracker, domain: Domain, timestamp: float) -> Sequence[Any]:
    unset = {slot.name: slot.initial_value for slot in domain.slots}
    filled = {key: value for key, value in head.current_slot_values().items() if value != unset.get(key)}
    form = head.active_loop_name
    opening = [
        events.ActionExecuted(ACTION_SESSION_START_NAME, timestamp=timestamp),
        events.SessionStarted(timestamp=timestamp),
        *(events.SlotSet(key, value, timestamp=timestamp) for key, value in filled.items()),
    ]
    if form:
        opening += [events.ActionExecuted(form, timestamp=timestamp), events.ActiveLoop(form, timestamp=timestamp)]
    return [*opening, events.ActionExecuted(ACTION_LISTEN_NAME, timestamp=timestamp)]
