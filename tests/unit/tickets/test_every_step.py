"""Every action in every status by everybody: the service takes exactly what the table knows, and what it takes leads where
the table says."""

from collections.abc import Awaitable, Callable

import pytest

from bot.tickets.errors import IllegalAction, ProofNeeded, WrongRole
from bot.tickets.models import PERSON, SYSTEM, Actor, Ticket
from bot.tickets.requests import Complaint
from bot.tickets.states import TRANSITIONS, Action, Role, Status
from tests.unit.tickets.world import ORG, PHONE, STAFF, World


class Undo(Exception):
    """Ends a transaction after a step that was only tried."""


async def brought_to(world: World, status: Status) -> Ticket:
    """A proven ticket in this status."""
    service = world.service
    ticket = await world.open(separate=True)
    place = (ORG, ticket.code, STAFF)
    if status is Status.WITHDRAWN:
        asked = await service.ask_withdrawal(ORG, ticket.code, world.proof())
        await service.withdraw(ORG, ticket.code, world.proof(), asked.token)
    elif status is Status.REFUSED:
        await service.refuse(*place, ground="own_rights_only", reason="vì thế")
    elif status is not Status.RECEIVED:
        await service.acknowledge(*place)
        if status is not Status.ACKNOWLEDGED:
            await service.start(*place)
    if status is Status.WAITING_FOR_PERSON:
        await service.ask_person(*place, "Email nào?")
    elif status is Status.WAITING_FOR_THIRD_PARTY:
        await service.wait_for_third_party(*place)
    elif status is Status.COMPLETED:
        await service.complete(*place)
    elif status is Status.PARTLY_COMPLETED:
        await service.complete_partly(*place, ground="own_rights_only", reason="vì thế")
    ticket = await world.now(ticket)
    assert ticket.status is status
    return ticket


def steps(world: World, ticket: Ticket, other: Ticket) -> dict[Action, Callable[[Actor], Awaitable[object]]]:
    """How each action is done rightly, by whoever tries it."""
    service, code = world.service, ticket.code
    ground = {"ground": "own_rights_only", "reason": "vì thế"}

    async def withdraw(actor: Actor) -> None:
        asked = await service.ask_withdrawal(ORG, code, world.proof())
        await service.withdraw(ORG, code, world.proof(), asked.token)

    async def erase(actor: Actor) -> None:
        await world.send_all()
        erasure = await service.erase_person(ORG, world.proof().subject, actor=actor)
        if code not in erasure.erased:
            raise IllegalAction(Action.ERASE, ticket.status)

    return {
        Action.ACKNOWLEDGE: lambda actor: service.acknowledge(ORG, code, actor),
        Action.START: lambda actor: service.start(ORG, code, actor),
        Action.ASK_PERSON: lambda actor: service.ask_person(ORG, code, actor, "Số nào?"),
        Action.WAIT_FOR_THIRD_PARTY: lambda actor: service.wait_for_third_party(ORG, code, actor),
        Action.RESUME: lambda actor: service.resume(ORG, code, actor),
        Action.COMPLETE: lambda actor: service.complete(ORG, code, actor),
        Action.COMPLETE_PARTLY: lambda actor: service.complete_partly(ORG, code, actor, **ground),
        Action.REFUSE: lambda actor: service.refuse(ORG, code, actor, **ground),
        Action.EXTEND: lambda actor: service.extend(ORG, code, actor, reason="vì thế"),
        Action.ANSWER: lambda actor: service.add_information(ORG, code, "đây", proof=world.proof(), actor=actor),
        Action.ADD_INFORMATION: lambda actor: service.add_information(
            ORG, code, "đây", proof=world.proof(), actor=actor
        ),
        Action.WITHDRAW: withdraw,
        Action.COMPLAIN: lambda actor: service.complain_about_outcome(
            ORG, code, world.proof(), Complaint("chưa xong"), turn="t"
        ),
        Action.HOLD: lambda actor: service.suspect(ORG, code, actor, "lạ"),
        Action.CONFIRM: lambda actor: service.confirm(ORG, code, actor, "contact_suspected", "ổn"),
        Action.MERGE: lambda actor: service.merge(ORG, code, actor, other.code),
        Action.ABSORB: lambda actor: service.merge(ORG, other.code, actor, code),
        Action.ERASE: erase,
    }


# These are nobody's but the person's; the service takes no actor for them.
THE_PERSONS_OWN = {Action.WITHDRAW, Action.COMPLAIN}
# One call does the one that fits the status.
EITHER = {Action.ANSWER, Action.ADD_INFORMATION}


@pytest.mark.parametrize("status", list(Status))
async def test_the_service_takes_what_the_table_knows_and_nothing_else(world: World, status: Status) -> None:
    ticket = await brought_to(world, status)
    other = await world.open(separate=True)
    actors = {Role.PERSON: PERSON, Role.STAFF: STAFF, Role.SYSTEM: SYSTEM}

    for action, act in steps(world, ticket, other).items():
        for role, actor in actors.items():
            if action in THE_PERSONS_OWN and role is not Role.PERSON:
                continue
            if action in EITHER and (status is Status.WAITING_FOR_PERSON) is not (action is Action.ANSWER):
                continue
            step = TRANSITIONS.get((status, action))
            legal = step is not None and role in step.by
            with pytest.raises(Undo):
                await tried_and_undone(world, ticket, act(actor), step.after if step and legal else None)
            assert await world.now(ticket) == ticket, f"{action} by {role} was not undone"


async def tried_and_undone(world: World, ticket: Ticket, work: Awaitable[object], leads_to: Status | None) -> None:
    async with world.database.transaction():
        try:
            await work
        except (IllegalAction, WrongRole):
            assert leads_to is None
            assert await world.now(ticket) == ticket
        else:
            after = await world.now(ticket)
            assert after.status is leads_to
            assert after.version == ticket.version + 1
            assert after.is_open or after.closed_at is not None
        assert (await world.service.verify(ORG)).broken is None
        raise Undo


@pytest.mark.parametrize("status", list(Status))
async def test_only_an_open_ticket_that_nobody_has_proved_can_be_proved(world: World, status: Status) -> None:
    proven = await brought_to(world, status)

    with pytest.raises((ProofNeeded, IllegalAction)):
        await world.service.prove(ORG, proven.code, world.proof(PHONE))

    assert await world.now(proven) == proven
