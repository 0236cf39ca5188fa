"""What is remembered: it survives JSON, shows nothing personal, and refuses what it cannot read."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.errors import UnreadableState
from bot.intake.given import Change, Given, Interposed
from bot.intake.kinds import Kind
from bot.intake.models import Heard, Say, WaitingWish
from bot.intake.state import VERSION, State, Step

TEXT = st.text(max_size=30)
GIVEN = st.builds(
    Given,
    words=st.lists(TEXT).map(tuple),
    scope=st.lists(TEXT).map(tuple),
    changes=st.lists(st.builds(Change, TEXT, st.none() | TEXT, st.none() | TEXT)).map(tuple),
    about=TEXT,
    wanted=st.none() | TEXT,
    code_sent=st.booleans(),
    token=TEXT,
)
STATES = st.builds(
    State,
    st.sampled_from(Kind),
    st.sampled_from(Step),
    st.datetimes(timezones=st.just(UTC)),
    st.datetimes(timezones=st.just(UTC)),
    GIVEN,
    st.integers(0, 9),
    st.none() | st.builds(Interposed, TEXT, TEXT, TEXT, st.floats(0, 1)),
)


@given(STATES)
def test_a_state_survives_json(state: State) -> None:
    text = json.dumps(state.to_json())

    assert State.from_json(json.loads(text)) == state == State.from_json(text)


@pytest.mark.parametrize(
    "broken", ["", "null", "[]", "{}", '{"version": 1}', '{"version": 2, "kind": "deletion"}', "not json", '"text"']
)
def test_what_is_no_state_of_this_version_is_refused(broken: str) -> None:
    with pytest.raises(UnreadableState):
        State.from_json(broken)


def test_another_version_is_refused() -> None:
    table = a_state().to_json() | {"version": VERSION + 1}

    with pytest.raises(UnreadableState):
        State.from_json(table)


def test_a_kind_or_step_that_does_not_exist_is_refused() -> None:
    for name in ("kind", "step"):
        with pytest.raises(UnreadableState):
            State.from_json(a_state().to_json() | {name: "made-up"})


def test_nothing_personal_shows_in_a_repr() -> None:
    secret = "lan.nguyen@example.com"
    given = Given(**{one.name: secret for one in fields(Given) if one.type in ("str", str)}, words=(secret,))
    state = replace(a_state(), given=given, interposed=Interposed("answer", secret))
    shown = [state, given, Say("x", {"a": secret}), Heard(secret, "affirm", 1.0), WaitingWish("a", secret, 1.0, NOW)]

    assert all(secret not in repr(one) for one in shown)


NOW = datetime(2026, 3, 2, 2, tzinfo=UTC)


def a_state() -> State:
    return State(Kind.DELETION, Step.SCOPE, NOW, NOW)
