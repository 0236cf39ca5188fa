"""The transition table is complete, closed, and says what the design says."""

import pytest

from bot.tickets.states import ANSWERED, CLOSED, OPEN, TRANSITIONS, WAITING, Action, Need, Role, Status, actions

NOT_IN_THE_TABLE = {Action.OPEN}


def test_every_status_is_open_or_closed_and_none_is_both() -> None:
    assert set(Status) == OPEN | CLOSED
    assert set() == OPEN & CLOSED


def test_the_named_sets_hold_what_their_names_say() -> None:
    assert {
        Status.RECEIVED,
        Status.ACKNOWLEDGED,
        Status.IN_PROGRESS,
        Status.WAITING_FOR_PERSON,
        Status.WAITING_FOR_THIRD_PARTY,
    } == OPEN
    assert {Status.COMPLETED, Status.PARTLY_COMPLETED, Status.REFUSED, Status.WITHDRAWN} == CLOSED
    assert {status for status in Status if status.value.startswith("waiting")} == WAITING
    assert CLOSED - {Status.WITHDRAWN} == ANSWERED


def test_every_action_but_opening_is_in_the_table() -> None:
    assert {action for _, action in TRANSITIONS} == set(Action) - NOT_IN_THE_TABLE


def test_nothing_leads_out_of_a_closed_status() -> None:
    for (before, _), step in TRANSITIONS.items():
        if before in CLOSED:
            assert step.after is before


def test_every_status_can_be_reached_from_the_first_and_every_open_one_can_be_left() -> None:
    reached, edge = {Status.RECEIVED}, {Status.RECEIVED}
    while edge:
        edge = {step.after for (before, _), step in TRANSITIONS.items() if before in edge} - reached
        reached |= edge

    assert reached == set(Status)
    for status in OPEN:
        assert {step.after for (before, _), step in TRANSITIONS.items() if before is status} & CLOSED


def test_every_step_names_itself_and_who_may_take_it() -> None:
    for (before, action), step in TRANSITIONS.items():
        assert (step.before, step.action) == (before, action)
        assert step.by


def test_a_person_always_needs_a_proof() -> None:
    for step in TRANSITIONS.values():
        assert (Role.PERSON in step.by) == (Need.PROOF in step.needs)


@pytest.mark.parametrize("action", [Action.REFUSE, Action.COMPLETE_PARTLY])
def test_who_does_not_do_all_that_was_asked_gives_a_ground_and_a_reason(action: Action) -> None:
    steps = [step for step in TRANSITIONS.values() if step.action is action]

    assert all({Need.GROUND, Need.REASON} <= step.needs and step.by == {Role.STAFF} for step in steps)


def test_only_the_person_withdraws_and_only_with_a_confirmation() -> None:
    steps = [step for step in TRANSITIONS.values() if step.action is Action.WITHDRAW]

    assert {step.before for step in steps} == OPEN
    assert all(step.by == {Role.PERSON} and Need.CONFIRMATION in step.needs for step in steps)


def test_nothing_is_completed_while_it_is_held() -> None:
    for step in TRANSITIONS.values():
        if step.after in {Status.COMPLETED, Status.PARTLY_COMPLETED} and step.before in OPEN:
            assert Need.NO_HOLD in step.needs


def test_refusing_and_withdrawing_are_possible_from_every_open_status() -> None:
    for status in OPEN:
        assert (status, Action.REFUSE) in TRANSITIONS
        assert (status, Action.WITHDRAW) in TRANSITIONS


@pytest.mark.parametrize(
    ("status", "role", "expected"),
    [
        (Status.RECEIVED, Role.PERSON, {Action.ADD_INFORMATION, Action.WITHDRAW, Action.PROVE}),
        (Status.WAITING_FOR_PERSON, Role.PERSON, {Action.ANSWER, Action.WITHDRAW, Action.PROVE}),
        (Status.REFUSED, Role.PERSON, {Action.COMPLAIN}),
        (Status.WITHDRAWN, Role.PERSON, set()),
        (Status.WITHDRAWN, Role.STAFF, {Action.ERASE}),
        (Status.RECEIVED, Role.SYSTEM, {Action.ACKNOWLEDGE, Action.HOLD}),
    ],
)
def test_what_somebody_may_try(status: Status, role: Role, expected: set[Action]) -> None:
    assert actions(status, role) == expected
