"""Every step, made with what it needs. A new step is one file, one line here and one in the plan."""

from collections.abc import Mapping

from bot.intake.finishing import Finishing
from bot.intake.ports import Identity, Tickets
from bot.intake.proving import Proofs
from bot.intake.state import Step
from bot.intake.steps.about import About
from bot.intake.steps.addition import Addition
from bot.intake.steps.base import StepHandler
from bot.intake.steps.basis import Basis
from bot.intake.steps.code import Code
from bot.intake.steps.consequences import Consequences
from bot.intake.steps.contact import ContactStep
from bot.intake.steps.duplicate import Duplicate
from bot.intake.steps.edit import Edit
from bot.intake.steps.field import Field
from bot.intake.steps.more_purposes import MorePurposes
from bot.intake.steps.name import Name
from bot.intake.steps.new_value import NewValue
from bot.intake.steps.next import Next
from bot.intake.steps.old_value import OldValue
from bot.intake.steps.others_consent import OthersConsent
from bot.intake.steps.pick import Pick
from bot.intake.steps.represented import Represented
from bot.intake.steps.scope import Scope
from bot.intake.steps.self_service import SelfService
from bot.intake.steps.summary import Summary
from bot.intake.steps.ticket_code import TicketCode
from bot.intake.steps.wanted import Wanted
from bot.intake.steps.whose import Whose
from bot.intake.steps.withdrawal import Withdrawal


def build_steps(
    identity: Identity, tickets: Tickets, proofs: Proofs, finishing: Finishing
) -> Mapping[Step, StepHandler]:
    handlers: tuple[StepHandler, ...] = (
        SelfService(),
        Scope(),
        MorePurposes(),
        Field(),
        NewValue(),
        OldValue(),
        About(),
        Wanted(),
        Name(),
        OthersConsent(),
        Whose(),
        Represented(),
        Basis(),
        TicketCode(tickets),
        ContactStep(identity, proofs),
        Code(identity, proofs),
        Pick(tickets),
        Addition(),
        Consequences(),
        Duplicate(tickets),
        Edit(),
        Summary(finishing),
        Withdrawal(tickets),
        Next(tickets),
    )
    return {handler.step: handler for handler in handlers}
