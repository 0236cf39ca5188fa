"""Every action, made with its services. A new action is one file and one line here."""

from rasa_sdk import Action

from actions.answer_policy import AnswerPolicy
from actions.contact_person import ContactPerson
from actions.fallback import Fallback
from actions.out_of_scope import OutOfScope
from actions.request_form import RequestForm
from actions.services import Services

ACTIONS = (AnswerPolicy, ContactPerson, Fallback, OutOfScope, RequestForm)


def build_actions(services: Services) -> tuple[Action, ...]:
    return tuple(action(services) for action in ACTIONS)
