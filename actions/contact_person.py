"""`talk_to_human`: the organisation's contacts, its office hours, and whether somebody is there now."""

from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import office_hours, wording
from actions.desk_action import DeskAction
from bot.knowledge.models import Organisation


class ContactPerson(DeskAction):
    def name(self) -> str:
        return "action_contact_person"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[Any]:
        text = contact_text(self.organisation(tracker), self.services.now())
        dispatcher.utter_message(text=text, json_message={"name": "contact_person"})
        return []


def contact_text(organisation: Organisation, now: datetime) -> str:
    contact = organisation.contact
    if not contact:
        return wording.CONTACT_NONE.format(name=organisation.name)
    known = {
        wording.DEPARTMENT: contact.department,
        wording.PHONE: contact.phone,
        wording.EMAIL: contact.email,
        wording.ADDRESS: contact.address,
        wording.WEBSITE: contact.website,
        wording.HOURS: office_hours.describe(organisation.office_hours),
    }
    lines = [wording.CONTACT_HEAD.format(name=organisation.name)]
    lines += [f"• {label}: {value}" for label, value in known.items() if value]
    lines.append(office_hours.presence(organisation.office_hours, organisation.timezone, now))
    return "\n".join(line for line in lines if line)
